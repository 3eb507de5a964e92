"""``thence diff``: two runs of a real program."""

from __future__ import annotations


def trace(thence_command, output):
    done = thence_command("trace", "--quiet", "-o", output, "app.py")
    assert done.returncode == 0, done.stderr


def test_a_new_module_is_told_with_who_asked_for_it(thence_command, program, recording_file):
    (program / "shop" / "prices.py").write_text("from shop import cart\nimport colorsys\n")
    trace(thence_command, "after.rec")

    done = thence_command("diff", str(recording_file), "after.rec")

    assert done.returncode == 1
    (came,) = [line for line in done.stdout.splitlines() if "colorsys" in line]
    assert came.split()[:2] == ["came", "colorsys"]
    assert came.endswith("asked by shop.prices:2")


def test_a_recording_does_not_differ_from_itself(thence_command, recording_file):
    done = thence_command("diff", str(recording_file), str(recording_file))

    assert done.returncode == 0
    assert "nothing differs" in done.stdout


def test_a_missing_recording_is_said(thence_command, recording_file):
    done = thence_command("diff", str(recording_file), "gone.rec")

    assert done.returncode == 2
    assert "cannot read gone.rec" in done.stderr
