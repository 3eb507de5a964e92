"""From a request to what is said of an environment."""

from collections.abc import Mapping
from typing import Any

from ..diagnosis import Diagnosis
from ..evidence import Error, Evidence
from ..examining import chosen, examine
from .changes import Change, planned
from .looking import look
from .rules import RULES
from .surroundings import Surroundings


class Examination:
    """One look at an environment: what is wrong with it, and what could be changed safely."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        self._request = request
        self._rules = chosen(RULES, request.get("select", ()), request.get("ignore", ()))
        self.surroundings = look(request)

    def diagnoses(self) -> list[Diagnosis]:
        """One for each finding, the most harmful first."""
        found = examine(self.surroundings, self._rules)
        return [Diagnosis(Evidence(error=Error()), [finding]) for finding in found]

    def changes(self) -> list[Change]:
        """What ``--fix`` would change, as far as the rules were asked for that say it."""
        asked_for = {rule.NAME for rule in self._rules}
        seen = self.surroundings
        return planned(
            Surroundings(
                bytecode=seen.bytecode if "unused-bytecode" in asked_for else (),
                folders=seen.folders if "folder-without-init" in asked_for else (),
            )
        )
