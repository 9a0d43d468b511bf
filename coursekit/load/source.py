"""Reading the source files: any bytes under any name give their text or a problem, never an exception.

A fault of the machine (a failing disk, too few handles) is no problem of the author's, and is raised.
"""

import errno
import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from coursekit.model.problem import Problem, printable

LIMIT = 1_000_000
"""Bytes. No text a person writes is longer; a larger file is a mistake, and could exhaust the machine."""

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens, spaces of no width and marks of byte order, as word processors and web pages bring them:
nobody sees them, and a number or a word with one inside would be another for every check and every search."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text file of the project; `path` is relative to the project's folder, with `/`."""

    path: str
    text: str


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column, counted from 1, of an offset into `text`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def found(root: Path, folder: str, pattern: str) -> Iterator[Path | Problem]:
    """Yield the files below a folder of the project whose names fit a pattern, sorted, at any depth.

    With no folder, those of the project's folder alone. Names that start with a dot are nobody's sources.
    Yields a problem for a folder that may not be looked into and for a name that is no text or holds what
    cannot be seen.
    """
    closed: list[OSError] = []
    files: list[Path] = []
    for above, folders, names in os.walk(root / folder, onerror=closed.append):
        folders[:] = [name for name in folders if folder and not name.startswith(".")]
        files += (Path(above, name) for name in names if _fits(name, pattern))
    for error in closed:
        if isinstance(error, PermissionError):
            yield _unreadable(Path(str(error.filename)).relative_to(root).as_posix(), error)
        elif not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise error
    for file in sorted(files, key=lambda file: file.with_suffix("")):  # `england`, then `england-more`
        path = file.relative_to(root).as_posix()
        if printable(path) != path:
            message = "This name holds characters that are no text or cannot be seen."
            yield Problem(path, 1, 1, "bad-name", message, "Rename it: letters, digits and hyphens.")
        else:
            yield from _regular(path, file)


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) and not name.startswith(".")


def _regular(path: str, file: Path) -> Iterator[Path | Problem]:
    """Yield a file that holds something to read: no pipe, no device, no link to nothing."""
    try:
        if stat.S_ISREG(file.stat().st_mode):
            yield file
    except PermissionError as error:
        yield _unreadable(path, error)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        yield Problem(path, 1, 1, "unreadable", "This link leads to itself.", "Remove it.")


def read(root: Path, file: Path) -> SourceFile | Problem:
    """Read a file of the project as UTF-8 text with `\\n` line ends, without what nobody sees.

    Returns a problem for a file outside `root` (through a link), one that is too long, not UTF-8, or
    holds control characters. Raises OSError where the machine fails.
    """
    path = file.relative_to(root).as_posix()
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
        return Problem(
            path,
            1,
            1,
            "outside",
            "This file lies outside the project.",
            "Copy it here instead of linking to it.",
        )
    try:
        with file.open("rb") as opened:
            data = opened.read(LIMIT + 1)
    except (PermissionError, FileNotFoundError, IsADirectoryError) as error:
        return _unreadable(path, error)
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


def _unreadable(path: str, error: OSError) -> Problem:
    message = f"This cannot be read ({error.strerror})."
    return Problem(path, 1, 1, "unreadable", message, "Check its permissions.")


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Controls but for the end of a line and a tab; separators, which end a line in YAML and in no editor; and
what is no character."""


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
    text = _unix(text.translate(_UNSEEN))
    if found := _CONTROL.search(text):
        line, column = position(text, found.start())
        return Problem(
            path,
            line,
            column,
            "control-character",
            f"Character U+{ord(found[0]):04X} is invisible and has no place in text.",
            "Delete it and type the text again.",
        )
    return SourceFile(path, text)


def _unix(text: str) -> str:
    """The text with `\\n` line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
