"""Which kernels of Jupyter name a program; the variables are those that are told of a process."""

import json

import pytest

from thence.doctor.describing_state import environment
from thence.doctor.gathering.kernels import kernels

GONE = "/nowhere/env/bin/python"


@pytest.mark.parametrize(
    ("variable", "share"),
    [
        ("HOME", ".local/share/jupyter"),  # where `ipykernel install --user` writes to
        ("JUPYTER_DATA_DIR", ""),
        ("JUPYTER_PATH", ""),
    ],
)
def test_a_kernel_is_found_where_jupyter_looks(tmp_path, monkeypatch, variable, share):
    for name in ("HOME", "JUPYTER_DATA_DIR", "JUPYTER_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    file = tmp_path / share / "kernels/old/kernel.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"argv": [GONE, "-m", "ipykernel_launcher"]}, indent=1))

    (found,) = kernels(GONE, "/usr", environment())

    assert (found.name, found.file, found.line) == ("old", str(file), 3)


def test_a_kernel_that_starts_another_program_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    file = tmp_path / "kernels/new/kernel.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"argv": ["/usr/bin/python"]}))

    assert list(kernels(GONE, "/usr", environment())) == []
