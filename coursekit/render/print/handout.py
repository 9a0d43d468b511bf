"""A handout: a poster, flowchart, card, letter, form or sheet of paper."""

import re
from itertools import pairwise
from typing import Literal

from coursekit.model.base import Frozen, Paper
from coursekit.model.course import HandoutHead
from coursekit.model.dialect import section_starts
from coursekit.model.handout import TRAITS
from coursekit.model.handout.base import Traits
from coursekit.model.quiz import Audience
from coursekit.model.review import Review, Standing, standing_of
from coursekit.model.school import Logo
from coursekit.model.shelf import Shelf
from coursekit.model.words import Term
from coursekit.render.print.pdf import to_pdf
from coursekit.render.print.sheet import PrintWriter, qr, source_lines
from coursekit.render.sentences import Seen, seen, without_school
from coursekit.render.templates import demand, template

Size = Literal["usual", "large", "big", "grey", "big_grey"]
"""`large`: large print, all of it in 18 points; `big`: a poster on a sheet of twice the area;
`grey`: black lines on white where the usual one has colours."""
BIG: frozenset[Size] = frozenset({"big", "big_grey"})
GREY: frozenset[Size] = frozenset({"grey", "big_grey"})

SHEETS: dict[tuple[Paper, bool], str] = {
    ("A4", False): "A4",
    ("Letter", False): "letter",
    ("A4", True): "A3",
    ("Letter", True): "11in 17in",
}
"""What CSS calls a paper; big or not."""
ZOOM: dict[Paper, float] = {"A4": 1.41, "Letter": 1.29}
"""How much wider the big sheet is: two Letter sheets are taller than one enlarged."""


class HandoutInputs(Frozen):
    """Everything a handout shows."""

    head: HandoutHead
    traits: Traits
    """What handouts of its kind are like: an input, since another one makes another handout."""
    text: str
    shelf: Shelf
    paper: Paper
    version: str
    size: Size = "usual"
    licence: str = "CC BY 4.0"
    logo: Logo | None = None
    short_address: str | None = None
    """Where the QR code leads; none without a canonical address."""
    terms: tuple[Term, ...] = ()
    """Glossaries only."""
    review: Review | None = None
    """The signatures of its place, where its sentences are signed."""


DRAWN = {name: f"print/{name}.html.j2" for name, traits in TRAITS.items() if not traits.is_messages}
"""What draws each kind that is printed."""
demand(DRAWN.values())
LARGE = "print/large.html.j2"

HELP: tuple[tuple[str, str], ...] = (
    ("In danger now", '{{ here("emergency") }}'),
    ("For a child", '{{ here("child_helpline") }}'),
    ("For an adult", '{{ here("adult_helpline") }}'),
    ("In our school", '{{ school("lead") }}'),
)
"""Who helps: on every sheet for a place, in this order and in the same corner."""

READERS: dict[Audience, str] = {
    "parents": "parents and carers",
    "staff": "all school staff",
    "leads": "safeguarding leads",
    "trainers": "trainers",
}


class Step(Frozen):
    """How generously a handout is set: type in points, spaces as a factor, margins in millimetres."""

    type: float
    space: float
    margin: int = 15


LADDER = (
    Step(type=14.5, space=1.9, margin=17),
    Step(type=13.75, space=1.5, margin=16),
    Step(type=13, space=1.2),
    Step(type=12.5, space=1.0, margin=14),
    Step(type=12, space=0.8, margin=13),
    Step(type=12, space=0.62, margin=13),
    Step(type=12, space=0.45, margin=12),
    Step(type=12, space=0.25, margin=11),
    Step(type=12, space=0.08, margin=9),
)
"""The most generous step that keeps a handout on its sides is taken. No type is below 12 points."""
ROOMY_LADDER = tuple(
    Step(type=step.type * 1.12, space=step.space * 1.3, margin=step.margin) for step in LADDER
)
TIGHT = 0.4
"""Below this, labels stand in the line and not above it."""
FLOWING = Step(type=12, space=1.0)
"""For what may take as many sides as it needs."""
LARGE_PRINT = Step(type=18, space=1.0, margin=14)


def template_of(head: HandoutHead, size: Size = "usual") -> str:
    """The name of the template that draws this handout."""
    return LARGE if size == "large" else DRAWN[head.template]


