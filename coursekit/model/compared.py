"""What a line was compared with: how, of what day the text was, and which words of it carry the claim."""

from typing import Literal

from pydantic import model_validator

from coursekit.model.base import Frozen, Line, PartialDate

How = Literal["official page", "official copy", "report", "rung"]
"""`official page`: the page of the body itself, the Act on its own government’s site among them;
`official copy`: its text word for word, carried by somebody else, such as a public copy of a
statute book; `report`: somebody else’s account of it;
`rung`: somebody rang, and was answered as the line says."""

Of = PartialDate | Literal["unknown"]


class Compared(Frozen):
    """The comparison behind a line of `facts/`.

    The day of the comparison is the line's own `checked`; the address that was read is its `evidence`, or
    that of its `source` where there is no `evidence`. Neither is repeated here.
    """

    how: How
    by: Line | None = None
    """Whose report it is, or who carries the copy."""
    of: Of = "unknown"
    """The date of the text that was read: of the stored copy, or printed on the page. It is the day in
    `checked` only where somebody read the page itself on that day."""
    at: Line | None = None
    """Where in it the claim stands: a section, a paragraph, a heading."""
    says: Line | None = None
    """The words that carry the claim, as they stand there; `…` where some are left out."""

    @property
    def passage(self) -> bool:
        """Whether somebody can find the words again."""
        return bool(self.at or self.says)

    @model_validator(mode="after")
    def rung_is_no_text(self) -> "Compared":
        """A telephone call has a day, and that day is `checked`."""
        if self.how == "rung" and self.of != "unknown":
            raise ValueError("a call has no date of its own: it is the day in checked")
        return self
