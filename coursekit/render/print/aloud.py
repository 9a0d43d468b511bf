"""Rehearsals on paper: a card for each, and a card that a reader fills in and keeps."""

from dataclasses import dataclass
from typing import Literal

from coursekit.model.base import Frozen, Paper
from coursekit.model.course import PageHead
from coursekit.model.rehearsal import Aloud
from coursekit.model.review import NOT_REVIEWED
from coursekit.model.shelf import Shelf
from coursekit.render.print.pdf import to_pdf
from coursekit.render.print.session import CARD_HEIGHTS, SHEETS, sheets
from coursekit.render.print.sheet import PrintWriter, qr, source_lines
from coursekit.render.templates import template

Form = Literal["cards", "card"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One of the papers: what it is called, what draws it, and how lists describe it."""

    title: str
    tab: str
    note: str
    template: str
    recipe: str


FORMS: dict[Form, Printed] = {
    "cards": Printed(
        "Rehearsal cards",
        "rehearsal cards",
        "two a sheet, to cut: print on both sides, turned over the short edge",
        "print/rehearsals.html.j2",
        "coursekit.render.print.aloud:render_cards",
    ),
    "card": Printed(
        "If a child says …",
        "card to fill in",
        "to fill in on screen or by hand",
        "print/if_then.html.j2",
        "coursekit.render.print.aloud:render_card",
    ),
}


class AloudInputs(Frozen):
    """Everything these papers show."""

    head: PageHead
    module: str
    """The title of the module."""
    shelf: Shelf
    paper: Paper
    version: str
    tab_title: str
    licence: str = "CC BY 4.0"
    short_address: str | None = None

    @property
    def aloud(self) -> Aloud:
        """What people say aloud."""
        assert self.head.aloud  # noqa: S101 (only such pages are planned)
        return self.head.aloud


SPACES = (1.0, 0.7, 0.4, 0.0)
"""How generously a card is spaced, as a factor; the most generous that keeps it on its side is taken."""


def _html(form: Form, inputs: AloudInputs, space: float) -> str:
    return template(FORMS[form].template).render(
        **dict(inputs),
        aloud=inputs.aloud,
        reviewed=NOT_REVIEWED,
        sheet=SHEETS[inputs.paper],
        high=CARD_HEIGHTS[inputs.paper],
        space=space,
        write=PrintWriter(inputs.shelf, "print"),
        source_lines=source_lines,
        qr=qr,
    )


def cards_html(inputs: AloudInputs, space: float = SPACES[0]) -> str:
    """Return the cards as a complete HTML document: the moment on each front, what to hear on its back."""
    return _html("cards", inputs, space)


def card_html(inputs: AloudInputs, space: float = SPACES[0]) -> str:
    """Return the card to fill in as a complete HTML document of one side."""
    return _html("card", inputs, space)


def render_cards(inputs: AloudInputs) -> bytes:
    """Return the cards as a PDF/UA-1 file, to be printed on both sides."""
    ways = (cards_html(inputs, space) for space in SPACES)
    sides = sheets(len(inputs.aloud.rehearsals))
    return to_pdf(*ways, sides=sides, like=f"{inputs.head.id} cards {inputs.paper}")


def render_card(inputs: AloudInputs) -> bytes:
    """Return the card as a PDF/UA-1 file with fields."""
    ways = (card_html(inputs, space) for space in SPACES)
    return to_pdf(*ways, like=f"{inputs.head.id} card {inputs.paper}")
