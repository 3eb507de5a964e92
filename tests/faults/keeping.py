"""Runs in a failing program, beside the doctor: what he collects is kept, and he is not asked.

He is asked in the tests' own process, where he is loaded already.
"""

import marshal
import os
import time

from thence.doctor.consulting import Consultation
from thence.doctor.reporting import reporters


class Keeping(Consultation):
    """Writes what the doctor would be asked to files of a folder."""

    def __init__(self, options, folder):
        super().__init__(options)
        self._folder = folder

    def report(self, facts):
        """One file for each time; their names are in the order of time."""
        if not self.is_of_parent():
            name = f"{self._folder}/{time.monotonic_ns():020}-{os.getpid()}"
            with open(name, "wb") as stream:  # noqa: PTH123 - the program has no pathlib loaded
                stream.write(marshal.dumps(facts))


def keep_in(folder):
    """Have this process keep it."""
    for each in reporters():
        each.consultation = Keeping(each.consultation.options, folder)
