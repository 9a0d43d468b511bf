"""A table of questions: CSV as our own export writes it, or an Excel file with the same columns."""

import csv
import io
import re
from collections.abc import Iterator

from coursekit.bank.found import Bank, BankFormat
from coursekit.bank.reader.part.table import bank_of
from coursekit.bank.reader.part.workbook import rows_of
from coursekit.bank.refusal import FileRefusedError
from coursekit.bank.source import BankFile


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the table as one quiz."""
    yield bank_of(file.name, rows_of(file) if file.is_zip else _rows(file))


def _rows(file: BankFile) -> Iterator[list[str]]:
    """The rows of a CSV file; whatever parts its cells stands in its first line."""
    head = file.text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from csv.reader(io.StringIO(file.text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        hint = "Save it again from a spreadsheet program."
        raise FileRefusedError(f"This is no table that can be read ({error}).", hint) from None


def recognises(file: BankFile) -> bool:
    """Whether it is an Excel file, or its first lines name the columns."""
    if file.is_zip:
        return file.ending == ".xlsx" or "xl/workbook.xml" in file.archive
    if file.ending in {".csv", ".tsv"}:
        return True
    head = file.text[:2_000].lower()
    return (
        bool(re.match(r"[^\n]*\bquestion\b[^\n]*[,;\t][^\n]*\banswer\b", head))
        and "right" in head.partition("\n")[0]
    )


FORMAT = BankFormat(
    title="a table (CSV or xlsx)",
    recognises=recognises,
    read=read,
    takes="Every type of ours, a line an answer, under the columns that our own tables have.",
    leaves=(
        "Bold words, lists and links: a table holds words alone.",
        "The title of a story, and whether a gap is chosen for or typed into.",
        "Settings, pools, objectives, places and facts.",
    ),
    exports=("csv",),
)
