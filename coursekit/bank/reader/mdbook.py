"""mdbook-quiz: TOML with multiple choice and short answers."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.make import Choice, Spelling, choosing, explained, short_text
from coursekit.bank.reader.part.data import listed, record, words
from coursekit.bank.refusal import FileRefusedError, QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.words import Words


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the file as one quiz."""
    try:
        data = tomllib.loads(file.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+)", str(error))
        at = f" at line {found[1]}" if found else ""
        raise FileRefusedError(f"This is no TOML{at}.", "Mend it there, then import again.") from None
    bank = Bank()
    lines = [number for number, line in enumerate(file.text.split("\n"), 1) if "[[questions]]" in line]
    for number, question in enumerate(map(record, listed(data.get("questions")))):
        name = words(question.get("id"))
        where = Where(file.name, lines[number] if number < len(lines) else None, name)
        bank.found.append(_found(question, where, name))
    yield bank


def _found(question: dict[str, Any], where: Where, key: str) -> Item | Refused:
    text = Words()
    try:
        return Item(where, key, _question(question, text), text.lost)
    except QuestionRefusedError as error:
        return Refused(where, str(error))


def _question(question: dict[str, Any], text: Words) -> Data:
    kind = words(question.get("type"))
    prompt, answer = record(question, "prompt"), record(question, "answer")
    stem = text.markdown(words(prompt.get("prompt")))
    why = text.markdown(words(question.get("context"))) or None
    if kind == "MultipleChoice":
        right = [text.markdown(each) for each in _texts(answer.get("answer"))]
        wrong = [text.markdown(each) for each in _texts(prompt.get("distractors"))]
        made = [*(Choice(each, True) for each in right), *(Choice(each, False) for each in wrong)]
        at = answer.get("answerIndex")
        if isinstance(at, int) and len(right) == 1 and 0 <= at <= len(wrong):
            made.insert(at, made.pop(0))
        several = isinstance(answer.get("answer"), list)
        return choosing(stem, explained(made, why), several=several)
    if kind == "ShortAnswer":
        known = [*_texts(answer.get("answer")), *_texts(answer.get("alternatives"))]
        return short_text(stem, [Spelling(text.plain_line(each), True, why) for each in known])
    raise QuestionRefusedError(f"“{kind}” is no type of ours")


def _texts(value: Any) -> list[str]:
    return [words(each) for each in listed(value)] if isinstance(value, list) else [words(value)]


def recognises(file: BankFile) -> bool:
    """Whether it is TOML with questions."""
    return not file.is_zip and file.ending == ".toml"


FORMAT = BankFormat(
    title="mdbook-quiz (TOML)",
    recognises=recognises,
    read=read,
    takes="Multiple choice and short answers.",
    leaves=("Questions that trace a program, and parts of a question that has several.",),
)
