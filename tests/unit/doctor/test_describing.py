"""Exceptions and modules as plain values."""

import marshal
import types

import pytest

from thence.doctor.describing_errors import describe_error
from thence.doctor.describing_state import describe_module, environment


def caught(act):
    try:
        act()
    except (ImportError, RecursionError) as error:
        return error
    raise AssertionError("nothing was raised")


class UnspeakableError(ImportError):
    def __str__(self):
        raise RuntimeError("no words")


class Lazy(types.ModuleType):
    def __getattr__(self, name):
        pytest.fail(f"woken by {name}")


def test_an_error_becomes_values_that_can_be_sent():
    def act():
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ImportError("second", name="x.y", path="/a.so") from error

    facts = describe_error(caught(act))

    assert marshal.loads(marshal.dumps(facts)) == facts
    assert (facts["type"], facts["name"], facts["path"]) == ("ImportError", "x.y", "/a.so")
    assert facts["cause"]["message"] == "'first'"
    assert facts["frames"][-1]["function"] == "act"


def test_an_error_that_cannot_speak_has_no_message():
    assert describe_error(UnspeakableError())["message"] == ""


def test_of_a_recursion_both_ends_are_kept():
    def act(depth=0):
        return act(depth + 1)

    frames = describe_error(caught(act))["frames"]

    assert len(frames) == 60
    assert frames[0]["function"] == "caught"


def test_a_lazy_module_is_not_woken():
    module = Lazy("sleeping")

    facts = describe_module("sleeping", module)

    assert facts["spec"] == "none"
    assert facts["type"].endswith("Lazy")


def test_whatever_stands_in_the_cache_is_described():
    facts = describe_module("odd", object())

    assert (facts["spec"], facts["path"], facts["is_module"]) == ("missing", None, False)


def test_of_the_environment_nothing_is_told_that_may_be_a_secret(monkeypatch):
    """Findings are shown, saved and sent to others."""
    monkeypatch.setenv("JUPYTER_PATH", "/kernels")
    for name in ("JUPYTER_TOKEN", "JUPYTERHUB_API_TOKEN", "PATH_TO_KEY", "HOME_PASSWORD"):
        monkeypatch.setenv(name, "s3cret")

    told = environment()

    assert told["JUPYTER_PATH"] == "/kernels"
    assert "s3cret" not in told.values()
