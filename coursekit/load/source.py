"""Reading a source file: any bytes give its text or a problem, never an exception."""

from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path

from coursekit.model.problem import Problem

LIMIT = 1_000_000
"""Bytes. No text a person writes is longer; a larger file is a mistake, and could exhaust the machine."""

_ALLOWED_CONTROLS = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file of the project; `path` is relative to the project's folder, with `/`."""

    path: str
    text: str


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, counted from 1, of an offset into `text`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def read(root: Path, file: Path) -> SourceFile | Problem:
    """Read a file of the project as UTF-8 text with `\\n` line ends.

    Returns a problem for a file outside `root` (through a link), one that is too long, not UTF-8, or
    holds control characters.
    """
    path = file.relative_to(root).as_posix()
    if not file.resolve().is_relative_to(root.resolve()):
        return Problem(
            path,
            1,
            1,
            "outside",
            "This file lies outside the project.",
            "Copy it here instead of linking to it.",
        )
    try:
        data = file.read_bytes()
    except OSError as error:
        return Problem(
            path,
            1,
            1,
            "unreadable",
            f"This file cannot be read ({error.strerror}).",
            "Check its permissions.",
        )
    if len(data) > LIMIT:
        return Problem(
            path,
            1,
            1,
            "too-long",
            f"This file is longer than {LIMIT:,} bytes.",
            "Split it into several files.",
        )
    return _decode(path, data)


def _decode(path: str, data: bytes) -> SourceFile | Problem:
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _unix(data[: error.start].decode("utf-8"))
        line, column = position(before, len(before))
        return Problem(
            path,
            line,
            column,
            "not-utf-8",
            f"Byte 0x{data[error.start]:02x} is not UTF-8 text.",
            "Save the file again with the encoding “UTF-8”.",
        )
    text = _unix(text)
    for offset, character in enumerate(text):
        if character not in _ALLOWED_CONTROLS and (
            character < " " or "\x7f" <= character < "\xa0" or character in "\ufffe\uffff"
        ):
            line, column = position(text, offset)
            return Problem(
                path,
                line,
                column,
                "control-character",
                f"Character U+{ord(character):04X} is invisible and has no place in text.",
                "Delete it and type the text again.",
            )
    return SourceFile(path, text)


def _unix(text: str) -> str:
    """The text with `\\n` line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
