"""The ground all model classes stand on: frozen, closed, with the field's own identifier types."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from coursekit.model.dialect import unblocked
from coursekit.model.reach import dialled, mailed

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
LONGEST_ID = 60
HINTS = ("Use ", "Write ", "Keep ")
"""How a hint begins: the description of a form says what to write, to editors and in messages alike."""

ID_HINT = Field(description="Use small letters, digits and single hyphens, such as “first-hour”.")
Id = Annotated[str, StringConstraints(pattern=ID, max_length=LONGEST_ID), ID_HINT]
"""A stable name: small letters, digits and single hyphens, starting with a letter."""

PageId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$", max_length=80),
    ID_HINT,
]
"""Like an id; pages of a module begin with the module's id and a slash."""

PlaceCode = Annotated[
    str,
    StringConstraints(pattern=r"^(INT|[A-Z]{2}(-[A-Z]{3})?)$"),
    Field(description="Use a place code such as GB-ENG, IE or INT."),
]
"""ISO 3166 code (`IE`, `GB-ENG`), or `INT` for international."""

Line = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^[^\n]*$"),
    Field(description="Keep it on one line."),
]
"""Text that stays on one line, such as a title."""

Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Markdown of any length that is not empty."""

LineAsTyped = Annotated[Line, AfterValidator(unblocked)]
AsTyped = Annotated[Prose, AfterValidator(unblocked)]
"""A text of a question that is shown in one line: a mark at its beginning makes no list or quotation of it.

Platforms get such texts in the middle of longer ones, so the mark is escaped here, once.
"""

Paper = Literal["A4", "Letter"]
"""A sheet that printers hold."""


def _can_be_dialled(text: str) -> str:
    if dialled(text) is None:
        raise ValueError(
            f"“{text}” cannot be dialled from a phone", "Write one number; notes belong into hours."
        )
    return text


def _can_be_opened(text: str) -> str:
    try:
        parts = urlsplit(text)
        named, _ = parts.hostname, parts.port  # read only now, and refused where they are none
    except ValueError:
        named = None
    if not named:
        raise ValueError(f"“{text[:80]}” names no server", "Copy the whole address from the browser.")
    return text


def _can_be_written_to(text: str) -> str:
    if mailed(text) is None:
        raise ValueError(f"“{text[:80]}” is no single e-mail address", "Write one address alone.")
    return text


Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?\d[\d -]*\d$", max_length=24),
    AfterValidator(_can_be_dialled),
]
"""A number that can be dialled as it stands: digits with single spaces or hyphens, and a `+` before them."""

Email = Annotated[Line, AfterValidator(_can_be_written_to)]
"""One e-mail address that a link may carry."""

Url = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"]+$"),
    Field(description="Write a full address that begins with https://, without spaces."),
    AfterValidator(_can_be_opened),
]

PartialDate = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
    Field(description="Write a year, a month or a day, such as 2024, 2024-05 or 2024-05-07."),
]
"""A year, a month or a day as the source prints it: `2024`, `2024-05` or `2024-05-07`."""


class Frozen(BaseModel):
    """A record that never changes after loading and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
