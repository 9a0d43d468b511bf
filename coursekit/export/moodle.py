"""Moodle XML, as Moodle 4's `question/format/xml` reads it.

Written with the standard library's XML writer: texts are HTML, escaped as XML; Moodle reads escaped text and
CDATA alike. Marks are the fractions in Moodle's own list of grades, because it skips a question with others.
"""

import base64
import html
from collections.abc import Iterator
from typing import assert_never
from xml.etree.ElementTree import Element, SubElement, indent

from coursekit.export.base import (
    BEST,
    OTHER,
    PAPER_ONLY,
    PRODUCT,
    ExportInputs,
    Losses,
    fixed_lost,
    lost,
    pointed_lost,
    settings_lost,
    weighted,
    xml,
)
from coursekit.export.embedded import embedded, typed
from coursekit.export.format import Format
from coursekit.export.parts import Choosing, choosing, decisions, pairs
from coursekit.model.format_notes import FormatNotes
from coursekit.model.question.base import Option
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz
from coursekit.render.pixels import TEMPLATE as PIXELS
from coursekit.render.pixels import as_pixels
from coursekit.render.references import Writer, reference_templates
from coursekit.render.templates import template

TEMPLATES: tuple[str, ...] = (
    *reference_templates("export"),
    "export/question/reasons.html.j2",
    "export/question/scale.html.j2",
    PIXELS,
)

GRADES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5"}
"""Per cent of each right answer when a question has this many, as Moodle's list writes them."""


MATCH_SIGNS = 255
"""As many signs Moodle keeps of each part that pairs are chosen from."""

LOSSES: Losses = (
    (
        (Scenario,),
        "Stories with choices become one question for each decision, without a mark: no branching.",
    ),
    ((Match, Order), "The reasons of pairs and steps are shown together, after the question."),
    ((Match, Cloze), "Each pair and each gap that is right gives part of the marks."),
    ((Order,), "Steps to put in order need Moodle 4.4 or later."),
    ((Cloze,), "In a text with gaps, reasons for other answers are only in gaps to type in."),
    ((ShortText, Cloze), "In typed answers Moodle counts accents, apostrophes and full stops."),
    (
        (Reflection, Scale),
        "Reflections and scales are shown without a box: Moodle would keep what is answered.",
    ),
)
"""What each type of question loses."""


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what Moodle XML cannot carry of this quiz."""
    return tuple(_losses(quiz))


def _losses(quiz: Quiz) -> Iterator[str]:
    yield from lost(quiz, LOSSES)
    yield from settings_lost(quiz)
    if any(isinstance(each, Multiple) and each.scoring == "all_or_nothing" for each in quiz.questions):
        yield "Questions with several right answers give part marks: Moodle’s own type has no other way."
    yield from pointed_lost(quiz)
    yield from fixed_lost(quiz)
    yield PAPER_ONLY


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as a Moodle XML file."""
    write = Writer(inputs.shelf.model_copy(update={"links": {}}), "export", at=_FILES)
    root = Element("quiz")
    category = SubElement(root, "question", type="category")
    path = f"$course$/top/{PRODUCT}/{_category(inputs.category or inputs.title)}"
    SubElement(SubElement(category, "category"), "text").text = path
    _html(category, "info", "")
    SubElement(category, "idnumber").text = f"trusted-adult.{inputs.shelf_mark or inputs.quiz.id}"
    quiz = weighted(inputs.quiz, _counted(write, inputs.quiz), _MOST) or inputs.quiz
    for question in quiz.questions:
        _add(root, write, quiz, question)
    _add_files(root, write)
    indent(root, " ")
    return xml(root)


_FILES = "@@PLUGINFILE@@/"
"""How a text of Moodle names a file that lies beside it (`question/format/xml/format.php`)."""


def _add_files(root: Element, write: Writer) -> None:
    """Put the files of pictures beside each text that shows them."""
    for holder in list(root.iter()):
        text = (holder.findtext("text") or "").replace("&#47;", "/")  # as gaps have it
        for picture in write.pictures:
            if f"{_FILES}{picture.pixels}" in text:
                file = SubElement(holder, "file", name=picture.pixels, path="/", encoding="base64")
                file.text = base64.b64encode(as_pixels(picture)).decode()


