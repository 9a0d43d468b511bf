"""What facts, contacts and terms share: where a line comes from, and how sure and how old it is."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coursekit.model.base import Frozen, Id, Line, PartialDate, PlaceCode, Prose, Url
from coursekit.model.compared import Compared
from coursekit.model.wording import Override

Confidence = Literal["confirmed", "secondary", "unverified"]
"""`confirmed`: compared with the official text, and the passage is on record; `secondary`: reported by
somebody else, or the passage was not kept; `unverified`: neither.
What was read, and of when, says `compared`."""

Places = Annotated[tuple[PlaceCode, ...], Field(min_length=1)]


class Source(Frozen):
    """The page a reader should open, with the date printed on it."""

    title: Line
    url: Url
    dated: PartialDate | Literal["undated"]
    """`undated` where the page prints no date; said in words, so that nobody has merely forgotten it."""


class Dated(Frozen):
    """What everything that was compared with a source shares: how old the check is."""

    id: Id
    checked: date
    """The day of the comparison."""
    review_by: date
    wording: tuple[Override, ...] = ()

    @model_validator(mode="after")
    def review_follows_check(self) -> Self:
        """A review date before the check would be overdue from its first day."""
        if self.review_by <= self.checked:
            raise ValueError("review_by must be later than checked", "Write a later day after review_by.")
        return self


class Checked(Dated):
    """What facts and contacts share: where the line holds, where it comes from and how sure it is."""

    places: Places
    source: Source
    confidence: Confidence
    evidence: Url | None = None
    """The address that was read, where it is not that of `source`."""
    compared: Compared | None = None
    """Left out: with a stored copy of that address, of which neither date nor passage was kept."""
    disputed: Prose | None = None
    """Set where two sources disagree: what they say, for the sources page."""
    reserve: bool = False
    """Kept for later: no page names it yet, and that is no oversight."""

    @property
    def may_be_shown(self) -> bool:
        """Whether it may stand on pages about help, law and reporting, in quizzes and on paper."""
        return self.confidence != "unverified"

    @property
    def read_at(self) -> str:
        """The address that was compared."""
        return self.evidence or self.source.url
