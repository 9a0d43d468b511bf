"""Reading a list of schools row by row: CSV as programs and people write it, and Excel's workbooks.

Whatever stands in a file, a row is at most as long as one: a list of any length is read in little memory.
"""

import codecs
import csv
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.model.problem import printable

LONGEST = 10_000
"""Characters of a cell; more is a mark of quotation that was never closed, or no cell of a list."""
_ROW = 100_000
"""Characters that a row may have before it is cut."""
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Trouble:
    """A cell, or with `column` 0 a row, that cannot be used: why, and what to do."""

    column: int
    message: str
    hint: str


@dataclass(frozen=True)
class Row:
    """The texts of a row, and the number of its line, or in a workbook of its row, from 1."""

    line: int
    cells: tuple[str, ...]
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells) and not self.troubles


class UnreadableError(Exception):
    """No list can be read from this file; the message says why and what to do."""


def rows(file: Path) -> Iterator[Row]:
    """Yield the rows of a list that are not empty, the headings first.

    Raises UnreadableError where the file is no list at all; faults of the machine as they are.
    """
    if not file.is_file():
        raise UnreadableError(f"There is no file “{file}”. Name a list as .csv or .xlsx.")
    with file.open("rb") as opened:
        start = opened.read(8)
    if start.startswith(b"PK"):
        found = _sheet(file)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(
            f"{file.name} is an old workbook, or has a password. Save it as .xlsx without one."
        )
    else:
        found = _csv(file)
    yield from (row for row in found if not row.is_empty)


# --- CSV ---------------------------------------------------------------------------------------------------


def _csv(file: Path) -> Iterator[Row]:
    with file.open(encoding=_encoding(file), errors="surrogateescape", newline="") as opened:
        first = opened.readline(_ROW)
        told = re.fullmatch(r"sep=(.)\s*", first)
        separator = told[1] if told else max(",;\t|", key=first.count)
        before = 1 if told else 0
        if not told:
            opened.seek(0)
        lines = _Lines(opened)
        reader = csv.reader(lines, delimiter=separator)
        while True:
            line = before + lines.number + 1
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Row(line, (), (Trouble(0, "This row cannot be read as CSV.", _CLOSE),))
                reader = csv.reader(lines, delimiter=separator)
                continue
            yield _row(line, cells, has_run_on=lines.is_cut)


_CLOSE = "Is a quotation mark opened and not closed?"


class _Lines:
    """The lines of a file for the reader of CSV, which may ask for many where a quotation is not closed."""

    def __init__(self, opened: Any) -> None:
        self.opened, self.number, self.read, self.is_cut = opened, 0, 0, False

    def begin(self) -> None:
        """A row begins."""
        self.read, self.is_cut = 0, False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.read > _ROW:
            raise csv.Error
        line: str = self.opened.readline(_ROW)
        if not line:
            raise StopIteration
        self.read += len(line)
        self.number += 1
        if len(line) == _ROW and not line.endswith(("\n", "\r")):
            self.is_cut = True
            while rest := self.opened.readline(_ROW):
                if rest.endswith(("\n", "\r")):
                    break
            return "\n"
        return line.replace("\0", "\ufffd")


def _encoding(file: Path) -> str:
    with file.open("rb") as opened:
        start = opened.read(4)
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _row(line: int, cells: list[str], *, has_run_on: bool) -> Row:
    if has_run_on:
        return Row(line, (), (Trouble(0, f"This row has more than {_ROW} characters.", _CLOSE),))
    if len(cells) > MOST_COLUMNS:
        return Row(line, (), (Trouble(0, f"This row has {len(cells)} columns.", f"Keep {MOST_COLUMNS}."),))
    whole = " ".join(cells)
    is_plain = len(whole) <= LONGEST and "=" not in whole and whole.isprintable()
    doubted = () if is_plain else enumerate(cells, 1)  # nearly all rows of a long list are plain
    troubles = filter(None, (_trouble(number, text) for number, text in doubted))
    return Row(line, tuple(text.strip() for text in cells), tuple(troubles))


