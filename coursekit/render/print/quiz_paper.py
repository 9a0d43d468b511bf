"""A quiz on paper: the questions, and apart from them the answer notes with every reason."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Literal, TypeVar

from coursekit.model.base import Frozen, Paper
from coursekit.model.question.base import QuestionBase
from coursekit.model.question.scenario import Scenario, Step
from coursekit.model.quiz import Quiz
from coursekit.model.review import NOT_REVIEWED
from coursekit.model.school import Logo
from coursekit.model.shelf import Shelf
from coursekit.render.print.pdf import to_pdf
from coursekit.render.print.sheet import PrintWriter, qr, source_lines
from coursekit.render.questions import mixed
from coursekit.render.spots import spotted
from coursekit.render.templates import template

Half = Literal["questions", "notes"]
"""Two files: whoever copies the questions for a group must not hand out the answers with them."""
TEMPLATES: dict[Half, str] = {"questions": "print/quiz_paper.html.j2", "notes": "print/quiz_notes.html.j2"}
Part = TypeVar("Part")
Form = Literal["A", "B"]
"""The same questions under the same numbers; in `B` the answers stand in another order, for neighbours."""


class PaperInputs(Frozen):
    """Everything a quiz paper shows."""

    quiz: Quiz
    shelf: Shelf
    paper: Paper
    version: str
    title: str
    tab_title: str
    half: Half = "questions"
    form: Form = "A"
    one_form: bool = False
    """Whether it has no second form, and so needs no name for this one."""
    licence: str = "CC BY 4.0"
    short_address: str | None = None
    logo: Logo | None = None


def forms(quiz: Quiz) -> tuple[Form, ...]:
    """The forms of a paper: one only, where the author keeps the answers in their order."""
    return ("A", "B") if quiz.settings.shuffle else ("A",)


class Card(Frozen):
    """A step of a scenario as a numbered card."""

    number: int
    step: Step


def cards(question: Scenario, seed: str, shuffle: bool) -> list[Card]:
    """The steps as cards: the start is card 1, the others in an order that does not tell the best way."""
    first, *others = question.steps
    order = [first, *(mixed(others, seed) if shuffle else others)]
    return [Card(number=number, step=step) for number, step in enumerate(order, 1)]


SIDES = 4
"""Questions keep to so many: a sheet of A3 folded, or two sheets for each person."""


def html(inputs: PaperInputs, *, tight: bool = False) -> str:
    """Return a half of the quiz paper as a complete HTML document."""
    write = PrintWriter(inputs.shelf, "print")
    shuffle = inputs.quiz.settings.shuffle

    def seed(question: QuestionBase) -> str:
        return question.id if inputs.form == "A" else f"{question.id}/{inputs.form}"

    def options(parts: Sequence[Part], seed: str) -> list[tuple[str, Part]]:
        return list(zip(ascii_uppercase, mixed(parts, seed) if shuffle else parts, strict=False))

    return template(TEMPLATES[inputs.half]).render(
        **dict(inputs),
        tight=tight,
        reviewed=NOT_REVIEWED,
        write=write,
        forms=("A",) if inputs.one_form else forms(inputs.quiz),
        seed=seed,
        options=options,
        spotted=spotted,
        cards=lambda question: cards(question, seed(question), shuffle),
        source_lines=source_lines,
        qr=qr,
    )


def render(inputs: PaperInputs) -> bytes:
    """Return a half of the quiz paper as a PDF/UA-1 file."""
    if inputs.half == "notes":
        return to_pdf(html(inputs))
    like = f"{inputs.quiz.id} {inputs.paper}"
    return to_pdf(html(inputs), html(inputs, tight=True), sides=SIDES, like=like)
