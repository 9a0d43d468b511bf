"""A quiz as QTI 1.2 in the profile of Common Cartridge, which Canvas, Blackboard, Moodle and others read.

The profile knows one right answer, several, true or false, and a typed answer; other types have stand-ins.

Canvas takes feedback by its name too (`wrong`, `correct`, `_all` …), so ours have numbers; and it takes every
typed answer that a condition names for a right one, so conditions name no wrong ones.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from coursekit.export.base import (
    BEST,
    OTHER,
    PAPER_ONLY,
    ExportInputs,
    Losses,
    bar_lost,
    fixed_lost,
    lost,
    pictures_lost,
    weighted,
)
from coursekit.export.parts import Choosing, Typing, has, parts, stand_ins
from coursekit.export.qti_xml import make
from coursekit.export.texts import Texts
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz

LOSSES: Losses = (
    (
        (Scenario,),
        "Stories with choices become one question for each decision, and each counts: no branching.",
    ),
    ((Multiple,), "Several right answers count only when all of them and no other are chosen."),
    ((Match,), "Pairs become one question for each pair."),
    ((Order,), "Steps to put in order become a question for each step, which asks what comes next."),
    ((Cloze,), "A text with gaps becomes one question for each gap."),
    ((ShortText, Cloze), "Typed answers: accents, apostrophes and full stops count; capitals do not."),
    ((ShortText, Cloze), "Typed answers have one reason for all wrong answers."),
    ((Reflection, Scale), "Reflections and scales are on the pages only, not in the platform’s quizzes."),
)


def losses(quiz: Quiz) -> Iterator[str]:
    """Yield what QTI 1.2 cannot carry of this quiz."""
    yield from lost(quiz, LOSSES)
    if quiz.pools:
        yield "All questions are asked: the platform can draw some of them."
    if quiz.settings.pass_mark is not None:
        yield f"Set the pass mark in the platform: {quiz.settings.pass_mark} per cent."
        if has(quiz, Scenario) or _weighted(quiz) is None:
            yield from bar_lost(quiz, sum(each.points * _items(each) for each in quiz.questions))
    yield from pictures_lost(quiz)
    yield from fixed_lost(quiz)
    yield PAPER_ONLY


def assessment(inputs: ExportInputs) -> Element:
    """The quiz as one document, the same for each edition of Common Cartridge."""
    texts = Texts(inputs.shelf)
    booleans = {question.id for question in inputs.quiz.questions if isinstance(question, TrueFalse)}
    quiz = _weighted(inputs.quiz) or inputs.quiz
    asked = [part for part in parts(quiz.questions) if isinstance(part, Choosing | Typing)]
    attempts = inputs.quiz.settings.attempts
    made = make(
        "assessment",
        _metadata(
            "qtimetadata",
            cc_profile="cc.exam.v0p1",
            qmd_assessmenttype="Examination",
            qmd_scoretype="Percentage",
            qmd_feedbackpermitted="Yes",
            qmd_hintspermitted="No",
            qmd_solutionspermitted="Yes",
            cc_maxattempts=str(attempts) if attempts else "unlimited",
        ),
        make("section", *(_item(texts, part, booleans) for part in asked), ident="root_section"),
        ident=inputs.quiz.id,
        title=inputs.title,
    )
    return make("questestinterop", made, xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2")


def _weighted(quiz: Quiz) -> Quiz | None:
    """The quiz with the weights of its items; the profile allows one to ninety-nine (`cc_weighting`)."""
    return weighted(quiz, {question.id: _items(question) for question in quiz.questions}, 99)


def _items(question: Question) -> int:
    return sum(isinstance(part, Choosing | Typing) for part in stand_ins(question))


def _metadata(tag: str, **fields: str) -> Element:
    return make(
        tag,
        *(
            make("qtimetadatafield", make("fieldlabel", name), make("fieldentry", value))
            for name, value in fields.items()
        ),
    )


def _item(texts: Texts, part: Choosing | Typing, booleans: set[str]) -> Element:
    fields = _metadata("qtimetadata", cc_profile=_profile(part, booleans), cc_weighting=str(part.points))
    item = make("item", make("itemmetadata", fields), ident=part.id, title=part.id)
    item.append(make("presentation", _html(texts.html(part.stem)), _response(texts, part)))
    decided = make("resprocessing", make("outcomes", _score_variable()))
    reasons = list(_reasons(texts, part))
    for name, condition, right, _ in reasons:
        decided.append(_told(name, condition, right=right and not _several(part)))
    if isinstance(part, Choosing) and part.several:
        decided.append(make("respcondition", _exactly(part), _full(), **{"continue": "No"}))
    item.append(decided)
    for name, (right, text) in {name: (right, text) for name, _, right, text in reasons}.items():
        told = _paragraph(texts.reason(BEST if right else OTHER, text))
        item.append(make("itemfeedback", make("flow_mat", _html(told)), ident=name))
    return item


def _paragraph(paragraph: Element) -> str:
    html: str = tostring(paragraph, encoding="unicode")  # as XML, which programs for HTML read as well
    return html


def _several(part: Choosing | Typing) -> bool:
    return isinstance(part, Choosing) and part.several


def _profile(part: Choosing | Typing, booleans: set[str]) -> str:
    if isinstance(part, Typing):
        return "cc.fib.v0p1"
    if part.several:
        return "cc.multiple_response.v0p1"
    return "cc.true_false.v0p1" if part.id in booleans else "cc.multiple_choice.v0p1"


def _html(text: str) -> Element:
    return make("material", make("mattext", text, texttype="text/html"))


def _label(html: str) -> Element:
    """What an option says: a paragraph, or plain words, as Moodle needs them for “True” and “False”."""
    if html.isprintable() and not set(html) & set("<>&"):
        return make("material", make("mattext", html, texttype="text/plain"))
    return _html(f"<p>{html}</p>")


def _response(texts: Texts, part: Choosing | Typing) -> Element:
    if isinstance(part, Typing):
        field = make("render_fib", make("response_label", ident="answer", rshuffle="No"))
        return make("response_str", field, ident="response", rcardinality="Single")
    labels = [make("response_label", _label(texts.inline(o.text)), ident=o.id) for o in part.options]
    kind = "Multiple" if part.several else "Single"
    return make("response_lid", make("render_choice", *labels), ident="response", rcardinality=kind)


def _score_variable() -> Element:
    return make("decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")


Reason = tuple[str, Element, bool, str]
"""The name of a piece of feedback, what it is shown for, whether that is right, and its text."""


def _reasons(texts: Texts, part: Choosing | Typing) -> Iterator[Reason]:
    if isinstance(part, Choosing):
        for number, option in enumerate(part.options, 1):
            yield f"reason_{number}", _equal(option.id), option.correct, option.reason
        return
    for text in part.answer.accept:
        yield "reason_1", _typed(texts, text), True, part.answer.reason
    yield "general_incorrect_fb", make("other"), False, part.answer.otherwise


def _equal(value: str) -> Element:
    return make("varequal", value, respident="response", case="Yes")


def _typed(texts: Texts, text: str) -> Element:
    return make("varequal", texts.plain(text), respident="response", case="No")


def _told(name: str, condition: Element, *, right: bool) -> Element:
    """A right answer ends the search for a reason."""
    told = make("displayfeedback", feedbacktype="Response", linkrefid=name)
    score = [_full()] if right else []
    asked = make("conditionvar", condition)
    return make("respcondition", asked, *score, told, **{"continue": "No" if right else "Yes"})


def _full() -> Element:
    return make("setvar", "100", action="Set", varname="SCORE")


def _exactly(part: Choosing) -> Element:
    ticked = [_equal(o.id) if o.correct else make("not", _equal(o.id)) for o in part.options]
    return make("conditionvar", make("and", *ticked))
