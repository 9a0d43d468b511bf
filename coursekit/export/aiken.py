"""Aiken: questions with one right answer as plain text, as Moodle 4's `question/format/aiken` reads it.

A line for the question, a line for each answer after its letter, and `ANSWER:` with the right letter. The
format has no escapes, no reasons and no marks. A question that begins like an answer gets a word before it.
"""

import re
from collections.abc import Iterator

from coursekit.export.base import ExportInputs, pictures_lost, settings_lost
from coursekit.export.format import Format
from coursekit.export.parts import Choosing, stand_ins
from coursekit.export.texts import TEMPLATES, Texts
from coursekit.model.format_notes import FormatNotes
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz
from coursekit.render.questions import letter, mixed


def render(inputs: ExportInputs) -> bytes:
    """Return the questions of a quiz that have one right answer, as UTF-8 text."""
    texts = Texts(inputs.shelf)
    entries = [
        _entry(texts, part, mix=not isinstance(question, Single | TrueFalse))
        for question in inputs.quiz.questions
        for part in _taken(question)
    ]
    return "\n".join(entries).encode()


def declines(quiz: Quiz) -> str:
    """Say why a quiz has no such file: none of its questions has one right answer."""
    taken = any(True for question in quiz.questions for _ in _taken(question))
    return "" if taken else "None of its questions has one right answer to choose."


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what Aiken cannot carry of this quiz."""
    return tuple(_losses(quiz))


def _losses(quiz: Quiz) -> Iterator[str]:
    yield "The reasons are not in the file: show them from this website or the answer notes on paper."
    yield "Words alone: bold, lists and links are not in the file, only what they say."
    if not all(any(_taken(question)) for question in quiz.questions):
        yield "Questions to type, to tick several of or to reflect on are not in the file."
    yield from pictures_lost(quiz)
    yield from settings_lost(quiz)


def _taken(question: Question) -> Iterator[Choosing]:
    """What stands for this question and has one right answer."""
    for part in stand_ins(question):
        if isinstance(part, Choosing) and not part.several and part.right == 1:
            yield part


def _entry(texts: Texts, part: Choosing, *, mix: bool) -> str:
    """A question; what stands for part of another is mixed, because there the right answers come in order."""
    options = mixed(part.options, part.id) if mix else part.options
    answers = [f"{letter(at)}. {_line(texts, option.text)}" for at, option in enumerate(options, 1)]
    right = next(letter(at) for at, option in enumerate(options, 1) if option.correct)
    return "\n".join([_stem(_line(texts, part.stem)), *answers, f"ANSWER: {right}", ""])


_SYNTAX = re.compile(r"[A-Za-z][.)]|ANSWER:", re.IGNORECASE)
"""How an answer and the line after the answers begin."""


def _stem(line: str) -> str:
    return f"Question: {line}" if _SYNTAX.match(line) else line


def _line(texts: Texts, text: str) -> str:
    return " ".join(texts.plain(text).split())


FORMAT = Format(
    ending="aiken.txt",
    notes=FormatNotes(
        name="aiken.txt",
        short="Questions: Aiken",
        title="Questions as Aiken",
        serves="Programs that read nothing better. One right answer a question, and no reasons.",
        tried="The rules of Moodle’s importer, read again line by line.",
        steps=(
            "In the question bank choose “Import”, then “Aiken format”.",
            "Give it the file; its letters are UTF-8.",
            "Add the reasons yourself, from the answer notes: they are what people learn from.",
        ),
        platforms=("A spreadsheet, or a program of your own",),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
    declines=declines,
)
