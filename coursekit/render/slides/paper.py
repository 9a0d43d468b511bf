"""A deck on paper: every slide with its notes, as a tagged PDF, for those who speak without a screen."""

from coursekit.model.review import NOT_REVIEWED
from coursekit.render.print.pdf import to_pdf
from coursekit.render.print.sheet import PrintWriter
from coursekit.render.slides.deck import DeckInputs, deck
from coursekit.render.templates import template

TEMPLATE = "print/deck.html.j2"


def html(inputs: DeckInputs) -> str:
    """Return the paper copy as a complete HTML document."""
    field = PrintWriter(inputs.shelf, "print").input_name
    return template(TEMPLATE).render(**dict(inputs), reviewed=NOT_REVIEWED, deck=deck(inputs), field=field)


def render(inputs: DeckInputs) -> bytes:
    """Return the paper copy as a PDF/UA-1 file."""
    return to_pdf(html(inputs))
