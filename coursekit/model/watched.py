"""What the last watch of all sources found, in figures."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt

from coursekit.model.base import Frozen

LAST_WATCH = "watch/last.yml"
"""Where it stands, below the project's folder."""

Status = Literal["changed", "gone", "moved", "blocked", "unfound", "first", "same"]
STATUS_WORDS: dict[Status, str] = {
    "changed": "The passage reads differently",
    "gone": "The page is gone",
    "moved": "The page has moved",
    "blocked": "The page could not be read",
    "unfound": "No passage to compare was found",
    "first": "Read for the first time",
    "same": "The same as when it was last compared",
}
"""What each status says to people, in the order in which it concerns them."""


class LastWatch(Frozen):
    """The file `watch/last.yml`, which `python3 build.py watch` writes after it has asked every server."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    day: date
    needs_a_person: NonNegativeInt
    """Addresses that somebody has to look at."""
    counts: dict[Status, NonNegativeInt]
    """Addresses by what was found there."""

    @property
    def found(self) -> tuple[tuple[str, int], ...]:
        """What was found somewhere, in words, and at how many addresses."""
        return tuple(
            (words, count) for status, words in STATUS_WORDS.items() if (count := self.counts.get(status))
        )
