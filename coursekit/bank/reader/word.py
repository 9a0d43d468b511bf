"""Word quick-import text, as Microsoft Forms and other tools read it: numbered questions, lettered answers.

The right answer has a line `Answer: B` below it, an asterisk before its letter, or bold type in a Word file.
Of the file only its paragraphs are read: no macro, no field, no link.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from docx import Document

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.make import Choice, choosing, reflection, true_false
from coursekit.bank.refusal import FileRefusedError, QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.words import Words

_QUESTION = re.compile(r"(?:Question\s*)?\d{1,4}\s*[.):]\s+(?=\S)", re.IGNORECASE)
_OPTION = re.compile(r"(\*?)\s*\(?([A-Za-z])[.)]\s+(?=\S)")
_ANSWER = re.compile(r"(?:Correct\s+)?Answers?\s*:\s*(.+)", re.IGNORECASE)
_WHY = re.compile(r"(?:Explanation|Feedback|Reason)\s*:\s*(.+)", re.IGNORECASE)
Line = tuple[int, str, bool, int]
"""Its number, its words, whether all of them are bold, and how deep in a list they stand: 0 for in none."""


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the text as one quiz."""
    bank = Bank()
    entry: list[Line] = []
    for line in _lines(file):
        if _begins(line) and entry:
            bank.found += _found(file, entry)
            entry = []
        if entry or _begins(line):
            entry.append(line)
    bank.found += _found(file, entry) if entry else []
    yield bank


def _begins(line: Line) -> bool:
    return bool(_QUESTION.match(line[1])) or line[3] == 1


def _lines(file: BankFile) -> Iterator[Line]:
    if not file.is_zip:
        for number, text in enumerate(file.text.split("\n"), 1):
            if text.strip():
                yield number, text.strip(), False, 0
        return
    for name in file.archive.infos:  # looked through for traps before the library sees them
        member = file.archive.member(name)
        if b"<!DOCTYPE" in member.data[:4096] or b"<!ENTITY" in member.data[:4096]:
            raise FileRefusedError("This file declares entities, which no Word file does.", "Save it again.")
    for number, paragraph in enumerate(_paragraphs(file), 1):
        for text in paragraph.text.split("\n"):
            runs = [run for run in paragraph.runs if run.text.strip()]
            if text.strip():
                yield number, text.strip(), bool(runs) and all(run.bold for run in runs), _depth(paragraph)


def _paragraphs(file: BankFile) -> list[Any]:
    try:
        return list(Document(io.BytesIO(file.data)).paragraphs)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, BadZipFile, SyntaxError) as error:
        message = f"This Word file cannot be read ({type(error).__name__})."
        raise FileRefusedError(message, "Save it again as .docx.") from None


def _depth(paragraph: Any) -> int:
    """How deep in one of Word's own lists it stands, from 1; its number is not among its words."""
    found = paragraph._p.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")  # noqa: SLF001 (the library has no name for it)
    return int(found[0]) + 1 if found and str(found[0]).isdecimal() and len(found[0]) < 2 else 0


def _found(file: BankFile, entry: list[Line]) -> list[Item | Refused]:
    number, stem, *_ = entry[0]
    stem = _QUESTION.sub("", stem, count=1)
    where = Where(file.name, None if file.is_zip else number, stem)
    try:
        return [Item(where, "", _question(stem, entry[1:]))]
    except QuestionRefusedError as error:
        return [Refused(where, str(error))]


def _question(stem: str, lines: list[Line]) -> Data:
    options: list[tuple[str, str, bool]] = []
    answer, why = "", None
    for _, text, bold, depth in lines:
        if found := _ANSWER.match(text):
            answer = found[1]
        elif told := _WHY.match(text):
            why = Words.plain_line(told[1])
        elif (option := _OPTION.match(text)) or depth > 1:
            letter = option[2].upper() if option else chr(ord("A") + len(options))
            marked = bold or bool(option and option[1])
            options.append((letter, text[option.end() :] if option else text, marked))
        elif options:
            options[-1] = (options[-1][0], f"{options[-1][1]} {text}", options[-1][2])
        else:
            stem = f"{stem}\n{text}"
    if not options:
        return reflection(Words.plain(stem), why)
    named = {each.upper() for each in re.findall(r"\b([A-Za-z])\b", answer)} if answer else set()
    by_words = {letter for letter, text, _ in options if text.strip().lower() == answer.strip().lower()}
    right = by_words or named or {letter for letter, _, marked in options if marked}
    made = [
        Choice(Words.plain_line(text), letter in right, why if letter in right else None)
        for letter, text, _ in options
    ]
    if [choice.text.lower() for choice in made] == ["true", "false"] and len(right) == 1:
        return true_false(
            Words.plain(stem), answer=made[0].right, if_true=made[0].reason, if_false=made[1].reason
        )
    return choosing(Words.plain(stem), made, several=len(right) > 1)


def recognises(file: BankFile) -> bool:
    """Whether it is a Word file, or a text with numbered questions and lettered answers."""
    if file.is_zip:
        return "word/document.xml" in file.archive
    head = file.text[:200_000]
    return bool(
        re.search(r"(?m)^[ \t]*\d{1,4}[.)]\s+\S", head)
        and re.search(r"(?m)^[ \t]*\*?\(?[A-Ha-h][.)]\s+\S", head)
    )


FORMAT = BankFormat(
    title="Word quick-import text",
    recognises=recognises,
    read=read,
    takes="Numbered questions with lettered answers, one or several of them right; essays.",
    leaves=("Tables, pictures, text boxes, fields and comments: paragraphs alone are read.",),
)
