"""Whether a telephone or a mail program can use what somebody typed, and as what.

The same rules hold on the reader's own device (`templates/site/theme/assets/blanks.js`); the examples in
`tests/model/reach.yml` are tried on both.
"""

import re
from typing import Protocol

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that come along when a number is copied from a telephone's address book."""
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""What keyboards for Chinese and Japanese type. No other sign counts as the digit it looks like: a raised “²”
after a number is a note."""
_NUMBER = re.compile(
    r"(?P<digits>\+?\d+(?:[ .-]?\d+)*)"
    r"(?:[ ,;]*\(?(?:extension|extn|ext|x)[.:=]? ?(?P<extension>\d{1,6})\)?)?",
    re.ASCII | re.IGNORECASE,
)
_WRITTEN = (
    (re.compile(r"^\+ "), "+"),
    (re.compile(r"^\(?\+\(?(\d{1,3})\)", re.ASCII), r"+\1 "),
    (re.compile(r"^\(0\)"), "0 "),
    (re.compile(r"^((?:\+|00) ?(?:39|225|241|242|378|379)) ?\(0\)", re.ASCII), r"\g<1>0"),
    (re.compile(r"^((?:\+|00)[\d ]+?) ?\(0\)", re.ASCII), r"\1 "),
    (re.compile(r"^([^(]*)\((?!0\))(\d+)\)", re.ASCII), r"\1 \2 "),
    (re.compile(r" +"), " "),
)
"""Ways to write one number. The zero of `+44 (0)1632 960001` is dialled inside a country only, but in Italy
and a few others it is a digit of the number."""
_SHORTENED = re.compile(r"[.-] ?\d{1,2}$", re.ASCII)
"""A second number that names its last digits alone, as in `960001-2`."""
_PAIRS = re.compile(r"([.-])\d\d\1\d\d$", re.ASCII)
"""A number written in pairs, as in `01.02.03.04.05`; a shorter row of pairs may be several short numbers."""
_SHORT_NUMBERS = ("000", "101", "105", "111", "112", "911", "999")
_ABROAD = re.compile(r"\+|0?011[ .-]|00(?!0$)[ .-]?", re.ASCII)
"""What is dialled before a country code: in Europe and New Zealand, Australia, and North America."""
_COUNTRY = re.compile(r"[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}", re.ASCII)
"""Country codes (ITU-T E.164)."""
_KEEP_ZERO = ("39", "225", "241", "242", "378", "379")
"""Countries whose numbers keep their first zero when they are dialled from abroad."""


def dialled(text: str) -> str | None:
    """The address that dials `text`, such as `tel:+441632960001;ext=12` (RFC 3966); None where none does.

    None means: no number, more than one, or one that would dial something else than was meant.
    """
    text = re.sub(r"\s", " ", _DASHES.sub("-", _INVISIBLE.sub("", text.translate(_WIDE)))).strip()
    for way, plain in _WRITTEN:
        text = way.sub(plain, text)
    found = _NUMBER.fullmatch(text.strip())
    if not found or not _is_one(found["digits"]):
        return None
    number = re.sub(r"[ .-]", "", found["digits"])
    return f"tel:{number}" + (f";ext={found['extension']}" if found["extension"] else "")


def _is_one(typed: str) -> bool:
    """Whether these digits are one number, and one that a telephone connects."""
    abroad = _ABROAD.match(typed)
    groups = re.split(r"[ .-]", typed[abroad.end() :] if abroad else typed)
    number = "".join(groups)
    if _SHORTENED.search(typed) and not (_PAIRS.search(typed) and len(number) >= 8):
        return False
    if abroad:
        return 7 <= len(number) <= 15 and _follows_its_country(number) and not _ends_in_another(groups)
    return 2 <= len(number) <= 15 and not _starts_with_another(groups) and not _ends_in_another(groups)


def _starts_with_another(groups: list[str]) -> bool:
    """Whether a short number stands before another number, as in `101 999`."""
    first, *rest = groups
    if first not in _SHORT_NUMBERS or not rest:
        return False
    few = len("".join(groups)) <= 6
    return few or rest[0].startswith("0") or all(group in _SHORT_NUMBERS for group in rest)


def _ends_in_another(groups: list[str]) -> bool:
    """Whether a short number stands after a whole one, as in `01632 960001 999`."""
    return groups[-1] in _SHORT_NUMBERS and len("".join(groups[:-1])) >= 10


def _follows_its_country(number: str) -> bool:
    """Whether no digit that is dialled inside a country only stands after the country code."""
    country = _COUNTRY.match(number)
    if number.startswith("0") or not country:
        return False
    if country[0] == "1":  # area codes of North America start with 2 to 9
        return number[1] not in "01"
    return number[country.end()] != "0" or country[0] in _KEEP_ZERO


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
