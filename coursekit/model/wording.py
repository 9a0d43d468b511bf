"""How we speak: words and turns of phrase that the check stops, and the uses its authors have allowed."""

import re
import warnings
from functools import cached_property
from typing import Annotated, Literal

from pydantic import StringConstraints, field_validator, model_validator

from coursekit.model.base import Frozen, Id, Line

Context = Literal[
    "A1", "A2", "A3", "A4", "A5",
    "headings", "often_called", "coercion_noted", "after_non", "dialogue",
    "uk", "australia", "us_law", "law", "statistics",
    "negated", "question", "corrected", "described", "reported", "other_half", "not_parents",
]  # fmt: skip
"""Where a word may stand; `coursekit/check/contexts.py` says what each of them means."""


_ENDLESS = re.compile(r"\((?:\?:)?(?:\\?[^\[\]()]|\[[^\]]*\])[+*]\)[+*{]")
"""A pattern such as `(a+)+`."""


class WordingRule(Frozen):
    """A word or turn of phrase that should not stand in the course, and where it may all the same."""

    id: Id
    pattern: Annotated[str, StringConstraints(min_length=3)]
    """A regular expression as Python reads them."""
    level: Literal["block", "warn"]
    """`block`: an error; `warn`: a person decides."""
    why: Line
    use_instead: Line
    allowed: tuple[Context, ...] = ()
    by_hand: Line | None = None
    """Where else it may stand, which only a person can tell: an override says so."""
    hit: Line
    """Words that the pattern must find; a rule is tested by its own examples."""
    miss: Line
    """Words that resemble them, and that it must not find."""
    case_sensitive: bool = False

    @field_validator("pattern")
    @classmethod
    def can_be_read(cls, pattern: str) -> str:
        """A pattern that Python cannot read, or could read for ever, is the author's problem."""
        if _ENDLESS.search(pattern):
            raise ValueError("a repeated part inside a repeated part could take for ever")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                re.compile(pattern)
        except (re.error, OverflowError, RecursionError, Warning) as error:
            raise ValueError(f"this regular expression cannot be read: {error}") from None
        return pattern

    @model_validator(mode="after")
    def proves_itself(self) -> "WordingRule":
        """A rule finds its own hit and not its own miss."""
        if not self.compiled.search(self.hit):
            raise ValueError(f"the pattern of “{self.id}” does not find “{self.hit}”, its own hit")
        if self.compiled.search(self.miss):
            raise ValueError(f"the pattern of “{self.id}” finds “{self.miss}”, its own miss")
        return self

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to search with; `^` is the start of a line."""
        return re.compile(self.pattern, re.MULTILINE | (0 if self.case_sensitive else re.IGNORECASE))


class OfficialName(Frozen):
    """The exact name of a law, treaty, report or body, whatever words are in it."""

    id: Id
    name: Line
    what: Line


class Override(Frozen):
    """One use of a word that a rule would stop, allowed by an author who says why."""

    rule: Id
    says: Line
    """The words around it as they stand in the text; nothing but these is allowed."""
    reason: Line
