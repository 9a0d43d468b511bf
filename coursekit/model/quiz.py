"""What people answer: a quiz, its questions and the reason behind every option."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from coursekit.model.base import Frozen, Id, Line, PlaceCode, Prose

Audience = Literal["parents", "staff", "leads", "trainers"]


class Settings(Frozen):
    """How a quiz behaves on screen and in a learning platform."""

    feedback: Literal["immediate", "end"] = "immediate"
    shuffle: bool = True
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    """Per cent of the points; none where nobody needs a mark."""
    attempts: Annotated[int, Field(ge=1, le=10)] | None = None
    """Checks allowed for each question; none for as many as the reader likes."""


class Pool(Frozen):
    """A set of questions of which each attempt asks `pick`, drawn at random."""

    pick: Annotated[int, Field(ge=1)]
    questions: Annotated[tuple[Id, ...], Field(min_length=1)]


class Option(Frozen):
    """One answer to choose, with the reason that is shown for it, right or wrong."""

    id: Id
    text: Prose
    correct: bool = False
    reason: Prose
    misconception: Line | None = None
    """What somebody who picks a wrong option believes; for the trainer."""
    fixed: bool = False
    """Keeps its position when the options are shuffled."""


class QuestionBase(Frozen):
    """What every question carries, whatever its type."""

    id: Id
    stem: Prose
    objective: Id | None = None
    places: tuple[PlaceCode, ...] = ()
    """Only where the answer depends on local rules; empty for everywhere."""
    facts: tuple[Id, ...] = ()
    """What the answer rests on."""
    facilitator: Prose | None = None
    answer_space: Annotated[int, Field(ge=0, le=30)] = 0
    """Ruled lines on the paper version."""
    points: Annotated[int, Field(ge=0, le=20)] = 1


class Single(QuestionBase):
    """One best answer."""

    type: Literal["single"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]


class Multiple(QuestionBase):
    """Every answer that applies."""

    type: Literal["multiple"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    scoring: Literal["all_or_nothing", "partial"] = "all_or_nothing"


class Side(Frozen):
    """`true` or `false` with the reason shown to somebody who chose it."""

    reason: Prose
    misconception: Line | None = None


class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    type: Literal["true_false"]
    answer: bool
    if_true: Side
    if_false: Side

    @property
    def options(self) -> tuple[Option, Option]:
        """The two sides as ordinary options, so that every output treats them alike."""
        sides = (("true", "True", self.answer, self.if_true), ("false", "False", not self.answer, self.if_false))
        first, second = (
            Option(id=id_, text=text, correct=right, reason=side.reason, misconception=side.misconception, fixed=True)
            for id_, text, right, side in sides
        )
        return first, second


class Choice(Frozen):
    """A way on from one step of a scenario."""

    id: Id
    text: Prose
    reason: Prose
    next: Id
    best: bool = False
    misconception: Line | None = None


class Step(Frozen):
    """A moment of a scenario: either choices to make, or an ending that says whom to tell."""

    id: Id
    text: Prose
    choices: tuple[Choice, ...] = ()
    tell: Prose | None = None

    @model_validator(mode="after")
    def decides_or_ends(self) -> "Step":
        """A step without choices ends the story, and every ending says whom to tell."""
        if bool(self.choices) == bool(self.tell):
            raise ValueError("a step has either choices, or is an ending with tell (whom to tell)")
        return self


class Scenario(QuestionBase):
    """A small story with decisions; its first step is the start."""

    type: Literal["scenario"]
    title: Line
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=30)]


Question = Annotated[Single | Multiple | TrueFalse | Scenario, Field(discriminator="type")]
"""Adding a type: a class here, a word in this union, and one file of that name on every side."""

WithOptions = Single | Multiple | TrueFalse


class Quiz(Frozen):
    """A file of `quizzes/`."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    id: Id
    title: Line
    slug: Id | None = None
    tab_title: Line | None = None
    module: Id | None = None
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    intro: Prose | None = None
    review_by: date
    settings: Settings = Settings()
    pools: tuple[Pool, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    def for_place(self, place: str | None) -> "Quiz":
        """The quiz as somebody in `place` takes it: neutral questions, and those bound to that place.

        With no place, the neutral questions alone. Pools keep only questions that are left.
        """
        questions = tuple(q for q in self.questions if not q.places or place in q.places)
        left = {question.id for question in questions}
        pools = tuple(
            Pool(pick=min(pool.pick, len(kept)), questions=kept)
            for pool in self.pools
            if (kept := tuple(id_ for id_ in pool.questions if id_ in left))
        )
        return self.model_copy(update={"questions": questions, "pools": pools})

    @property
    def places(self) -> tuple[str, ...]:
        """Every place that at least one question is bound to, sorted."""
        return tuple(sorted({place for question in self.questions for place in question.places}))


def texts(question: Question) -> Iterator[str]:
    """Yield every piece of a question that a learner reads."""
    yield question.stem
    if isinstance(question, Scenario):
        for step in question.steps:
            yield step.text
            if step.tell:
                yield step.tell
            for choice in step.choices:
                yield from (choice.text, choice.reason)
        return
    for option in question.options:
        yield from (option.text, option.reason)
