"""How telephone numbers look inside a country: enough to notice a lost zero, or a digit too few."""

import re

from coursekit.model.reach import dialled

_SHAPES = {
    "GB": (r"0[1-9]\d{8,9}|0800\d{4}|1\d\d|999|116\d{3}|18\d{3}", "01632 960001"),
    "IE": (r"0[1-9]\d{6,8}|1[58]\d{8}|112|999|116\d{3}|5\d{4}", "01 234 5678"),
    "US": (r"1?[2-9]\d{9}|[2-9]11|988|\d{5,6}", "202-555-0100"),
    "CA": (r"1?[2-9]\d{9}|[2-9]11|988|\d{5,6}", "613-555-0100"),
    "AU": (r"0[2-8]\d{8}|13\d{4}|1[389]\d{8}|000|1[0-2]\d|106", "02 5550 1234"),
    "NZ": (r"0[2-9]\d{6,9}|111|10\d|\d{4}", "04 123 4567"),
    "IN": (r"0[1-9]\d{8,10}|[6-9]\d{9}|1800\d{6,8}|1\d{2,5}", "011 2345 6789"),
    "ZA": (r"0[1-9]\d{8}|1\d{2,5}", "011 123 4567"),
}
"""By country: the digits of a number as they are dialled there, and an invented one to show the form."""


def odd_number(phone: str, place: str | None) -> str | None:
    """An example of a number of this place (such as `GB-ENG`) where `phone` has not the form of one.

    None where it has, where it begins with a country code, where no telephone dials it (that is told
    elsewhere) and where the place's numbers are not known here.
    """
    shape = _SHAPES.get((place or "").partition("-")[0])
    address = dialled(phone)
    if shape is None or address is None:
        return None
    digits = address.removeprefix("tel:").partition(";")[0]
    abroad = digits.startswith(("+", "00")) and len(digits) > 3
    return None if abroad or re.fullmatch(shape[0], digits) else shape[1]
