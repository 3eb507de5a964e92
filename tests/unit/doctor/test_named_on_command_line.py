"""The failure of a module that the command line names, where the program showed no error."""

import pytest

from thence.doctor.named_on_command_line import failure_of

ROW = {
    "name": "site_app",
    "type": "ModuleNotFoundError",
    "message": "No module named 'site_app'",
    "missing": "site_app",
    "asker": {"file": "/v/lib/python3.12/site-packages/server/load.py", "line": 3},
    "frames": [],
}


def facts(*command, failed=True, **changes):
    return {
        "failed": failed,
        "interpreter": {"command": ["python", "-m", "server", *command]},
        "failures": [{**ROW, **changes}],
    }


@pytest.mark.parametrize("word", ["site_app", "site_app:app", "--app=site_app:make"])
def test_a_module_named_on_the_command_line_is_what_failed(word):
    errors = failure_of(facts(word))

    assert [(each["name"], each["how"]) for each in errors] == [("site_app", "exit")]


@pytest.mark.parametrize(
    ("command", "changes"),
    [
        ("other:app", {}),
        ("site_app:app", {"loaded": True}),
        ("site_app:app", {"at_start": True}),
        ("site_app:app", {"asker": {"file": "/home/a/program.py", "line": 1}}),
    ],
    ids=["not named", "loaded later", "before the program", "by the program's own statement"],
)
def test_anything_else_is_left_alone(command, changes):
    assert failure_of(facts(command, **changes)) == []


def test_a_program_that_ended_well_has_no_failure():
    assert failure_of(facts("site_app:app", failed=False)) == []
