"""Whether a telephone or a mail program can use what somebody typed, and as what.

The same rules hold on the reader's own device (`templates/site/theme/assets/blanks.js`); the examples in
`tests/model/reach.yml` are tried on both.
"""

import re
import unicodedata
from typing import Protocol

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that come along when a number is copied from a telephone's address book."""
_NUMBER = re.compile(
    r"(?P<digits>\+?\d+(?P<groups>(?:[ .-]?\d+)*))"
    r"(?:[ ,;]*\(?(?:extension|extn|ext|x)[.:]? ?(?P<extension>\d{1,6})\)?)?",
    re.ASCII | re.IGNORECASE,
)
_TRUNK = re.compile(r"^((?:\+|00)[\d ]+?) ?\(0\)", re.ASCII)
"""The zero that is dialled inside a country only, as in `+44 (0)1632 960001`."""
_SHORTENED = re.compile(r"[ .]?[-.][ ]?\d{1,2}$", re.ASCII)
"""A second number that names its last digits alone, as in `960001-2`."""
_SHORT_NUMBERS = ("000", "101", "105", "111", "112", "911", "999")
_COUNTRY = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}", re.ASCII)
"""Country codes (ITU-T E.164)."""
_KEEP_ZERO = ("39", "225", "241", "242", "378", "379")
"""Countries whose numbers keep their first zero when they are dialled from abroad."""


def dialled(text: str) -> str | None:
    """The address that dials `text`, such as `tel:+441632960001;ext=12` (RFC 3966); None where none does.

    None means: no number, more than one, or one that would dial something else than was meant.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\u2010", "-").strip()
    text = re.sub(r"^\((\+\d{1,3}|0)\)", r"\1 ", text)
    text = re.sub(r"\((?!0\))(\d+)\)", r" \1 ", re.sub(_TRUNK, r"\1 ", text), count=1)
    found = _NUMBER.fullmatch(re.sub(r" +", " ", text).strip())
    if not found or _SHORTENED.search(found["digits"]):
        return None
    number = re.sub(r"[ .-]", "", found["digits"])
    if not _is_one(found["digits"], number):
        return None
    return f"tel:{number}" + (f";ext={found['extension']}" if found["extension"] else "")


def _is_one(typed: str, number: str) -> bool:
    """Whether these digits are one number, and one that a telephone connects."""
    if number.startswith("+"):
        return 7 <= len(number) - 1 <= 15 and not _has_trunk_zero(number[1:])
    first = re.split(r"[ .-]", typed)[0]
    two = first in _SHORT_NUMBERS and first != number and len(number) <= 6
    return 2 <= len(number) <= 15 and not two


def _has_trunk_zero(number: str) -> bool:
    """Whether a zero that is not dialled from abroad follows the country code."""
    country = _COUNTRY.match(number)
    if number.startswith("0") or not country:
        return True
    return number[country.end() :].startswith("0") and country[0] not in _KEEP_ZERO


_MAILBOX = re.compile(
    r"[a-z0-9_+'-]+(\.[a-z0-9_+'-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)


def mailed(text: str) -> str | None:
    """The address that writes to `text`, such as `mailto:lead@school.example` (RFC 6068).

    None where `text` is not one address and nothing else. No character in it means anything in a link.
    """
    return f"mailto:{text}" if len(text) <= 254 and _MAILBOX.fullmatch(text) else None


class _Addresses(Protocol):
    """Declared apart: what stands in a base class would come first among the fields of a record."""

    @property
    def phone(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...


class Reachable:
    """Whoever has a telephone number or an e-mail address."""

    @property
    def call(self: _Addresses) -> str | None:
        """The address that dials the number; None where nothing does."""
        return dialled(self.phone) if self.phone else None

    @property
    def write(self: _Addresses) -> str | None:
        """The address that writes to the e-mail address; None where nothing does."""
        return mailed(self.email) if self.email else None
