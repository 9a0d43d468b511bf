"""A handout: a poster, flowchart, card or sheet of paper."""

import re
from typing import Literal

from coursekit.model.base import Frozen
from coursekit.model.course import HandoutHead
from coursekit.model.school import Logo
from coursekit.model.shelf import Shelf
from coursekit.render.print.pdf import to_pdf
from coursekit.render.print.sheet import PrintWriter, qr, source_lines
from coursekit.render.templates import template

Paper = Literal["A4", "Letter"]


class HandoutInputs(Frozen):
    """Everything a handout shows."""

    head: HandoutHead
    text: str
    shelf: Shelf
    paper: Paper
    version: str
    licence: str = "CC BY 4.0"
    logo: Logo | None = None
    short_address: str | None = None
    """Where the QR code leads; none without a canonical address."""


TEMPLATES: dict[str, str] = {
    "poster": "print/poster.html.j2",
    "flowchart": "print/flowchart.html.j2",
    "card": "print/card.html.j2",
    "sheet": "print/sheet.html.j2",
}

_SECTION = re.compile(r"^(?=## )", re.MULTILINE)


def template_of(head: HandoutHead) -> str:
    """The name of the template that draws this handout."""
    return TEMPLATES[head.template]


DENSITIES = ("roomy", "usual", "tight")
"""How generously a handout is spaced, as the classes of `print.css`. The type is never below 12 points."""


def html(inputs: HandoutInputs, density: str = "usual") -> str:
    """Return the handout as a complete HTML document for paper."""
    write = PrintWriter(inputs.shelf, "print", cells=inputs.head.template == "poster")
    return template(template_of(inputs.head)).render(
        **dict(inputs),
        title=inputs.head.title,
        tab_title=inputs.head.tab_title,
        reviewed_by=inputs.head.reviewed_by,
        density=density,
        write=write,
        sections=sections(inputs.text),
        source_lines=source_lines,
        qr=qr,
    )


def sections(text: str) -> list[str]:
    """Split the text before each second-level heading, for templates that place the parts side by side."""
    return [section for section in _SECTION.split(text) if section.strip()]


def render(inputs: HandoutInputs) -> bytes:
    """Return the handout as a PDF/UA-1 file, as generously spaced as its one side allows."""
    return to_pdf(*(html(inputs, density) for density in DENSITIES))
