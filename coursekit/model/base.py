"""The ground all model classes stand on: frozen, closed, with the field's own identifier types."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from coursekit.model.reach import dialled, mailed

Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60),
]
"""A stable name: small letters, digits and single hyphens, starting with a letter."""

PlaceCode = Annotated[str, StringConstraints(pattern=r"^(INT|[A-Z]{2}(-[A-Z]{3})?)$")]
"""ISO 3166 code (`IE`, `GB-ENG`), or `INT` for international."""

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^[^\n]*$")]
"""Text that stays on one line, such as a title."""

Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Markdown of any length that is not empty."""

Paper = Literal["A4", "Letter"]
"""A sheet that printers hold."""


def _can_be_dialled(text: str) -> str:
    if dialled(text) is None:
        raise ValueError("cannot be dialled from a phone; write one number, and notes into hours")
    return text


def _can_be_written_to(text: str) -> str:
    if mailed(text) is None:
        raise ValueError("is no single e-mail address; write one address alone")
    return text


Phone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^\+?\d[\d -]*\d$", max_length=24),
    AfterValidator(_can_be_dialled),
]
"""A number that can be dialled as it stands: digits with single spaces or hyphens, and a `+` before them."""

Email = Annotated[Line, AfterValidator(_can_be_written_to)]
"""One e-mail address that a link may carry."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]

PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
"""A year, a month or a day as the source prints it: `2024`, `2024-05` or `2024-05-07`."""


class Frozen(BaseModel):
    """A record that never changes after loading and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
