"""The characters that paper can draw: those of the fonts in `templates/fonts`."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LETTERS = Path(__file__).parents[2] / "templates/fonts/letters.txt"
"""Ranges of code points, made with the fonts (tools/make_fonts.py): opening forty fonts would take longer."""


def drawable(text: str) -> str:
    """Return `text` with each character that no font of ours can draw as its name in square brackets.

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
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:  # invisible alone: joiners, selectors, accents
        return ""
    if unicodedata.category(character)[0] == "Z":
        return " "
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


@cache
def _covered() -> frozenset[int]:
    ranges = (line.split("-") for line in LETTERS.read_text("ascii").split())
    return frozenset(code for start, end in ranges for code in range(int(start, 16), int(end, 16) + 1))
