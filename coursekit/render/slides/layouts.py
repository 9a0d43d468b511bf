"""Where everything stands on a slide, in inches on a page of 13⅓ by 7½, and how large its type may be.

The templates draw the layouts from this, and `fit` measures against it, so both know the same boxes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 13.333, 7.5

TITLE, BODY, FOOTER, NUMBER, CHIP, ASIDE, HELP, HEAD, CLOCK = 0, 1, 11, 12, 13, 14, 15, 16, 17
"""Numbers of the placeholders, the same in every layout."""

Colour = Literal[
    "bg1", "tx1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "folHlink"
]
"""A colour of the theme: paper, ink, deep teal, mist, teal, amber, sand, soft ink, line, white, ink on
amber."""


@dataclass(frozen=True, slots=True)
class Box:
    """A placeholder. Its type takes the largest of `sizes` (points) at which the text fits."""

    number: int
    x: float
    y: float
    w: float
    h: float
    sizes: tuple[int, ...]
    colour: Colour = "tx1"
    bold: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "ctr", "r"] = "l"
    fill: Colour | None = None
    edge: Colour | None = None
    round: bool = False
    pill: bool = False
    inset: float = 0.0
    mark: Literal["", "bullet", "number"] = ""
    space: float = 0.0
    """Points after a paragraph."""
    prompt: str = "Text"

    @property
    def kind(self) -> str:
        """The kind of placeholder, as the file format calls it."""
        return {TITLE: "title", FOOTER: "ftr", NUMBER: "sldNum"}.get(self.number, "body")


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines in a square of 100 by 100, in the dialect of SVG paths: M, L, C, Z with absolute numbers."""

    paths: tuple[tuple[str, Colour | None, Colour | None], ...]
    """Each path with its line and its filling."""
    x: float
    y: float
    size: float
    width: float = 3.5
    """Of the line, in points."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of slide."""

    name: str
    boxes: tuple[Box, ...]
    back: Colour = "bg1"
    panel: tuple[float, float, float, float, Colour] | None = None
    drawing: Drawing | None = None

    def box(self, number: int) -> Box:
        """The placeholder of this number."""
        return next(box for box in self.boxes if box.number == number)


