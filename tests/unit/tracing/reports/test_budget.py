"""Limits, what breaks them, and what those who read elsewhere are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from thence.tracing.places import Place
from thence.tracing.recording import Recording
from thence.tracing.reports import annotations as elsewhere
from thence.tracing.reports.budget import Broken, Budget, broken_by, used_by
from thence.tracing.reports.budget_settings import SettingsError, read_settings
from thence.tracing.reports.owning import SITE_FOLDERS


def hundred(file):
    """Each file has a hundred bytes."""
    return 100


@pytest.fixture
def recording(make):
    line = Place("/app/main.py", 3, "<module>", "__main__")
    return make.recorded(
        make.imported("app", make.imported("numpy", make.imported("numpy.core")), asker=line),
        make.absent("speedups"),
        make.imported("app.setup"),
    )


def rules(recording, **limits):
    return [each.rule for each in broken_by(recording, Budget(**limits), hundred)]


def names(broken):
    return [each.fullname for each in broken.chain]


def test_what_was_not_found_is_no_module(recording):
    assert used_by(recording, hundred).modules == 4
    assert used_by(recording, hundred).size == 400


@pytest.mark.parametrize(
    ("limits", "wanted"),
    [
        ({"modules": 4}, []),
        ({"modules": 3}, ["modules"]),
        ({"size": 400}, []),
        ({"size": 399}, ["bytes"]),
        ({"forbidden": ("pandas", "numpy2")}, []),
        ({"forbidden": ("numpy",)}, ["forbidden"]),
        ({"forbidden": ("*.core",)}, ["forbidden"]),
        ({"not_before": (("numpy", "app"),)}, []),
        ({"not_before": (("numpy", "app.setup"),)}, ["not-before"]),
        ({"not_before": (("numpy", "never"),)}, ["not-before"]),
        ({"not_before": (("pandas", "never"),)}, []),
        ({"time_ratio": 1.0}, []),
        ({"time_ratio": 0.5}, ["time-ratio"]),
    ],
)
def test_limits_are_kept_or_broken(recording, limits, wanted):
    assert rules(recording, **limits) == wanted


def test_the_chain_leads_to_what_broke_the_limit(recording):
    (count,) = broken_by(recording, Budget(modules=2), hundred)
    (size,) = broken_by(recording, Budget(size=150), hundred)
    (forbidden,) = broken_by(recording, Budget(forbidden=("numpy.core",)), hundred)

    assert names(count) == ["app", "numpy", "numpy.core"]
    assert names(size) == ["app", "numpy"]
    assert names(forbidden) == ["app", "numpy", "numpy.core"]


def test_what_thence_needs_itself_is_not_counted(make):
    own = make.imported("thence.launching.children", make.imported("select"))
    programs = make.imported("thence.util", asker=make.line_in("app"))

    assert used_by(make.recorded(own, programs), hundred).modules == 1


def test_the_time_is_held_against_that_of_the_process(make):
    process = make.process_of(make.thread_of(make.imported("a", own=25)), ended_ns=100_000)

    assert used_by(Recording([process]), hundred).time_ratio == 0.25


def test_a_module_of_two_processes_counts_once(make):
    first = make.process_of(make.thread_of(make.imported("a")))
    second = make.process_of(make.thread_of(make.imported("a"), process=1), number=1)

    assert used_by(Recording([first, second]), hundred).modules == 1


class TestSettings:
    def read(self, tmp_path, text):
        file = tmp_path / "pyproject.toml"
        file.write_text(text, encoding="utf-8")
        return read_settings(file)

    def test_all_limits_are_read(self, tmp_path):
        text = """
        [tool.thence.budget.cli]
        command = "python -m app --name 'a b'"
        modules = 150
        bytes = "2.5 MB"
        time_ratio = 0.8
        forbidden = ["numpy", "test*"]
        not_before = { "app.setup" = ["django", "jinja2"] }
        """

        (setting,) = self.read(tmp_path, text).values()

        assert setting.command == ("-m", "app", "--name", "a b")
        assert setting.budget == Budget(
            modules=150,
            size=2_500_000,
            time_ratio=0.8,
            forbidden=("numpy", "test*"),
            not_before=(("django", "app.setup"), ("jinja2", "app.setup")),
        )

    def test_a_file_without_budgets_has_none(self, tmp_path):
        assert self.read(tmp_path, "[project]\n") == {}

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("module = 3", "there is no 'module'; there are command, modules"),
            ("modules = -1", "modules: -1 is no number"),
            ("modules = true", "modules: True is no number"),
            ("bytes = '3 pounds'", "bytes: '3 pounds' is no size"),
            ("time_ratio = 2", "time_ratio: 2 is no part"),
            ("forbidden = 'numpy'", "forbidden: 'numpy' is no list"),
            ("not_before = ['a']", "not_before: ['a'] is no table"),
            ('command = "it\'s"', "command: No closing quotation"),
        ],
    )
    def test_what_cannot_be_meant_is_said(self, tmp_path, line, told):
        with pytest.raises(SettingsError) as caught:
            self.read(tmp_path, f"[tool.thence.budget.cli]\n{line}\n")

        assert told in str(caught.value)
        assert "[tool.thence.budget.cli]" in str(caught.value)

    @pytest.mark.parametrize(
        "text", ["[tool.thence]\nbudget = 3", "[tool.thence.budget]\nmodules = 3"]
    )
    def test_a_budget_without_a_name_is_refused(self, tmp_path, text):
        with pytest.raises(SettingsError, match="holds tables"):
            self.read(tmp_path, text)

    def test_a_file_that_is_no_toml_is_named(self, tmp_path):
        with pytest.raises(SettingsError, match=r"pyproject\.toml is no TOML"):
            self.read(tmp_path, "[")

    def test_a_file_that_is_not_there_is_named(self):
        with pytest.raises(SettingsError, match="cannot read /nowhere"):
            read_settings(Path("/nowhere"))


class TestAnnotations:
    @pytest.fixture
    def broken(self, make):
        own = Place("/work dir/app,x.py", 7, "<module>", "app")
        inner = make.imported("numpy.core", asker=make.line_in("numpy", 3))
        tree = make.imported("numpy", inner, asker=own)
        return Broken("forbidden", "numpy.core is\nforbidden: 100 %", (tree, inner))

    def test_github_shows_the_line_of_the_project(self, broken):
        text = elsewhere.github("cli", [broken], "/work dir")

        first, _, rest = text.partition("::numpy")
        assert first == "::error title=import budget of cli%3A forbidden,file=app%2Cx.py,line=7"
        assert rest.startswith(".core is%0Aforbidden: 100 %25%0A  numpy")
        assert text.count("\n") == 1

    def test_a_chain_without_a_line_of_the_project_shows_the_last(self, broken):
        place = elsewhere.place_at_fault(broken, "/elsewhere")

        assert place == broken.chain[-1].asker

    @pytest.mark.parametrize("folder", SITE_FOLDERS)
    def test_an_environment_in_the_project_is_not_the_projects(self, folder):
        assert not elsewhere.is_own(f"/p/.venv/lib/{folder}/x.py", "/p")

    def test_sarif_has_what_its_schema_requires(self, broken):
        log = elsewhere.sarif({"cli": [broken]}, "/work dir", "1.0")

        (run,) = log["runs"]
        (result,) = run["results"]
        assert (log["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "thence budget")
        assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        assert result["message"]["text"].startswith("cli: numpy.core is")
        place = result["locations"][0]["physicalLocation"]
        assert place == {
            "artifactLocation": {"uri": "app%2Cx.py"},
            "region": {"startLine": 7},
        }
        flow = result["codeFlows"][0]["threadFlows"][0]["locations"]
        assert [step["location"]["message"]["text"] for step in flow] == [
            "asks for numpy",
            "asks for numpy.core",
        ]
        assert json.dumps(log)

    def test_every_rule_is_described(self, recording):
        limits = Budget(0, 0, 0.0, ("numpy",), (("numpy", "never"),))

        broken = {each.rule for each in broken_by(recording, limits, hundred)}

        assert broken | {"status"} == set(elsewhere.RULES)
