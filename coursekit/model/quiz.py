"""A quiz: its settings and its questions. The union `Question` is the registry of question types."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line, Prose
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.hotspot import Hotspot
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.wording import Override

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


Question = Annotated[
    Single
    | Hotspot
    | Multiple
    | TrueFalse
    | Match
    | Order
    | Cloze
    | ShortText
    | Scenario
    | Reflection
    | Scale,
    Field(discriminator="type"),
]
"""Adding a type: a word in this union, and one file of its name on every side.

What has no word for it then fails: Python at the type checker, templates when a build starts.
"""
QUESTION_TYPES: tuple[str, ...] = tuple(
    get_args(kind.model_fields["type"].annotation)[0] for kind in get_args(get_args(Question)[0])
)
"""What stands after `type:` for each of them."""


class Quiz(Frozen):
    """A file of `quizzes/`."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    id: Id
    title: Line
    slug: Id | None = None
    tab_title: Line | None = None
    listed: Line | None = None
    """What lists of papers and packages call a quiz of no module."""
    module: Id | None = None
    audience: Annotated[tuple[Audience, ...], Field(min_length=1)]
    intro: Prose | None = None
    review_by: date
    settings: Settings = Settings()
    pools: tuple[Pool, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    wording: tuple[Override, ...] = ()
    """For the quiz’s own title and introduction; each question has its own."""

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

    def texts(self) -> list[str]:
        """Every piece of text that somebody who takes the quiz reads."""
        return [self.intro or "", *(text for question in self.questions for _, text in question.texts())]

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that the questions rest on, each once, sorted."""
        return tuple(sorted({id_ for question in self.questions for id_ in question.facts}))

    @property
    def places(self) -> tuple[str, ...]:
        """Every place that at least one question is bound to, sorted."""
        return tuple(sorted({place for question in self.questions for place in question.places}))
