"""A session plan: one list of segments that serves the short, the usual and the long session."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from coursekit.model.base import Frozen, Id, Line, Prose
from coursekit.model.question.base import Location

Length = Literal["30", "60", "90"]
"""Minutes of a session, as the keys of a file have them."""
LENGTHS: tuple[Length, ...] = get_args(Length)
Listed = Annotated[Length, BeforeValidator(str, json_schema_input_type=Literal[30, 60, 90])]
"""A length in a list, where a file has it as a number."""


PRACTICE = frozenset({"discuss", "task", "say"})
"""The ways in which people in the room speak, answer or decide; listening and quiet thinking are others."""
HEARD = 1
"""Minutes in which a rehearsal's rule, model and contrast are read to people before they speak."""


class Segment(Frozen):
    """A part of a session."""

    id: Id
    title: Line
    way: Literal["talk", "discuss", "task", "say", "reflect"]
    """How it is done; people speak, answer or decide in `PRACTICE`."""
    minutes: dict[Length, Annotated[int, Field(ge=1, le=60)]]
    """Its length in each session that has it."""
    slide: tuple[Line, ...] = ()
    """What the slide shows under the title: at most five short lines."""
    picture: Line | None = None
    """What the slide shows beside them: one picture or one drawing, as a text names it."""
    script: Prose
    """What the trainer says and does; the slide's notes."""
    aims: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """The aims of the session that it serves, counted from 1."""
    rehearsals: tuple[Id, ...] = ()
    """Segments of the way `say` only: the rehearsals that people say aloud, of any module."""
    cut_first: bool = False
    """Left out when time runs short."""

    def practice(self, length: Length) -> int:
        """Its minutes of practice in a session of this length: without those in which people are read to."""
        return max(self.minutes[length] - HEARD * len(self.rehearsals), 0) if self.way in PRACTICE else 0


class ScenarioCard(Frozen):
    """A short case for a small group, with notes for whoever leads it."""

    id: Id
    title: Line
    case: Prose
    questions: Annotated[tuple[Prose, ...], Field(min_length=1, max_length=5)]
    notes: Prose
    """On the back: what a good answer holds."""
    lengths: tuple[Listed, ...] = LENGTHS
    """The plans that use it; none for one that is kept in hand."""


class Session(Frozen):
    """Everything a trainer needs to run a module with a group."""

    aims: Annotated[tuple[Line, ...], Field(min_length=1, max_length=5)]
    kit: tuple[Line, ...] = ()
    opening: Prose
    """Read aloud at the start, with the permission to step out."""
    if_told: Prose
    """What to do if somebody tells something in the session."""
    closing: Prose
    """The last minute."""
    care: Prose
    """For the trainer, afterwards."""
    segments: Annotated[tuple[Segment, ...], Field(min_length=3)]
    cards: tuple[ScenarioCard, ...] = ()
    questions: Annotated[tuple[Id, ...], Field(max_length=10)] = ()
    """Questions of the course’s quizzes, for a short sheet of its own."""

    @property
    def lengths(self) -> tuple[Length, ...]:
        """The lengths there is a plan for, the shortest first."""
        return tuple(length for length in LENGTHS if self.plan(length))

    def serves(self, aim: int) -> tuple[Length, ...]:
        """The lengths whose plan serves an aim, counted from 1; all where no segment names its aims."""
        if not any(segment.aims for segment in self.segments):
            return self.lengths
        return tuple(n for n in self.lengths if any(aim in segment.aims for segment in self.plan(n)))

    def uses(self, card: ScenarioCard) -> tuple[Length, ...]:
        """The lengths whose plan uses a card."""
        return tuple(length for length in self.lengths if length in card.lengths)

    def plan(self, length: Length) -> tuple[Segment, ...]:
        """The segments of a session of this length, in order."""
        return tuple(segment for segment in self.segments if length in segment.minutes)

    def practice(self, length: Length) -> int:
        """The minutes in which people practise in a session of this length."""
        return sum(segment.practice(length) for segment in self.plan(length))

    def share(self, length: Length) -> int:
        """How much of a session of this length is practice, in whole per cent, rounded down."""
        return 100 * self.practice(length) // int(length)

    def clock(self, length: Length) -> dict[str, str]:
        """When each segment of a session of this length begins, such as `0:09`, by its id."""
        segments = self.plan(length)
        starts = accumulate((segment.minutes[length] for segment in segments), initial=0)
        return {
            segment.id: f"{at // 60}:{at % 60:02d}" for segment, at in zip(segments, starts, strict=False)
        }

    @property
    def rehearsals(self) -> tuple[str, ...]:
        """The ids of all rehearsals that it uses, in order."""
        return tuple(id_ for segment in self.segments for id_ in segment.rehearsals)

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text of the plan with its location."""
        for key in ("aims", "kit"):
            yield from (((key, index), text) for index, text in enumerate(getattr(self, key)))
        for key in ("opening", "if_told", "closing", "care"):
            yield (key,), getattr(self, key)
        for index, segment in enumerate(self.segments):
            yield ("segments", index, "title"), segment.title
            yield ("segments", index, "script"), segment.script
            if segment.picture:
                yield ("segments", index, "picture"), segment.picture
            yield from ((("segments", index, "slide", n), line) for n, line in enumerate(segment.slide))
        for index, card in enumerate(self.cards):
            for key in ("title", "case", "notes"):
                yield ("cards", index, key), getattr(card, key)
            yield from ((("cards", index, "questions", n), text) for n, text in enumerate(card.questions))
