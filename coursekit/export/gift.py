"""GIFT, as Moodle 4's `question/format/gift` reads it.

A blank line ends a question, so every question has none; line breaks inside a text are written `\\n`. Only
`~ = # { } :` have escapes; what else could be taken for syntax is written as an HTML entity.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from coursekit.export.base import (
    BEST,
    OTHER,
    PAPER_ONLY,
    PRODUCT,
    ExportInputs,
    Losses,
    bar_lost,
    fixed_lost,
    lost,
    pictures_lost,
    settings_lost,
)
from coursekit.export.format import Format
from coursekit.export.moodle import GRADES, MATCH_SIGNS
from coursekit.export.parts import Choosing, Reading, Typing, stand_ins
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.export.texts import Texts
from coursekit.model.format_notes import FormatNotes
from coursekit.model.question.base import Option
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz

LOSSES: Losses = (
    (
        (Scenario,),
        "Stories with choices become one question for each decision, and each counts: no branching.",
    ),
    ((Multiple,), "Several right answers give part marks; a wrong tick costs as much as its share."),
    ((Match, Order), "The reasons of pairs and steps are shown together, after the question."),
    ((Order,), "Steps to put in order become a list in which each step is given its number."),
    ((Match, Order), "Each pair and each step that is right gives part of the marks."),
    ((Cloze,), "A text with gaps becomes one question for each gap."),
    ((ShortText, Cloze), "Typed answers: accents, apostrophes and full stops count; capitals do not."),
    (
        (Reflection, Scale),
        "Reflections and scales are shown without a box: the platform would keep what is answered.",
    ),
)


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what GIFT cannot carry of this quiz."""
    return tuple(_losses(quiz))


def _losses(quiz: Quiz) -> Iterator[str]:
    yield from lost(quiz, LOSSES)
    if any(question.points not in (0, 1) for question in quiz.questions):
        yield "Every question counts one point."
    yield from bar_lost(quiz, sum(map(_entries, quiz.questions)))
    yield from pictures_lost(quiz)
    yield from settings_lost(quiz)
    yield from fixed_lost(quiz)
    yield PAPER_ONLY


