"""Drawings made of data: a route, a timeline, a decision, a chart. Each is a file of `course/drawings/`.

A text shows one with `{{ drawing("id") }}`. Its words are plain, so that they can be listened to, translated
and set in any size; where everything stands is worked out when it is drawn.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coursekit.model.base import Frozen, Id, Line
from coursekit.model.facts import Fact
from coursekit.model.figure import Figure, Unit
from coursekit.model.question.base import Location
from coursekit.model.wording import Override


class Part(Frozen):
    """A step of a route, a moment of a timeline or a way on from a decision."""

    label: Line | None = None
    """A moment: when it is. A way on: the answer that leads to it."""
    title: Line
    text: Line | None = None
    """More of it in a sentence; slides leave it to whoever speaks."""

    @property
    def said(self) -> str:
        """All of it in one line."""
        begin = f"{self.label}: " if self.label else ""
        more = f" {self.text}" if self.text else ""
        return f"{begin}{_ended(self.title)}{more}"


class Bar(Frozen):
    """A fact whose figure is drawn, and what stands at its bar."""

    fact: Id
    label: Line


class Drawing(Frozen):
    """A drawing of one kind.

    `route`: what is done, step by step. `timeline`: what is when. `decision`: a question (`ask`) and its ways
    on. `chart`: figures of facts as bars on one scale.
    """

    id: Id
    kind: Literal["route", "timeline", "decision", "chart"]
    title: Line
    """What it shows; stands above it."""
    note: Line | None = None
    """A last line below it."""
    ask: Line | None = None
    """Decisions only: the question."""
    parts: Annotated[tuple[Part, ...], Field(max_length=7)] = ()
    bars: Annotated[tuple[Bar, ...], Field(max_length=8)] = ()
    """Charts only."""
    wording: tuple[Override, ...] = ()

    @model_validator(mode="after")
    def has_what_its_kind_needs(self) -> Self:
        """What is missing would leave a hole in the picture; what is too much would not be drawn."""
        if (self.kind == "chart") != bool(self.bars) or (self.kind == "chart" and self.parts):
            raise ValueError("a chart has bars, and no other drawing has", "Write “bars:” for a chart alone.")
        if self.kind != "chart" and len(self.parts) < 2:
            raise ValueError("a drawing needs two parts at least", "Add “parts:” with a title each.")
        if (self.kind == "decision") != (self.ask is not None):
            raise ValueError("a decision has a question, and no other drawing has", "Write it after “ask:”.")
        labelled = [part.label is not None for part in self.parts]
        if self.kind in {"timeline", "decision"} and not all(labelled):
            raise ValueError("each part needs its label", "Add “label:”, the moment or the answer.")
        if self.kind == "route" and any(labelled):
            raise ValueError("steps of a route have numbers", "Take “label:” out.")
        return self

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        for key in ("title", "ask", "note"):
            if value := getattr(self, key):
                yield (key,), value
        for index, part in enumerate(self.parts):
            for key in ("label", "title", "text"):
                if value := getattr(part, key):
                    yield ("parts", index, key), value
        yield from ((("bars", index, "label"), bar.label) for index, bar in enumerate(self.bars))

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that it draws, in the order of its bars."""
        return tuple(bar.fact for bar in self.bars)

    def figures(self, facts: Mapping[str, Fact]) -> tuple[tuple[Bar, Figure], ...]:
        """Each bar with its figure; `check` has seen that every fact has one."""
        found = ((bar, facts[bar.fact].figure) for bar in self.bars)
        return tuple((bar, figure) for bar, figure in found if figure is not None)

    def unit(self, facts: Mapping[str, Fact]) -> Unit:
        """What a chart counts."""
        return self.figures(facts)[0][1].unit

    def points(self, facts: Mapping[str, Fact]) -> tuple[str, ...]:
        """What it says, line by line, for whoever does not see it."""
        bars = (f"{bar.label}: {figure.told}" for bar, figure in self.figures(facts))
        return (*(part.said for part in self.parts), *bars)

    def in_words(self, facts: Mapping[str, Fact]) -> str:
        """All of it as one text."""
        lines = [_ended(line) for line in self.points(facts)]
        if self.kind == "route":
            lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
        return " ".join(filter(None, (_ended(self.title), self.ask, *lines, self.note)))


def _ended(line: str) -> str:
    return line if line.endswith((".", "?", "!", "…", "”")) else f"{line}."
