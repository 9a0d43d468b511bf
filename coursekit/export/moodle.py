"""Moodle XML, as Moodle 4's `question/format/xml` reads it.

Written with the standard library's XML writer: texts are HTML, escaped as XML; Moodle reads escaped text and
CDATA alike. Marks are the fractions in Moodle's own list of grades, because it skips a question with others.
"""

import html
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from coursekit.export.base import ExportInputs
from coursekit.export.embedded import embedded, typed
from coursekit.model.question.base import Option, QuestionBase
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario, Step
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Quiz
from coursekit.render.references import Writer
from coursekit.render.templates import template

TEMPLATES: tuple[str, ...] = (
    "export/reference/fact.html.j2",
    "export/reference/contact.html.j2",
    "export/reference/contact_card.html.j2",
    "export/question/reasons.html.j2",
    "export/question/scale.html.j2",
)

GRADES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5"}
"""Per cent of each right answer when a question has this many, as Moodle's list writes them."""


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what Moodle XML cannot carry of this quiz."""
    return tuple(_losses(quiz))


LOSSES: tuple[tuple[tuple[type[QuestionBase], ...], str], ...] = (
    ((Scenario,), "Stories with choices become one question for each decision: the file has no branching."),
    ((Match, Order), "The reasons of pairs and steps are shown together, after the question."),
    ((Match, Cloze), "Each pair and each gap that is right gives part of the marks."),
    ((Order,), "Steps to put in order need Moodle 4.4 or later."),
    ((Cloze,), "A text with gaps has one mark a gap; reasons for other answers are only in gaps to type in."),
    ((ShortText, Cloze), "In typed answers Moodle counts accents, apostrophes and full stops."),
    (
        (Reflection, Scale),
        "Reflections and scales are shown without a box: Moodle would keep what is answered.",
    ),
)
"""What each type of question loses."""


def _losses(quiz: Quiz) -> Iterator[str]:
    for types, loss in LOSSES:
        if any(isinstance(question, types) for question in quiz.questions):
            yield loss
    if quiz.pools:
        yield "Moodle asks every question: choose “random questions” in the quiz to draw some of them."
    if quiz.settings.pass_mark is not None:
        yield "The pass mark is set in Moodle’s quiz, not in this file."
    if quiz.settings.attempts is not None:
        yield "The number of attempts is set in Moodle’s quiz, not in this file."
    if any(
        isinstance(question, Multiple) and question.scoring == "all_or_nothing" for question in quiz.questions
    ):
        yield "Questions with several right answers give part marks: Moodle’s own type has no other way."
    if any(
        option.fixed
        for question in quiz.questions
        if isinstance(question, Single | Multiple)
        for option in question.options
    ):
        yield "Options that keep their position are shuffled with the others."
    yield "Misconceptions and notes for trainers stay with the paper version."


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as a Moodle XML file."""
    write = Writer(inputs.shelf, "export")
    root = Element("quiz")
    category = SubElement(root, "question", type="category")
    SubElement(SubElement(category, "category"), "text").text = f"$course$/top/{_category(inputs.title)}"
    for question in inputs.quiz.questions:
        match question:
            case Single() | Multiple():
                item, single = question, isinstance(question, Single)
                _choice(
                    root, write, inputs.quiz, item.id, item.stem, item.options, item.points, single=single
                )
            case Scenario():
                _scenario(root, write, inputs.quiz, question)
            case _:
                OTHERS[type(question)](root, write, question)
    indent(root, " ")
    text: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def _category(title: str) -> str:
    """A slash separates categories; doubled, it is text (Moodle's `question_category_slash`)."""
    return title.replace("/", "//")


def _draw(name: str, **values: object) -> str:
    return template(f"export/question/{name}.html.j2").render(**values)


def _question(root: Element, kind: str, id_: str, text: str, points: int, general: str = "") -> Element:
    question = SubElement(root, "question", type=kind)
    SubElement(SubElement(question, "name"), "text").text = id_
    _html(question, "questiontext", text)
    _html(question, "generalfeedback", general)
    SubElement(question, "defaultgrade").text = str(points)
    SubElement(question, "penalty").text = "0"
    SubElement(question, "hidden").text = "0"
    SubElement(question, "idnumber").text = id_
    return question


def _html(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, {"format": "html", **attributes})
    SubElement(element, "text").text = str(text)  # the writer escapes it, and must not take it for markup
    return element


def _choice(
    root: Element,
    write: Writer,
    quiz: Quiz,
    id_: str,
    stem: str,
    options: tuple[Option, ...],
    points: int,
    *,
    single: bool,
) -> None:
    question = _question(root, "multichoice", id_, write.block(stem), points)
    SubElement(question, "single").text = "true" if single else "false"
    SubElement(question, "shuffleanswers").text = "1" if quiz.settings.shuffle else "0"
    SubElement(question, "answernumbering").text = "none"
    SubElement(question, "showstandardinstruction").text = "1"
    right = sum(option.correct for option in options)
    wrong = len(options) - right
    for option in options:
        answer = _html(
            question, "answer", write.line(option.text), fraction=_fraction(option, right, wrong, single)
        )
        _html(answer, "feedback", _reason(write, option.reason, right=option.correct))


