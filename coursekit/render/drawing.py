"""Drawings made of data as SVG: where everything stands, the same for pages, paper, slides and packages.

Types are measured with our own font. One width serves all, as narrow as a telephone: what is drawn keeps its
size, and never has to be turned or scrolled. Slides have the titles alone, in a drawing that is as wide as
they need.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, assert_never

from markupsafe import Markup

from coursekit.model.drawing import Drawing
from coursekit.model.facts import Fact
from coursekit.model.figure import Figure
from coursekit.model.picture import Picture
from coursekit.render.slides.fit import width as wide
from coursekit.render.templates import template

TEMPLATE = "drawing/svg.html.j2"
WIDTH = 340
"""Units of the drawing, each a pixel of CSS."""
_TYPE, _SMALL, _LINE = 16.0, 14.5, 1.28
"""Sizes of type, and the height of a line in sizes of its type."""
_SPARE = 1.03
"""Room for a program that spaces letters differently."""

Look = Literal["ink", "soft", "teal", "on"]
"""Of words: usual, quiet, emphasised, or on a dark ground."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words; `y` is its foot."""

    x: float
    y: float
    text: str
    size: float
    look: Look = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with round corners: a bar, a box or an answer’s ground."""

    x: float
    y: float
    width: float
    height: float
    look: Literal["fill", "line", "mist"]
    round: float = 3.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc that carries a number, or a moment."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of straight pieces; with `arrow`, it leads somewhere."""

    points: tuple[tuple[float, float], ...]
    arrow: bool = False
    thin: bool = False


@dataclass
class Sheet:
    """What is drawn, from the back to the front."""

    width: float = WIDTH
    height: float = 0.0
    shapes: list[Words | Box | Dot | Stroke] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, size: float, across: float, **look: object) -> float:
        """Write words into lines as wide as `across`, the first below `y`; return where the last one ends."""
        for line in lines(text, size, across, bold=bool(look.get("bold"))):
            self.shapes.append(Words(x, y + size * 0.98, line, size, **look))  # type: ignore[arg-type]
            y += size * _LINE
        return y

    def part(self, x: float, y: float, title: str, text: str | None) -> float:
        """A title and what it says; return where they end."""
        across = self.width - x
        y = self.write(x, y, title, _TYPE, across, bold=True)
        return self.write(x, y + 1, text, _SMALL, across) if text else y


