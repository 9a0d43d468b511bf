"""Rules over the whole course: one rule family a file; a rule is a function from what was loaded to problems."""

from collections.abc import Iterator
from datetime import date

from coursekit.load.course import Loaded
from coursekit.model.problem import Problem


def check(loaded: Loaded, day: date, *, release: bool = False, school: bool = False) -> Iterator[Problem]:
    """Yield every problem of a loaded course."""
    yield from ()
