"""Every question as the simple ones that any platform knows: choosing, typing, and reading.

Formats with a type of their own for a question use that; the others use these stand-ins.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from coursekit.model.question.answer import Answer
from coursekit.model.question.base import Option
from coursekit.model.question.cloze import MARK, Cloze, Gap
from coursekit.model.question.hotspot import Hotspot
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario, Step
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz


@dataclass(frozen=True, slots=True)
class Choosing:
    """Options to choose from: one of them, or with `several` every right one."""

    id: str
    stem: str
    options: tuple[Option, ...]
    points: int
    several: bool = False
    partial: bool = False
    """Part of the points for part of the answer."""

    @property
    def right(self) -> int:
        """How many options are right."""
        return sum(option.correct for option in self.options)

    @property
    def wrong(self) -> int:
        """How many options are wrong."""
        return len(self.options) - self.right


@dataclass(frozen=True, slots=True)
class Typing:
    """A word or a few to type."""

    id: str
    stem: str
    answer: Answer
    points: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Something to read and to think about; nothing is answered."""

    id: str
    stem: str
    note: str


Part = Choosing | Typing | Reading


def parts(questions: Iterable[Question]) -> Iterator[Part]:
    """Yield what stands for each question, in order."""
    for question in questions:
        yield from stand_ins(question)


def stand_ins(question: Question) -> Iterator[Part]:
    """Yield what stands for this question."""
    match question:
        case Single() | Multiple() | TrueFalse():
            yield choosing(question)
        case ShortText():
            yield Typing(question.id, question.stem, question, question.points)
        case Match():
            yield from pairs(question)
        case Order():
            yield from _steps(question)
        case Cloze():
            yield from gap_parts(question)
        case Scenario():
            yield from decisions(question)
        case Reflection() | Scale():
            yield reading(question)
        case _:
            assert_never(question)


def choosing(question: Single | Multiple | TrueFalse) -> Choosing:
    """A question with options."""
    several = isinstance(question, Multiple)
    shows = f"\n\n{question.picture}" if isinstance(question, Hotspot) else ""
    return Choosing(
        question.id,
        question.stem + shows,
        question.options,
        question.points,
        several=several,
        partial=isinstance(question, Multiple) and question.scoring == "partial",
    )


def reading(question: Reflection | Scale) -> Reading:
    """A question for oneself: no platform is given an answer to keep."""
    if isinstance(question, Reflection):
        return Reading(question.id, question.stem, question.note)
    marks = f"{question.low} (1) – {question.high} ({question.marks})"
    rows = "\n".join(f"- {row}: {marks}" for row in question.rows)
    return Reading(question.id, f"{question.stem}\n\n{rows}", question.note)


def decisions(question: Scenario) -> Iterator[Choosing]:
    """Each decision of a story; an ending's advice goes into the reasons that lead to it."""
    by_id = {step.id: step for step in question.steps}
    steps = [step for step in question.steps if step.choices]
    for number, step in enumerate(steps, 1):
        text = f"{question.stem}\n\n{step.text}" if number == 1 else step.text
        options = tuple(
            Option(
                id=choice.id,
                text=choice.text,
                correct=choice.best,
                reason=choice.reason + _ending(by_id[choice.next]),
            )
            for choice in step.choices
        )
        heading = f"**{question.title}: {number} of {len(steps)}.** {text}"
        yield Choosing(f"{question.id}-{step.id}", heading, options, question.points)


def _ending(step: Step) -> str:
    return f"\n\n{step.text}\n\n{step.tell}" if step.tell else ""


def numbered(question: Cloze) -> str:
    """The text with its gaps as numbers: `(1)`."""
    numbers = {gap.id: number for number, gap in enumerate(question.gaps, 1)}
    return MARK.sub(
        lambda mark: f"**({numbers[mark[1]]})**" if mark[1] in numbers else mark[0], question.text
    )


def gap_parts(question: Cloze) -> Iterator[Choosing | Typing]:
    """A question for each gap, under the whole text with numbers in place of the gaps."""
    for number, gap in enumerate(question.gaps, 1):
        stem = f"{question.stem}\n\n{numbered(question)}\n\nWhat belongs at **({number})**?"
        id_ = f"{question.id}-{gap.id}"
        if gap.choose:
            yield Choosing(id_, stem, gap_options(gap), question.points)
        else:
            yield Typing(id_, stem, gap, question.points)


def gap_options(gap: Gap) -> tuple[Option, ...]:
    """What there is to choose from in a gap: the right answer first."""
    reasons = (gap.reason, *(wrong.reason for wrong in gap.wrong))
    return tuple(
        Option(id=f"choice-{number}", text=text, correct=number == 1, reason=reason)
        for number, (text, reason) in enumerate(zip(gap.choices, reasons, strict=True), 1)
    )


def pairs(question: Match) -> Iterator[Choosing]:
    """Each left side of a match question, to be chosen for from all right sides."""
    spare = {distractor.right: distractor.reason for distractor in question.distractors}
    for pair in question.pairs:
        options = tuple(
            Option(
                id=f"place-{number}",
                text=right,
                correct=right == pair.right,
                reason=pair.reason if right == pair.right else spare.get(right, pair.reason),
            )
            for number, right in enumerate(question.rights, 1)
        )
        stem = f"{question.stem}\n\n{pair.left}"
        yield Choosing(f"{question.id}-{pair.id}", stem, options, question.points)


def _steps(question: Order) -> Iterator[Choosing]:
    """What comes first, and what comes next after each step, as long as there is a choice."""
    for index, step in enumerate(question.steps[:-1]):
        before = question.steps[index - 1].text
        asked = f"{before}\n\nWhich of these comes next?" if index else "Which of these comes first?"
        options = tuple(
            Option(
                id=other.id,
                text=other.text,
                correct=other == step,
                reason=other.reason if other == step else f"This comes later. {other.reason}",
            )
            for other in question.steps[index:]
        )
        yield Choosing(f"{question.id}-{step.id}", f"{question.stem}\n\n{asked}", options, question.points)


def has(quiz: Quiz, *types: type) -> bool:
    """Whether a quiz has a question of one of these types."""
    return any(isinstance(question, types) for question in quiz.questions)
