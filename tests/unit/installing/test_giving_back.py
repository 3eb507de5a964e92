"""What is undone when one step of giving the process back fails."""

import pytest

from thence.installing import Takeover


class Step:
    """A step that notes when it is undone, and may fail then."""

    def __init__(self, name, undone, error=None):
        self.name = name
        self.undone = undone
        self.error = error

    def undo(self):
        self.undone.append(self.name)
        if self.error is not None:
            raise self.error


def test_a_step_that_fails_does_not_keep_the_others_from_being_undone():
    undone = []
    takeover = Takeover()
    takeover._done = [Step("first", undone), Step("second", undone, ValueError("no way back"))]
    takeover.handles = 1

    with pytest.raises(ValueError, match="no way back"):
        takeover.release()

    assert undone == ["second", "first"]