def commands(path: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """The commands of a path with their points."""
    for letter, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        values = [float(number) for number in numbers.split()]
        yield letter, list(zip(values[::2], values[1::2], strict=True))


def circle(x: float, y: float, r: float) -> str:
    """A circle as a path."""
    k = r * 0.5523
    return (
        f"M {x} {y - r} C {x + k} {y - r} {x + r} {y - k} {x + r} {y} "
        f"C {x + r} {y + k} {x + k} {y + r} {x} {y + r} "
        f"C {x - k} {y + r} {x - r} {y + k} {x - r} {y} C {x - r} {y - k} {x - k} {y - r} {x} {y - r} Z"
    )


def _bubble(x: float, y: float, w: float, h: float, tail: float) -> str:
    """A speech bubble with its tail at `tail` along the lower edge."""
    r = h * 0.3
    k = r * 0.45
    return (
        f"M {x + r} {y} L {x + w - r} {y} C {x + w - k} {y} {x + w} {y + k} {x + w} {y + r} "
        f"L {x + w} {y + h - r} C {x + w} {y + h - k} {x + w - k} {y + h} {x + w - r} {y + h} "
        f"L {x + tail + 12} {y + h} L {x + tail - 2} {y + h + 14} L {x + tail} {y + h} L {x + r} {y + h} "
        f"C {x + k} {y + h} {x} {y + h - k} {x} {y + h - r} L {x} {y + r} "
        f"C {x} {y + k} {x + k} {y} {x + r} {y} Z"
    )


def down(largest: int, smallest: int) -> tuple[int, ...]:
    """Sizes of type to choose from, the largest first."""
    return tuple(range(largest, smallest - 1, -2 if largest - smallest > 4 else -1))


_LEFT, _WIDE = 0.75, 8.6
_TITLE = {"colour": "tx2", "bold": True, "anchor": "b", "prompt": "Title"}
_SIGN = {"bold": True, "anchor": "ctr", "align": "ctr", "pill": True}
_AMBER = {**_SIGN, "colour": "folHlink", "fill": "accent2"}
_MIST = {**_SIGN, "colour": "tx2", "fill": "bg2"}


def _box(number: int, x: float, y: float, w: float, h: float, sizes: tuple[int, ...], **more: object) -> Box:
    return Box(number, x, y, w, h, sizes, **more)  # type: ignore[arg-type]


_TITLE_BOX = _box(TITLE, _LEFT, 1.1, _WIDE, 0.95, down(42, 22), **_TITLE)
_CHIP_BOX = _box(CHIP, _LEFT, 0.55, 2.3, 0.42, down(16, 12), prompt="How", **_MIST)
_CLOCK_BOX = _box(
    CLOCK, 3.25, 0.55, 6.1, 0.42, (14, 13, 12), colour="accent4", anchor="ctr", prompt="The clock"
)
_BODY_BOX = _box(BODY, _LEFT, 2.35, _WIDE, 4.15, down(34, 16), mark="bullet", space=15, prompt="Lines")
_HELP_BOX = _box(HELP, _LEFT, 6.78, 2.15, 0.4, (13, 12), prompt="Help now: last slide", **_AMBER)
_FOOTER = {"anchor": "ctr", "prompt": "Age and version"}


def _foot(colour: Colour = "accent4", wide: float = 6.3, number: Colour = "tx2") -> tuple[Box, ...]:
    """What stands at the foot of every slide: the way to help, age and version, number."""
    return (
        _HELP_BOX,
        _box(FOOTER, 3.1, 6.78, wide, 0.4, down(12, 8), colour=colour, **_FOOTER),
        _box(NUMBER, 12.05, 6.78, 0.75, 0.4, (12,), colour=number, anchor="ctr", align="r", bold=True),
    )


def _part(
    name: str, panel: Colour, line: Colour, number: Colour, *paths: tuple[str, Colour | None]
) -> Layout:
    """A slide of the session: words on the left, a quiet drawing of what people do on the right."""
    drawn = tuple((path, line, fill) for path, fill in paths)
    return Layout(
        name,
        (_TITLE_BOX, _CHIP_BOX, _CLOCK_BOX, _BODY_BOX, *_foot(number=number)),
        panel=(9.85, 0, WIDTH - 9.85, HEIGHT, panel),
        drawing=Drawing(drawn, 10.34, 2.3, 2.5),
    )


_PENCIL = "M 62 8 L 80 26 L 34 72 L 12 78 L 17 55 Z"
_CUP = "M 22 46 L 72 46 L 72 72 C 72 84 64 90 54 90 L 40 90 C 30 90 22 84 22 72 Z"

_WORDS = (
    "M 70 18 C 70 13 75 10.5 81.5 10.5 C 87.5 10.5 92 13 92 18 C 92 23 87.5 25.3 81.5 25.3 "
    "C 80 25.3 78.7 25.3 77.5 24.6 L 73.5 27.5 L 74.5 23 C 72 22 70 20 70 18 Z"
)
_PEOPLE: tuple[tuple[str, Colour | None, Colour | None], ...] = (
    # The drawing of the home page: one who tells, one who listens.
    (
        "M 14 81 C 4 64 7 36 27 24 C 46 12 63 25 81 17 C 97 10 114 21 116 41 C 117 58 109 72 101 81 Z",
        None,
        "accent1",
    ),
    ("M 28 81 C 26 62 30 47 47 47 C 61 47 67 56 68 70 L 68 81 Z", "bg1", "tx2"),
    (circle(45.5, 34, 10.6), "bg1", "tx2"),
    ("M 35.5 31 C 37 21 53 19.5 56 30 C 49.5 31.8 43 31 35.5 31 Z", "bg1", "bg1"),
    ("M 80.6 81 C 79.4 66 82 56 94 56 C 105.5 56 109.7 66 109.7 81 Z", "bg1", "tx2"),
    (circle(93.3, 45.5, 8.2), "bg1", "tx2"),
    ("M 85.5 43 C 86 34.5 99.5 32.7 101.6 42 C 95.5 43.6 90 43.6 85.5 43 Z", "bg1", "bg1"),
    (_WORDS, "folHlink", "accent2"),
    ("M 76.5 17 L 86 17 M 76.5 20 L 82.5 20", "folHlink", None),
    ("M 4 81 L 124 81 L 124 86.5 L 4 86.5 Z", "bg1", "tx2"),
    ("M 17 86.5 L 17 97 M 111 86.5 L 111 97", "bg1", None),
    ("M 59 65 C 63 68 66.5 71.5 71.5 73 C 74 73.6 75 76.6 72.7 77.3 C 66 80.3 54 76.7 48 70.6", "bg1", "tx2"),
)

_HELPERS = {"space": 9, "prompt": "Who can help"}
_CASE = {"fill": "accent6", "edge": "accent5", "round": True, "inset": 0.32, "anchor": "ctr"}
_RULE = {"colour": "tx2", "space": 8, "anchor": "ctr"}
_QUESTIONS = {"colour": "tx2", "mark": "number", "space": 12, "anchor": "ctr"}

SHOWN = (5.95, 2.15, 6.65, 4.4)
"""Where a picture stands on the layout for it: from the left, from above, width and height at most."""

LAYOUTS: dict[str, Layout] = {
    "cover": Layout(
        "Cover",
        (
            _box(TITLE, _LEFT, 1.75, 6.9, 2.2, down(54, 26), **{**_TITLE, "colour": "bg1"}),
            _box(CHIP, _LEFT, 0.75, 2.6, 0.48, down(18, 12), prompt="Which module", **_AMBER),
            _box(BODY, _LEFT, 4.15, 6.9, 1.3, down(24, 14), colour="bg2", prompt="In a sentence"),
            _box(
                ASIDE, _LEFT, 5.5, 6.9, 0.95, down(20, 12), colour="accent6", bold=True, prompt="Content note"
            ),
            *_foot("bg2", 8.6, "bg2"),
        ),
        back="tx2",
        drawing=Drawing(_PEOPLE, 8.0, 1.55, 3.95, 3.0),
    ),
    "aims": _part(
        "Aims",
        "accent3",
        "tx2",
        "tx2",
        ("M 14 10 L 86 10 L 86 90 L 14 90 Z", "bg1"),
        ("M 24 32 L 30 38 L 40 26 M 24 54 L 30 60 L 40 48 M 24 76 L 30 82 L 40 70", None),
        ("M 50 33 L 76 33 M 50 55 L 76 55 M 50 77 L 68 77", None),
    ),
    "talk": _part(
        "Listen",
        "bg2",
        "tx2",
        "tx2",
        (_bubble(6, 14, 88, 58, 20), "bg1"),
        ("M 22 34 L 78 34 M 22 52 L 60 52", None),
    ),
    "discuss": _part(
        "Talk together",
        "accent1",
        "bg1",
        "bg1",
        (_bubble(4, 8, 62, 42, 14), "tx2"),
        ("M 18 23 L 52 23 M 18 35 L 42 35", None),
        (_bubble(34, 42, 62, 42, 40), "accent1"),
        ("M 48 57 L 82 57 M 48 69 L 72 69", None),
    ),
    "task": _part(
        "Try it",
        "tx2",
        "bg1",
        "bg1",
        ("M 8 90 L 92 90", None),
        (_PENCIL, "accent1"),
        ("M 52 18 L 70 36", None),
    ),
    "say": _part(
        "Say it aloud",
        "accent1",
        "bg1",
        "bg1",
        (circle(30, 30, 13), "tx2"),
        ("M 6 88 C 6 64 14 52 30 52 C 46 52 54 64 54 88 Z", "tx2"),
        ("M 62 24 C 67 29 67 37 62 42 M 73 16 C 82 26 82 40 73 50 M 84 8 C 97 23 97 43 84 58", None),
    ),
    "reflect": _part(
        "Think quietly",
        "accent3",
        "tx2",
        "tx2",
        (_CUP, "bg1"),
        ("M 72 54 C 90 50 90 76 71 76", None),
        ("M 38 34 C 30 26 44 20 37 10 M 55 34 C 47 26 61 20 54 10", None),
    ),
    "case": Layout(
        "Scenario card",
        (
            _box(TITLE, _LEFT, 1.02, 11.8, 0.9, down(42, 22), **_TITLE),
            _CHIP_BOX,
            _box(BODY, _LEFT, 2.2, 6.9, 4.3, down(26, 14), space=8, prompt="The case", **_CASE),
            _box(ASIDE, 8.0, 2.2, 4.75, 4.3, down(26, 14), prompt="Questions", **_QUESTIONS),
            *_foot(wide=8.6),
        ),
    ),
    "aloud": Layout(
        "Rehearsal",
        (
            _box(TITLE, _LEFT, 1.02, 11.8, 0.9, down(42, 22), **_TITLE),
            _CHIP_BOX,
            _box(BODY, _LEFT, 2.2, 6.9, 4.3, down(26, 14), space=8, prompt="The moment", **_CASE),
            _box(ASIDE, 8.0, 2.2, 4.75, 4.3, down(26, 14), prompt="What the words must do", **_RULE),
            *_foot(wide=8.6),
        ),
    ),
    "shown": Layout(
        "Drawing",
        (
            _box(TITLE, _LEFT, 1.02, 11.8, 0.9, down(42, 22), **_TITLE),
            _CHIP_BOX,
            _CLOCK_BOX,
            _box(BODY, _LEFT, 2.35, 4.9, 4.15, down(28, 14), mark="bullet", space=12, prompt="Lines"),
            *_foot(wide=8.6),
        ),
    ),
    "help": Layout(
        "Before and after",
        (
            _box(TITLE, _LEFT, 0.55, 6.7, 1.5, down(42, 26), **_TITLE),
            _box(BODY, _LEFT, 2.35, 6.7, 4.15, down(28, 16), mark="bullet", space=12, prompt="Lines"),
            _box(HEAD, 8.25, 0.75, 2.4, 0.55, (22, 20), prompt="Help now", **_AMBER),
            _box(ASIDE, 8.25, 1.55, 4.4, 4.95, (*down(26, 16), 15, 14, 13, 12, 11, 10), **_HELPERS),
            *_foot(wide=4.6),
        ),
        panel=(7.85, 0, WIDTH - 7.85, HEIGHT, "accent3"),
    ),
}
"""By the name that the deck gives each slide."""
