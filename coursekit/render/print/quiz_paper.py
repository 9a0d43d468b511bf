"""A quiz on paper: question sheet first, answer notes with every reason on pages of their own."""

from coursekit.model.base import Frozen
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf
from coursekit.render.print.handout import Paper
from coursekit.render.print.pdf import to_pdf
from coursekit.render.references import Writer
from coursekit.render.templates import template

TEMPLATE = "print/quiz_paper.html.j2"


class PaperInputs(Frozen):
    """Everything a quiz paper shows."""

    quiz: Quiz
    shelf: Shelf
    paper: Paper
    version: str
    title: str
    tab_title: str
    licence: str = "CC BY 4.0"
    short_address: str | None = None


def html(inputs: PaperInputs) -> str:
    """Return the quiz paper as a complete HTML document."""
    write = Writer(inputs.shelf, "print")
    return template(TEMPLATE).render(**dict(inputs), write=write)


def render(inputs: PaperInputs) -> bytes:
    """Return the quiz paper as a PDF/UA-1 file."""
    return to_pdf(html(inputs))