def _entries(question: Question) -> int:
    """How many questions it becomes that count."""
    if isinstance(question, Match | Order):
        return 1
    return sum(not isinstance(part, Reading) for part in stand_ins(question))


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as a GIFT file."""
    gift = _Gift(Texts(inputs.shelf))
    title = " ".join((inputs.category or inputs.title).split()).replace("/", "//")
    entries = [entry for question in inputs.quiz.questions for entry in gift.question(question)]
    return ("\n\n".join([f"$CATEGORY: $course$/top/{PRODUCT}/{title}", *entries]) + "\n").encode()


class _Gift:
    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def question(self, question: Question) -> Iterator[str]:
        match question:
            case TrueFalse():
                yield _entry(question.id, self.html(question.stem), self.true_false(question))
            case Match() if all(len(self.place(right)) <= MATCH_SIGNS for right in question.rights):
                yield _entry(question.id, self.html(question.stem), self.match(question))
            case Order():
                yield _entry(question.id, self.html(question.stem), self.order(question))
            case (
                Single() | Multiple() | Match() | Cloze() | ShortText() | Scenario() | Reflection() | Scale()
            ):
                for part in stand_ins(question):
                    yield self.part(part)
            case _:
                assert_never(question)

    def part(self, part: Choosing | Typing | Reading) -> str:
        match part:
            case Choosing():
                answers = [self.choice(part, option) for option in part.options]
                return _entry(part.id, self.html(part.stem), answers)
            case Typing():
                return _entry(part.id, self.html(part.stem), list(self.typing(part)))
            case Reading():
                return _entry(part.id, self.html(f"{part.stem}\n\n{part.note}"), None)
            case _:
                assert_never(part)

    def html(self, text: str) -> str:
        return _html(self.texts.html(text))

    def line(self, text: str) -> str:
        return _html(self.texts.inline(text))

    def reason(self, text: str, *, right: bool) -> str:
        return f"{BEST if right else OTHER} {self.line(text)}"

    def choice(self, part: Choosing, option: Option) -> str:
        """A right tick earns its share; a wrong one costs its share: ticking everything earns nothing."""
        if not part.several:
            sign = "=" if option.correct else "~"
        elif option.correct:
            sign = f"~%{GRADES[part.right]}%"
        else:
            sign = f"~%-{GRADES[part.wrong]}%"
        return f"{sign}{self.line(option.text)}#{self.reason(option.reason, right=option.correct)}"

    def true_false(self, question: TrueFalse) -> list[str]:
        """The reason for the wrong answer comes first."""
        wrong, right = sorted(question.options, key=lambda option: option.correct)
        word = "TRUE" if question.answer else "FALSE"
        return [word + f"#{self.reason(wrong.reason, right=False)}#{self.reason(right.reason, right=True)}"]

    def typing(self, part: Typing) -> Iterator[str]:
        answer = part.answer
        for text in answer.accept:
            yield f"=%100%{self.typed(text)}#{self.reason(answer.reason, right=True)}"
        for wrong in answer.wrong:
            for text in wrong.answers:
                yield f"=%0%{self.typed(text)}#{self.reason(wrong.reason, right=False)}"
        yield f"=%0%*#{self.reason(answer.otherwise, right=False)}"

    def typed(self, text: str) -> str:
        """An answer to type is no HTML; an asterisk would stand for anything."""
        plain = _plain(self.texts.plain(text).replace("*", r"\*"))
        return f"[plain]{plain}" if plain.startswith("[") else plain

    def match(self, question: Match) -> list[str]:
        rows = [f"={self.line(pair.left)} -> {self.place(pair.right)}" for pair in question.pairs]
        rows += [f"= -> {self.place(other.right)}" for other in question.distractors]
        reasons = [
            (f"{self.line(pair.left)} → {self.place(pair.right)}\\:", pair.reason) for pair in question.pairs
        ]
        reasons += [(f"{self.place(other.right)}\\:", other.reason) for other in question.distractors]
        return [*rows, self.general(reasons)]

    def order(self, question: Order) -> list[str]:
        steps = list(enumerate(question.steps, 1))
        rows = [f"={self.line(step.text)} -> {number}" for number, step in steps]
        return [*rows, self.general((f"({n}) {self.line(step.text)}", step.reason) for n, step in steps)]

    def place(self, text: str) -> str:
        """Moodle puts it into a list as it is, so it is HTML without elements."""
        return _html(html.escape(self.texts.plain(text), quote=False))

    def general(self, reasons: Iterable[tuple[str, str]]) -> str:
        """A paragraph a reason, after what it is the reason of: so they can be told apart again."""
        return "####" + r"\n".join(f"<p>{what} {self.line(reason)}</p>" for what, reason in reasons)


def _entry(id_: str, stem: str, answers: list[str] | None) -> str:
    head = f"// [id:{id_}]\n::{id_}::[html]{stem}"
    return head if answers is None else "\n".join([f"{head}{{", *answers, "}"])


_ENTITIES = str.maketrans({"%": "&#37;", "[": "&#91;", "\\": "&#92;"})


def _html(text: str) -> str:
    """HTML whose signs are no syntax of GIFT's."""
    return _syntax(text.translate(_ENTITIES))


def _plain(text: str) -> str:
    return _syntax(text.replace("\\", "\\\\"))


def _syntax(text: str) -> str:
    return re.sub(r"([~=#{}:])", r"\\\1", text).replace("\n", r"\n")


FORMAT = Format(
    ending="gift",
    notes=FormatNotes(
        name="gift",
        short="Questions: GIFT",
        title="Questions as GIFT",
        serves="Programs that read GIFT.",
        tried="The importer of Moodle 4.5, and the grammar gift-pegjs.",
        steps=(
            "In the question bank choose “Import”, then “GIFT format”.",
            "Give it the file; its letters are UTF-8.",
            "Look at one question of each kind before you use them.",
        ),
        platforms=("A spreadsheet, or a program of your own",),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
)
