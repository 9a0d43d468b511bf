"""A plain table for anything else: one line an answer, UTF-8, as RFC 4180 has it.

Spreadsheet programs take a cell that begins with `=`, `+`, `-` or `@`, or with a wide or small form of these,
for a formula, some after spaces too. One that parts cells at semicolons or tabs finds such beginnings inside
of ours. An apostrophe before each keeps it a text (OWASP, “CSV Injection”).
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import assert_never

from coursekit.export.base import ExportInputs, fixed_lost, pictures_lost, settings_lost
from coursekit.export.format import Format
from coursekit.export.parts import numbered
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.export.texts import Texts
from coursekit.model.format_notes import FormatNotes
from coursekit.model.question.answer import Answer
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.hotspot import Hotspot
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order, OrderStep
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz

COLUMNS = (
    *("number", "id", "type", "points", "scoring", "question"),
    *("part", "prompt", "answer", "right", "reason", "next", "misconception", "note for trainers"),
)
"""`part` is an answer's own id; `prompt` what it answers where the question has several parts; `next` the
step of a story that it leads to. An answer `*` stands for every other answer."""

Row = dict[str, str]


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what the table cannot carry of this quiz."""
    return tuple(_losses(quiz))


def _losses(quiz: Quiz) -> Iterator[str]:
    yield "Words alone: bold, lists and links are not in the table, only what they say."
    yield from pictures_lost(quiz)
    yield from settings_lost(quiz)
    yield from fixed_lost(quiz)


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as a CSV file, with the mark at its start that spreadsheet programs know UTF-8 by."""
    texts = Texts(inputs.shelf)
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for number, question in enumerate(inputs.quiz.questions, 1):
        head = {"number": str(number), **_head(texts, question)}
        for row in _rows(texts, question):
            table.writerow({key: inert(value) for key, value in (head | row).items()})
    return file.getvalue().encode("utf-8-sig")


SIGN = "[-=+@⁺₊⁼₌﬩﹢﹣﹦﹫＋－＝＠]"
"""What Unicode holds to be the same as a sign that begins a formula (compatibility forms, UAX #15)."""
_BEGINNING = re.compile(rf"^(?=[\s\0-\x1f'])|(^|[;\t\r\n])(?=[\s\0-\x1f\u200b-\u200f\ufeff]*{SIGN})")


def inert(cell: str) -> str:
    """The cell as a text that no program takes for a formula."""
    return _BEGINNING.sub(r"\g<1>'", _ITEM.sub("• ", cell))


_ITEM = re.compile(r"^- ", re.MULTILINE)
"""The dash of a list's item: a sign that begins a formula."""


def _head(texts: Texts, question: Question) -> Row:
    text = f"{question.stem}\n\n{numbered(question)}" if isinstance(question, Cloze) else question.stem
    if isinstance(question, Hotspot):
        text += f"\n\n{question.picture}"
    scoring = question.scoring if isinstance(question, Multiple) else "all_or_nothing"
    return {
        "id": question.id,
        "type": "single" if isinstance(question, Hotspot) else question.type,  # nobody points in a table
        "points": str(question.points),
        "scoring": scoring if question.points and not isinstance(question, Scenario) else "unscored",
        "question": texts.plain(text),
        "note for trainers": texts.plain(question.facilitator or ""),
    }


def _rows(texts: Texts, question: Question) -> Iterator[Row]:
    for row in _written(question):
        written = ("prompt", "answer", "reason", "misconception")
        yield row | {key: texts.plain(row[key]) for key in written if key in row}


def _written(question: Question) -> Iterator[Row]:
    """Each answer as the author wrote it."""
    match question:
        case Single() | Multiple() | TrueFalse():
            for option in question.options:
                yield _row(option.id, "", option.text, option.correct, option.reason, option.misconception)
        case Match():
            yield from _match(question)
        case Order():
            yield from map(_step, range(1, len(question.steps) + 1), question.steps)
        case Cloze():
            for number, gap in enumerate(question.gaps, 1):
                yield from _answers(gap.id, f"({number})", gap)
        case ShortText():
            yield from _answers("", "", question)
        case Scenario():
            yield from _scenario(question)
        case Reflection() | Scale():
            yield from _unscored(question)
        case _:
            assert_never(question)


def _unscored(question: Reflection | Scale) -> Iterator[Row]:
    if isinstance(question, Reflection):
        yield {"reason": question.note}
    else:
        marks = f"{question.low} (1) – {question.high} ({question.marks})"
        for row in question.rows:
            yield {"prompt": row, "answer": marks, "reason": question.note}


def _row(part: str, prompt: str, answer: str, right: bool, reason: str, belief: str | None = None) -> Row:
    return {
        "part": part,
        "prompt": prompt,
        "answer": answer,
        "right": "yes" if right else "no",
        "reason": reason,
        "misconception": belief or "",
    }


def _step(number: int, step: OrderStep) -> Row:
    return _row(step.id, f"{number}", step.text, True, step.reason)


def _match(question: Match) -> Iterator[Row]:
    for pair in question.pairs:
        yield _row(pair.id, pair.left, pair.right, True, pair.reason)
    for other in question.distractors:
        yield _row(other.id, "", other.right, False, other.reason, other.misconception)


def _answers(part: str, prompt: str, answer: Answer) -> Iterator[Row]:
    for text in answer.accept:
        yield _row(part, prompt, text, True, answer.reason)
    for wrong in answer.wrong:
        for text in wrong.answers:
            yield _row(part, prompt, text, False, wrong.reason, wrong.misconception)
    yield _row(part, prompt, r"\*", False, answer.otherwise)


def _scenario(question: Scenario) -> Iterator[Row]:
    for step in question.steps:
        for choice in step.choices:
            row = _row(step.id, step.text, choice.text, choice.best, choice.reason, choice.misconception)
            yield row | {"next": choice.next}
        if step.tell:
            yield {"part": step.id, "prompt": step.text, "reason": step.tell}


FORMAT = Format(
    ending="csv",
    notes=FormatNotes(
        name="csv",
        short="Questions: a table (CSV)",
        title="Questions as a table (CSV)",
        serves="Anything else: a spreadsheet, a database, a program of your own. One line an answer.",
        tried="Readers of RFC 4180.",
        steps=(
            "Open it as UTF-8, with commas between the columns.",
            (
                "A cell that begins with an apostrophe would be a formula without it: take it away when"
                " you read the file by program."
            ),
            "`type` says what kind of question it is, `right` which answers are right, `reason` why.",
        ),
        platforms=("A spreadsheet, or a program of your own",),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
)
