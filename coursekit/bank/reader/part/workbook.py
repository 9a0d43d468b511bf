"""An Excel file as rows of words: values alone, nothing of it calculated, followed or run."""

import io
import warnings
from collections.abc import Iterator
from datetime import date
from typing import Any

from openpyxl import load_workbook

from coursekit.bank.refusal import FileRefusedError
from coursekit.bank.source import BankFile

ROWS, COLUMNS = 50_000, 60


def rows_of(file: BankFile) -> Iterator[list[str]]:
    """The rows of the first sheet that has any. Raises FileRefusedError where it is broken."""
    archive = file.archive
    for name in archive.infos:
        data = archive.member(name).data
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            hint = "Save it again from a spreadsheet program."
            raise FileRefusedError("This file declares entities, which no spreadsheet does.", hint)
    try:
        with warnings.catch_warnings(action="ignore"):  # about styles and the like, which are not read
            book = load_workbook(io.BytesIO(file.data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=COLUMNS), 1):
                _short_enough(number)
                yield [_words(value) for value in row]
    except FileRefusedError:
        raise
    except Exception as error:  # noqa: BLE001 (the library meets any bytes, and raises anything)
        message = f"This Excel file cannot be read ({type(error).__name__})."
        raise FileRefusedError(message, "Save it again as .xlsx, or as CSV.") from None


def _short_enough(number: int) -> None:
    if number > ROWS:
        raise FileRefusedError(f"This sheet has more than {ROWS:,} rows.", "Split it.")


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