def lines(text: str, size: float, across: float, *, bold: bool) -> list[str]:
    """Break a text into lines; a word that is too long stands on a line of its own."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and wide(longer, bold) * size * _SPARE <= across:
            found[-1] = longer
        else:
            found.append(word)
    return found


def sheet(drawing: Drawing, facts: Mapping[str, Fact], *, brief: bool = False) -> Sheet:
    """Work out where everything stands. `brief`: with titles alone, as slides have it."""
    if brief:
        bare = tuple(part.model_copy(update={"text": None}) for part in drawing.parts)
        drawing = drawing.model_copy(update={"parts": bare, "note": None})
    made = Sheet()
    match drawing.kind:
        case "route":
            _route(made, drawing)
        case "timeline":
            _timeline(made, drawing)
        case "decision":
            _decision(made, drawing)
        case "chart":
            _chart(made, drawing, facts)
        case unfinished:
            assert_never(unfinished)
    if drawing.note:
        made.height = made.write(0, made.height + 14, drawing.note, _SMALL, WIDTH, look="soft")
    made.height += 4
    return made


def _route(made: Sheet, drawing: Drawing) -> None:
    """Steps below each other, each with its number, and the way that leads through them."""
    y, x, r = 2.0, 16.0, 14.0
    for number, part in enumerate(drawing.parts, 1):
        if number > 1:
            made.shapes.append(Stroke(((x, made.height + 2), (x, y - 3)), arrow=True))
        end = made.part(44, y + 4, part.title, part.text)
        made.shapes += [
            Dot(x, y + r, r),
            Words(x, y + r + 5.6, str(number), _TYPE, "on", bold=True, anchor="middle"),
        ]
        made.height = y + 2 * r
        y = max(end + 14, made.height + 22)
        last = end
    made.height = max(made.height, last)


def _timeline(made: Sheet, drawing: Drawing) -> None:
    """Moments on one line, the first above."""
    y, x, begin = 2.0, 10.0, 12.0
    for part in drawing.parts:
        middle = y + 9
        end = made.write(34, y, part.label or "", _SMALL, WIDTH - 34, look="teal", bold=True)
        end = made.part(34, end, part.title, part.text)
        made.shapes.append(Dot(x, middle, 7))
        made.height, last, y = end, middle, end + 16
    made.shapes.insert(0, Stroke(((x, begin), (x, last))))


def _decision(made: Sheet, drawing: Drawing) -> None:
    """The question in a box, and a way on from it for each answer."""
    asked = Sheet()
    foot = asked.write(16, 12, drawing.ask or "", _TYPE, WIDTH - 32, bold=True) + 10
    made.shapes += [Box(1, 1, WIDTH - 2, foot - 1, "mist", 10), *asked.shapes]
    y, x = foot + 20, 14.0
    for part in drawing.parts:
        answer = lines(part.label or "", _SMALL, WIDTH - 38 - 24, bold=True)
        across = max(wide(line, True) for line in answer) * _SMALL * _SPARE + 24
        high = 26 + (len(answer) - 1) * _SMALL * _LINE
        made.shapes += [
            Stroke(((x, foot), (x, y + 13), (34, y + 13)), arrow=True),
            Box(38, y, across, high, "line", 13),
            *(
                Words(50, y + 18 + row * _SMALL * _LINE, line, _SMALL, "teal", bold=True)
                for row, line in enumerate(answer)
            ),
        ]
        made.height = made.part(50, y + high + 7, part.title, part.text)
        y = made.height + 18


def _chart(made: Sheet, drawing: Drawing, facts: Mapping[str, Fact]) -> None:
    """Bars on one scale that begins at nothing, each with its number, how sure it is, and of whom."""
    figures = drawing.figures(facts)
    numbers = max(wide(figure.said, True) for _, figure in figures) * _TYPE * _SPARE + 10
    most = _most(figure for _, figure in figures)
    scale = (WIDTH - numbers) / most
    y = 2.0
    for bar, figure in figures:
        y = made.write(0, y, bar.label, _SMALL + 0.5, WIDTH, bold=True) + 3
        long = max(float(figure.value) * scale, 2.0)
        if figure.unit == "per cent":  # the whole, of which it is a part
            made.shapes.append(Box(0.8, y + 0.8, most * scale - 1.6, 20.4, "line"))
        made.shapes.append(Box(0, y, long, 22, "fill"))
        end = long
        if figure.low is not None and figure.high is not None:
            low, end = float(figure.low) * scale, max(float(figure.high) * scale, long)
            made.shapes += _bounds(low, float(figure.high) * scale, y + 11)
        after = most * scale if figure.unit == "per cent" else end
        made.shapes.append(Words(after + 8, y + 16.5, figure.said, _TYPE, bold=True))
        between = f"; between {figure.range}" if figure.range else ""
        y = made.write(0, y + 26, f"{figure.year}, {figure.sample}{between}", 13, WIDTH, look="soft") + 12
    made.height = y - 8


def _most(figures: Iterable[Figure]) -> float:
    """Where the scale ends: at a hundred for per cent, else at the largest number there is."""
    every = list(figures)
    if every[0].unit == "per cent":
        return 100.0
    return max(1.0, *(float(figure.high or figure.value) for figure in every))


def _bounds(low: float, high: float, y: float) -> list[Stroke]:
    """Between which numbers it lies."""
    ends = [Stroke(((x, y - 6), (x, y + 6)), thin=True) for x in (low, high)]
    return [Stroke(((low, y), (high, y)), thin=True), *ends]


def svg(drawing: Drawing, facts: Mapping[str, Fact], *, alone: bool, brief: bool = False) -> Markup:
    """The drawing as SVG; `alone`, it brings its own colours, else those of the page around it count."""
    made = sheet(drawing, facts, brief=brief)
    return Markup(template(TEMPLATE).render(sheet=made, alone=alone).strip())  # noqa: S704 (drawn by a template)


def as_picture(drawing: Drawing, facts: Mapping[str, Fact], *, brief: bool = False) -> Picture:
    """The drawing as a picture that stands alone."""
    made = sheet(drawing, facts, brief=brief)
    drawn = template(TEMPLATE).render(sheet=made, alone=True).strip()
    name = f"drawing-{drawing.id}.svg"
    return Picture(
        id=name,
        name=name,
        data=base64.b64encode(drawn.encode()).decode(),
        width=round(made.width),
        height=round(made.height),
    )
