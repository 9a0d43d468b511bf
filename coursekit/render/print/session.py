"""A session plan on paper, and its scenario cards."""

from coursekit.model.base import Frozen, Paper
from coursekit.model.course import PageHead
from coursekit.model.rehearsal import Rehearsal
from coursekit.model.review import NOT_REVIEWED
from coursekit.model.school import Logo
from coursekit.model.session import Session
from coursekit.model.shelf import Shelf
from coursekit.render.print.handout import FLOWING
from coursekit.render.print.pdf import to_pdf
from coursekit.render.print.sheet import PrintWriter, qr, source_lines
from coursekit.render.templates import template

PLAN = "print/session.html.j2"
CARDS = "print/cards.html.j2"

SHEETS: dict[Paper, str] = {"A4": "A4", "Letter": "letter"}
CARD_HEIGHTS: dict[Paper, int] = {"A4": 186, "Letter": 192}
"""How much of a sheet that lies on its long side two cards and the line between them may fill, in mm."""

WAYS = {"talk": "Talk", "discuss": "Discuss", "task": "Practise", "say": "Say it aloud", "reflect": "Think"}
"""How a segment is done, in one word."""


class SessionInputs(Frozen):
    """Everything a session plan, or a set of cards, shows."""

    head: PageHead
    module: str
    """The title of its module."""
    text: str
    shelf: Shelf
    paper: Paper
    version: str
    tab_title: str
    licence: str = "CC BY 4.0"
    short_address: str | None = None
    logo: Logo | None = None
    rehearsals: dict[str, Rehearsal] = {}
    """What people say aloud in it, by id."""

    @property
    def session(self) -> Session:
        """The plan itself."""
        assert self.head.session  # noqa: S101 (only session pages are planned)
        return self.head.session


def sheets(cards: int) -> int:
    """How many sides a set of cards takes: two cards a sheet, their backs behind them."""
    return 2 * ((cards + 1) // 2)


def _html(name: str, inputs: SessionInputs, margin: int) -> str:
    write = PrintWriter(inputs.shelf, "print")
    return template(name).render(
        **dict(inputs),
        session=inputs.session,
        lengths=inputs.session.lengths,
        ways=WAYS,
        title=inputs.head.title,
        reviewed=NOT_REVIEWED,
        sheet=SHEETS[inputs.paper],
        high=CARD_HEIGHTS[inputs.paper],
        margin=margin,
        type=FLOWING.type,
        space=FLOWING.space,
        zoom=1,
        write=write,
        source_lines=source_lines,
        qr=qr,
    )


def plan_html(inputs: SessionInputs) -> str:
    """Return the session plan as a complete HTML document."""
    return _html(PLAN, inputs, 15)


def cards_html(inputs: SessionInputs) -> str:
    """Return the cards as a complete HTML document: two fronts a side, their notes behind them."""
    return _html(CARDS, inputs, 10)


def render_plan(inputs: SessionInputs) -> bytes:
    """Return the session plan as a PDF/UA-1 file."""
    return to_pdf(plan_html(inputs))


def render_cards(inputs: SessionInputs) -> bytes:
    """Return the scenario cards as a PDF/UA-1 file, to be printed on both sides."""
    return to_pdf(cards_html(inputs))
