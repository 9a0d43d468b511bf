"""What the page of figures shows: how the facts were compared, how old that is, and who has signed."""

from datetime import date

from coursekit.model.base import Frozen
from coursekit.model.watched import LastWatch


class Compared(Frozen):
    """Lines of one place or of one kind, by how they were compared."""

    name: str
    url: str | None = None
    """The page that lists them."""
    total: int
    official: int
    """Compared with the official page or text, and the passage is on record."""
    report: int
    """Read in somebody else's account, or without a note of the passage."""
    neither: int


class Law(Frozen):
    """How much of a place's law was read in the statute itself."""

    name: str
    total: int
    statute: int


class Aged(Frozen):
    """Lines of one place by the year of the copy that was read."""

    name: str
    counts: tuple[int, ...]
    """In the order of `Figures.ages`."""


class Due(Frozen):
    """Lines that are to be compared again in one month."""

    month: str
    last_day: date
    count: int


class Signed(Frozen):
    """What one professional has signed of a place."""

    place: str
    who: str
    sentences: int


class Figures(Frozen):
    """All figures of the facts."""

    places: tuple[Compared, ...]
    kinds: tuple[Compared, ...]
    law: tuple[Law, ...]
    ages: tuple[str, ...]
    """What stands above the columns of `aged`."""
    aged: tuple[Aged, ...]
    due: tuple[Due, ...]
    signed: tuple[Signed, ...]
    unsigned: tuple[str, ...]
    """The places of which nobody has signed a word."""
    watch: LastWatch | None

    @property
    def total(self) -> int:
        """All lines, each once."""
        return sum(kind.total for kind in self.kinds)