def sizes(head: HandoutHead) -> tuple[Size, ...]:
    """The sizes a handout is made in: posters big as well, coloured ones in grey too.

    All else that parents get is made in large print.

    Messages are not printed.
    """
    if head.traits.is_messages:
        return ()
    if head.traits.is_poster:
        return ("usual", "big", "grey", "big_grey") if head.traits.has_grey else ("usual", "big")
    return ("usual", "large") if "parents" in head.audience else ("usual",)


def for_whom(head: HandoutHead) -> str:
    """Its readers, as a line above the title says them."""
    names = [READERS[audience] for audience in READERS if audience in head.audience]
    if len(names) == len(READERS):
        return "all adults"
    return ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1] if names else ""


def help_texts(head: HandoutHead) -> list[str]:
    """The references of the box that says who helps, where this handout has one."""
    shown = head.traits.help == "always" or (head.traits.help == "families" and "parents" in head.audience)
    return [reference for _, reference in HELP] if shown and (head.place or head.each_place) else []


def steps(inputs: HandoutInputs) -> tuple[Step, ...]:
    """The ways to set this handout, the most generous first."""
    if inputs.size == "large":
        return (LARGE_PRINT,)
    if not inputs.head.sides:
        return (FLOWING.model_copy(update={"type": inputs.traits.flowing_type}),)
    return ROOMY_LADDER if inputs.traits.is_roomy else LADDER


def sentences(inputs: HandoutInputs) -> tuple[Seen, ...]:
    """The sentences of the handout as its reader sees them, in every school and every size the same."""
    blank = inputs.model_copy(update={"shelf": without_school(inputs.shelf), "logo": None, "size": "usual"})
    return seen(html(blank))


def reviewed(inputs: HandoutInputs) -> Standing:
    """How much of it is signed."""
    if inputs.review is None or not inputs.review.signatures:
        return Standing()
    return standing_of((sentence.words for sentence in sentences(inputs)), inputs.review.signatures)


def html(inputs: HandoutInputs, step: Step | None = None, reviewed: Standing | None = None) -> str:
    """Return the handout as a complete HTML document for paper, with how much of it is signed at its foot."""
    step = step or steps(inputs)[0]
    zoom = ZOOM[inputs.paper] if inputs.size in BIG else 1
    write = PrintWriter(inputs.shelf, "print", cells=inputs.traits.is_poster)
    return template(template_of(inputs.head, inputs.size)).render(
        **dict(inputs),
        title=inputs.head.title,
        tab_title=inputs.head.tab_title,
        reviewed=(reviewed or Standing()).short,
        sheet=SHEETS[inputs.paper, inputs.size in BIG],
        is_grey=inputs.size in GREY,
        type=step.type,
        space=step.space,
        density="tight" if step.space < TIGHT else "",
        zoom=zoom,
        margin=step.margin * zoom,
        for_whom=for_whom(inputs.head),
        help=HELP if help_texts(inputs.head) else (),
        signs=sorted({line.sign for part in inputs.head.easy for line in part.lines}),
        write=write,
        sections=sections(inputs.text),
        sides=two_sides(sections(inputs.text)),
        source_lines=source_lines,
        qr=qr,
    )


def sections(text: str) -> list[str]:
    """Split the text before each second-level heading, for templates that place the parts side by side."""
    lines = text.split("\n")
    cuts = [0, *section_starts(text), len(lines)]
    parts = ("\n".join(lines[start:end]) for start, end in pairwise(cuts))
    return [part for part in parts if part.strip()]


def two_sides(parts: list[str]) -> tuple[list[str], list[str]]:
    """Share the sections between a left and a right column of about the same height, in their order."""
    heights = [_height(part) for part in parts]
    cut = min(range(len(parts) + 1), key=lambda cut: abs(sum(heights[:cut]) - sum(heights[cut:])))
    return parts[:cut], parts[cut:]


_LINE = 44
"""Characters that a column holds in a line."""


def _height(part: str) -> int:
    """About how many lines a section takes in a column."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", part)]
    return sum(-(-len(block) // _LINE) for block in blocks) + 2


def render(inputs: HandoutInputs) -> bytes:
    """Return the handout as a PDF/UA-1 file, as generously spaced as its sides allow."""
    said = reviewed(inputs)
    ways = (html(inputs, step, said) for step in steps(inputs))
    return to_pdf(*ways, sides=inputs.head.sides, like=f"{inputs.head.id} {inputs.size} {inputs.paper}")