def _trouble(number: int, text: str) -> Trouble | None:
    if text.lstrip().startswith("="):
        return Trouble(number, f"“{_short(text)}” is a formula, and nothing is calculated here.", _VALUE)
    if any(0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        return Trouble(number, "This text is not UTF-8.", "Save the list as “CSV UTF-8”.")
    if printable(plain := re.sub(r"\s", " ", text)) != plain or _UNFIT.search(text):
        return Trouble(number, f"“{_short(printable(plain))}” holds a sign that cannot be seen.", _AGAIN)
    if len(text) > LONGEST:
        return Trouble(number, f"This cell has {len(text)} characters.", _CLOSE)
    return None


_UNFIT = re.compile("[\ue000\ue001\ufffe\uffff]")
"""What stands for a detail in our own files, and what no document may hold (XML 1.0, section 2.2)."""
_AGAIN = "Type the cell again."
_VALUE = "Write its value: copy the cell, then paste it as a value."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


# --- Workbooks ---------------------------------------------------------------------------------------------


def _sheet(file: Path) -> Iterator[Row]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadableError(
            f"{file.name} is no workbook that can be read. Save it again as .xlsx."
        ) from error
    with closing(book):
        sheets = book.worksheets
        if not sheets:
            raise UnreadableError(f"{file.name} has no sheet. Put the list on its first one.")
        sheet = sheets[0]
        sheet.reset_dimensions()
        merged = list(_merged(file))
        try:
            for number, cells in enumerate(sheet.iter_rows(), 1):
                yield _of_sheet(number, cells[:MOST_COLUMNS], merged)
        except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
            raise UnreadableError(f"{file.name} is broken inside. Save it again as .xlsx.") from error


def _of_sheet(line: int, cells: tuple[Any, ...], merged: list[tuple[str, tuple[int, int, int, int]]]) -> Row:
    texts: list[str] = []
    troubles: list[Trouble] = []
    for number, cell in enumerate(cells, 1):
        text, trouble = _cell(number, cell)
        texts.append(text)
        troubles += [trouble] if trouble else []
    for name, (left, top, right, bottom) in merged:
        if top <= line <= bottom and bottom > top:
            message = f"The cells {name} are merged, so that their text is in one row alone."
            troubles.append(Trouble(left, message, "Undo that, and write the text into each row."))
        elif top == line and right > left:
            troubles.append(Trouble(left, f"The cells {name} are merged.", "Undo that."))
    while texts and not texts[-1]:
        texts.pop()
    return Row(line, tuple(texts), tuple(troubles) if texts or troubles else ())


def _cell(number: int, cell: Any) -> tuple[str, Trouble | None]:
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return "", None
    if kind == "f":
        return "", _trouble(number, str(value) if str(value).startswith("=") else "=")
    if kind == "e":
        return "", Trouble(number, f"“{value}” is an error of a formula.", _VALUE)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        message = f"{value:g} is kept as a number, so that its first zero may be lost."
        return "", Trouble(number, message, "Format the column as text and type it again.")
    text = str(value)
    return text.strip(), _trouble(number, text)


_MOST_MERGED = 10_000


def _merged(file: Path) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """The merged cells of the first sheet, which a stream of rows does not tell of."""
    from lxml import etree
    from openpyxl.utils.cell import range_boundaries

    with zipfile.ZipFile(file) as archive:
        names = sorted(
            name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet1\.xml", name)
        )
        for name in names:
            with archive.open(name) as opened:
                found = 0
                for _, element in etree.iterparse(opened, tag="{*}mergeCell", resolve_entities=False):
                    ref = element.get("ref", "")
                    if re.fullmatch(r"[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}", ref) and found < _MOST_MERGED:
                        found += 1
                        yield ref, range_boundaries(ref)
