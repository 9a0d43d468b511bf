"""A file as its quizzes: by the format it is said to have, or the one that knows it."""

from pathlib import Path

from coursekit.bank.found import Bank
from coursekit.bank.reader import FORMATS
from coursekit.bank.refusal import FileRefusedError
from coursekit.bank.source import BankFile, read

_NOT_READ = {
    ".doc": ("This is a Word file of the old kind.", "Save it as .docx, or its text as .txt."),
    ".xls": ("This is an Excel file of the old kind.", "Save it as .xlsx or CSV."),
    ".xlsm": ("This file may hold macros.", "Save it as .xlsx without macros."),
    ".docm": ("This file may hold macros.", "Save it as .docx without macros."),
    ".pdf": (
        "A PDF holds no questions that a program can tell apart.",
        "Export them from where they were made.",
    ),
    ".mbz": ("This is a backup of a Moodle course.", "Export the question bank as Moodle XML."),
}


def banks_of(file: BankFile, form: str | None = None) -> tuple[str, list[Bank]]:
    """The name of the format, and the quizzes. Raises FileRefusedError where it has none that is known."""
    if form is None and file.ending in _NOT_READ:
        raise FileRefusedError(*_NOT_READ[file.ending])
    name = form or next((name for name, each in FORMATS.items() if each.recognises(file)), None)
    if name is None:
        known = ", ".join(FORMATS)
        raise FileRefusedError("The format of this file is not known.", f"Say it with --from: {known}.")
    banks = [bank for bank in FORMATS[name].read(file) if bank.found]
    if not banks:
        raise FileRefusedError(
            f"No question was found in this file (read as {FORMATS[name].title}).",
            "Say with --from what it is.",
        )
    return name, banks


def banks_at(path: Path, form: str | None = None) -> tuple[BankFile, str, list[Bank]]:
    """The file at a path, the name of its format, and its quizzes. Raises FileRefusedError."""
    file = read(path)
    return file, *banks_of(file, form)