def _fraction(option: Option, right: int, wrong: int, single: bool) -> str:
    """A right tick earns its share; a wrong one costs its share: ticking everything earns nothing."""
    if option.correct:
        return GRADES[1 if single else right]
    return "0" if single else f"-{GRADES[wrong]}"


def _reason(write: Writer, reason: str, *, right: bool) -> str:
    verdict = "Best answer." if right else "Not the best answer."
    return f"<p><strong>{verdict}</strong> {write.line(reason)}</p>"


def _true_false(root: Element, write: Writer, item: TrueFalse) -> None:
    question = _question(root, "truefalse", item.id, write.block(item.stem), item.points)
    for option in item.options:
        answer = _html(question, "answer", option.id, fraction="100" if option.correct else "0")
        answer.set("format", "moodle_auto_format")
        _html(answer, "feedback", _reason(write, option.reason, right=option.correct))


def _match(root: Element, write: Writer, item: Match) -> None:
    parts = [(pair.left, pair.right, pair.reason) for pair in item.pairs]
    spare = [("", other.right, other.reason) for other in item.distractors]
    reasons = [(f"{left or 'Nothing here'} → {right}", reason) for left, right, reason in parts + spare]
    question = _question(
        root, "matching", item.id, write.block(item.stem), item.points, _reasons(write, reasons)
    )
    SubElement(question, "shuffleanswers").text = "true"
    for left, right, _ in parts + spare:  # Moodle takes an answer without a question for a distractor
        part = _html(question, "subquestion", write.line(left))
        words = html.escape(write.line(right).striptags(), quote=False)
        SubElement(SubElement(part, "answer"), "text").text = words


def _reasons(write: Writer, reasons: list[tuple[str, str]]) -> str:
    """What stands in one list after the question, where Moodle has no place for it beside each part."""
    lines = [(write.line(part).striptags(), write.line(reason)) for part, reason in reasons]
    return _draw("reasons", reasons=lines)


def _order(root: Element, write: Writer, item: Order) -> None:
    reasons = [(f"{number}: {step.text}", step.reason) for number, step in enumerate(item.steps, 1)]
    question = _question(
        root, "ordering", item.id, write.block(item.stem), item.points, _reasons(write, reasons)
    )
    for tag, text in ORDERING.items():
        SubElement(question, tag).text = text
    for number, step in enumerate(item.steps, 1):
        _html(question, "answer", write.line(step.text), fraction=str(number))


ORDERING = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "gradingtype": "ALL_OR_NOTHING",
    "showgrading": "HIDE",
    "numberingstyle": "none",
    "shownumcorrect": "0",
}
"""All steps, none of them numbered, and marks only for all of them in place, as on the page."""


def _short_text(root: Element, write: Writer, item: ShortText) -> None:
    question = _question(root, "shortanswer", item.id, write.block(item.stem), item.points)
    SubElement(question, "usecase").text = "0"
    answers = [(typed(write, text), True, item.reason) for text in item.accept]
    answers += [(typed(write, text), False, wrong.reason) for wrong in item.wrong for text in wrong.answers]
    for text, right, reason in [*answers, ("*", False, item.otherwise)]:
        answer = _html(question, "answer", text, fraction="100" if right else "0")
        answer.set("format", "moodle_auto_format")
        _html(answer, "feedback", _reason(write, reason, right=right))


def _cloze(root: Element, write: Writer, item: Cloze) -> None:
    _question(root, "cloze", item.id, embedded(write, item), item.points)


def _reflection(root: Element, write: Writer, item: Reflection) -> None:
    _question(root, "description", item.id, write.block(item.stem), item.points, write.block(item.note))


def _scale(root: Element, write: Writer, item: Scale) -> None:
    text = _draw("scale", write=write, question=item)
    _question(root, "description", item.id, text, item.points, write.block(item.note))


def _scenario(root: Element, write: Writer, quiz: Quiz, item: Scenario) -> None:
    """Each decision becomes a question; an ending's advice goes into the reasons that lead to it."""
    by_id = {step.id: step for step in item.steps}
    decisions = [step for step in item.steps if step.choices]
    for number, step in enumerate(decisions, 1):
        text = f"{item.stem}\n\n{step.text}" if number == 1 else step.text
        options = tuple(
            Option(
                id=choice.id,
                text=choice.text,
                correct=choice.best,
                reason=choice.reason + _ending(by_id[choice.next]),
            )
            for choice in step.choices
        )
        heading = f"**{item.title}: {number} of {len(decisions)}.** {text}"
        _choice(root, write, quiz, f"{item.id}-{step.id}", heading, options, item.points, single=True)


def _ending(step: Step) -> str:
    return f" {step.tell}" if step.tell else ""


OTHERS: dict[type[QuestionBase], Callable[[Element, Writer, Any], None]] = {
    TrueFalse: _true_false,
    Match: _match,
    Order: _order,
    Cloze: _cloze,
    ShortText: _short_text,
    Reflection: _reflection,
    Scale: _scale,
}
"""The types that become one question, whatever the quiz sets."""
