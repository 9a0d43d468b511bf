"""Aiken: a line for the question, a line for each answer after its letter, and `ANSWER:`."""

import re
from collections.abc import Iterator

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.make import Choice, choosing, true_false
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.words import Words

_OPTION = re.compile(r"\s*([A-Za-z])[.)](?:\s+|$)(.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)", re.IGNORECASE)
_ADDED = re.compile(r"Question: (?=[A-Za-z][.)]|ANSWER:)", re.IGNORECASE)
"""What our own export puts before a question that begins like an answer."""


_NUMBER = re.compile(r"\s*(\d{1,4})[.)]\s+")


def _numbered(text: str) -> bool:
    """Whether the questions are numbered from 1: then their numbers are none of their words."""
    parts = re.split(r"(?mi)^[ \t]*ANSWER[ \t]*:.*$", text)[:-1]
    numbers = [found[1] for part in parts if (found := _NUMBER.match(part))]
    return len(parts) > 1 and numbers == [str(number) for number in range(1, len(parts) + 1)]


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the file as one quiz."""
    bank = Bank()
    numbered = _numbered(file.text)
    stem: list[str] = []
    options: list[tuple[str, str]] = []
    first = 0
    for number, line in enumerate(file.text.split("\n"), 1):
        if answer := _ANSWER.match(line):
            bank.found.append(_found(Where(file.name, first or number), stem, options, answer[1].strip()))
            stem, options, first = [], [], 0
        elif (option := _OPTION.match(line)) and stem and option[1].upper() == _next(options):
            options.append((option[1].upper(), option[2]))
        elif line.strip():
            if options:
                options[-1] = (options[-1][0], f"{options[-1][1]} {line.strip()}")
            else:
                first = first or number
                stem.append(_NUMBER.sub("", line, count=1) if numbered and not stem else line.strip())
    if stem:
        why = "it has no line that begins “ANSWER:”"
        bank.found.append(Refused(Where(file.name, first, " ".join(stem)), why))
    yield bank


def _next(options: list[tuple[str, str]]) -> str:
    """The letter that the next answer must have: any other begins a sentence."""
    return chr(ord("A") + len(options))


def _found(where: Where, stem: list[str], options: list[tuple[str, str]], answer: str) -> Item | Refused:
    asked = " ".join(stem)
    where = Where(where.file, where.line, asked)
    try:
        return Item(where, "", _question(_ADDED.sub("", asked, count=1), options, answer))
    except QuestionRefusedError as error:
        return Refused(where, str(error))


def _question(stem: str, options: list[tuple[str, str]], answer: str) -> Data:
    letters = [letter for letter, _ in options]
    right = answer[:1].upper()
    if not options:
        raise QuestionRefusedError("it has no answers that begin A, B, C in this order")
    if len(answer.rstrip(".")) != 1 or right not in letters:
        raise QuestionRefusedError(f"“ANSWER: {answer[:20]}” names none of its answers")
    choices = [Choice(Words.plain_line(text), letter == right) for letter, text in options]
    if [choice.text.lower() for choice in choices] == ["true", "false"]:
        return true_false(Words.plain_line(stem), answer=right == "A", if_true=None, if_false=None)
    return choosing(Words.plain_line(stem), choices)


def recognises(file: BankFile) -> bool:
    """Whether a text has lines that begin `ANSWER:`."""
    if file.is_zip or file.ending == ".docx":
        return False
    head = file.text[:200_000]
    answers = len(re.findall(r"(?mi)^[ \t]*ANSWER[ \t]*:[ \t]*[A-Z]\.?[ \t]*$", head))
    return answers > 0 and answers >= len(re.findall(r"(?m)^[ \t]*\d{1,4}[.)]\s", head))


FORMAT = BankFormat(
    title="Aiken",
    recognises=recognises,
    read=read,
    takes="Questions with one right answer.",
    leaves=("Aiken has no reasons: all of them are still to be written.",),
    exports=("aiken.txt",),
)
