"""The characters that paper can draw: those of the fonts in `templates/fonts`."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

LETTERS = Path(__file__).parents[2] / "templates/fonts/letters.txt"
"""Ranges of code points, made with the fonts (tools/make_fonts.py): opening forty fonts would take longer."""


def drawable(text: str) -> str:
    """Return `text`, HTML or a part of it, with each character that no font of ours can draw as its name in
    square brackets, or as the plain letters that it is another form of.

    A font of the machine would draw it here and an empty box elsewhere, with nothing to read aloud.
    """
    return "".join(map(_drawn, unicodedata.normalize("NFC", text)))


def not_drawn(text: str) -> Iterator[str]:
    """Yield each character of `text` that is printed as its name, once."""
    for character in dict.fromkeys(unicodedata.normalize("NFC", text)):
        if _drawn(character).startswith("[") and character != "[":
            yield character


@cache
def _drawn(character: str) -> str:
    if character in "\t\n" or ord(character) in _covered():
        return character
    if unicodedata.category(character) == "Cf" or character in _UNSEEN:
        return ""
    if unicodedata.category(character)[0] == "Z":
        return " "
    plain = unicodedata.normalize("NFKC", character)
    if unicodedata.decomposition(character).startswith(_STYLED) and _covered().issuperset(map(ord, plain)):
        return escape(plain)
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


_UNSEEN = frozenset(
    map(chr, (0x34F, 0x20E3, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
"""What chooses how the sign before it looks: that is drawn as ever. Other marks are parts of letters."""
_STYLED = ("<font>", "<wide>", "<narrow>", "<compat>", "<square>")
"""Other forms of the same letters (Unicode Standard Annex 44): 𝗯𝗼𝗹𝗱 ones of messages, wide ones, ligatures.

Raised and lowered figures, fractions and circles are not the same as their figures: “10⁴” is not 104.
"""


@cache
def _covered() -> frozenset[int]:
    ranges = (line.split("-") for line in LETTERS.read_text("ascii").split())
    return frozenset(code for start, end in ranges for code in range(int(start, 16), int(end, 16) + 1))