def _add(root: Element, write: Writer, quiz: Quiz, question: Question) -> None:  # noqa: C901 (one case a type)
    """Add the Moodle questions that stand for this one."""
    match question:
        case Single() | Multiple():
            _choice(root, write, quiz, choosing(question))
        case TrueFalse():
            _true_false(root, write, question)
        case Match() if not _too_long(write, question):
            _match(root, write, question)
        case Match():
            for pair in pairs(question):
                _choice(root, write, quiz, pair)
        case Scenario():
            for decision in decisions(question):
                _choice(root, write, quiz, decision)
        case Order():
            _order(root, write, question)
        case Cloze():
            _cloze(root, write, question)
        case ShortText():
            _short_text(root, write, question)
        case Reflection():
            _reflection(root, write, question)
        case Scale():
            _scale(root, write, question)
        case _:
            assert_never(question)


_MOST = 9999
"""As many signs as Moodle's own form has for a mark."""


def _counted(write: Writer, quiz: Quiz) -> dict[str, int]:
    """How many marks each question becomes: one for each gap; none for a story, which is practice."""
    return {question.id: _marks(write, question) for question in quiz.questions}


def _marks(write: Writer, question: Question) -> int:
    match question:
        case Cloze():
            return len(question.gaps)
        case Match() if _too_long(write, question):
            return len(question.pairs)
        case Scenario() | Reflection() | Scale():
            return 0
        case Single() | Multiple() | TrueFalse() | Match() | Order() | ShortText():
            return 1
        case _:
            assert_never(question)


def _too_long(write: Writer, question: Question) -> bool:
    """Moodle would refuse such pairs."""
    if not isinstance(question, Match):
        return False
    return any(len(_words(write, right)) > MATCH_SIGNS for right in question.rights)


def _words(write: Writer, text: str) -> str:
    return html.escape(write.line(text).striptags(), quote=False)


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


def _choice(root: Element, write: Writer, quiz: Quiz, part: Choosing) -> None:
    question = _question(root, "multichoice", part.id, write.block(part.stem), part.points)
    SubElement(question, "single").text = "false" if part.several else "true"
    SubElement(question, "shuffleanswers").text = "1" if quiz.settings.shuffle else "0"
    SubElement(question, "answernumbering").text = "none"
    SubElement(question, "showstandardinstruction").text = "1"
    for option in part.options:
        answer = _html(question, "answer", write.line(option.text), fraction=_fraction(part, option))
        _html(answer, "feedback", _reason(write, option.reason, right=option.correct))


def _fraction(part: Choosing, option: Option) -> str:
    """A right tick earns its share; a wrong one costs its share: ticking everything earns nothing."""
    if option.correct:
        return GRADES[part.right if part.several else 1]
    return f"-{GRADES[part.wrong]}" if part.several else "0"


def _reason(write: Writer, reason: str, *, right: bool) -> str:
    """The verdict, and the reason after it in the same paragraph."""
    verdict, words = f"<p><strong>{BEST if right else OTHER}</strong>", str(write.block(reason))
    return f"{verdict} {words.removeprefix('<p>')}" if words.startswith("<p>") else f"{verdict}</p>{words}"


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
        SubElement(SubElement(part, "answer"), "text").text = _words(write, right)


def _reasons(write: Writer, reasons: list[tuple[str, str]]) -> str:
    """What stands in one list after the question, where Moodle has no place for it beside each part."""
    lines = [(write.line(part).striptags(), write.run_in(reason)) for part, reason in reasons]
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
    _question(root, "cloze", item.id, embedded(write, item), item.points * len(item.gaps))


def _reflection(root: Element, write: Writer, item: Reflection) -> None:
    _question(root, "description", item.id, write.block(item.stem), 0, write.block(item.note))


def _scale(root: Element, write: Writer, item: Scale) -> None:
    text = _draw("scale", write=write, question=item)
    _question(root, "description", item.id, text, 0, write.block(item.note))


FORMAT = Format(
    ending="moodle.xml",
    notes=FormatNotes(
        name="moodle.xml",
        short="Questions: Moodle XML",
        title="Questions for Moodle (Moodle XML)",
        serves=(
            "Moodle’s own quiz, with its own reports. It carries more than any other format for "
            "questions. Take this or GIFT, not both, and take the old category out before you "
            "import again: Moodle adds all questions each time."
        ),
        tried="The importer and the question engine of Moodle 4.5.",
        steps=(
            "In the course choose “Question bank”, then “Import”, then “Moodle XML format”.",
            ("Give it the file. The questions are then in a category with the name of the file’s title."),
            "Add a quiz with them, and choose “Immediate feedback” so that the reasons are shown.",
        ),
        platforms=("Moodle",),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
)
