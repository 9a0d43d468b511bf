"""The answer notes, the page and the platform name the same right answers, in every quiz of the course.

Each of the three is read from what people get: the HTML that is printed, the page, and the Moodle XML.
A right answer is one line of words, whatever the type of the question: “1: carer” for the first gap.
"""

import html
import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from lxml import html as lxml_html
from project import the_plan

from coursekit.render.print import quiz_paper
from coursekit.run.work import call

PLANNED = the_plan()
PAPERS = [
    file
    for file in PLANNED.files
    if file.kind == "paper" and file.inputs.half == "notes" and not file.inputs.one_form
]
UNSCORED = {"reflection", "scale"}
Right = dict[str, set[str]]
"""By the id of a question: its right answers."""


def words(text: object) -> str:
    """The words of some HTML or of an element; platforms write “true” for “True”."""
    plain = text.text_content() if hasattr(text, "text_content") else re.sub(r"<[^>]+>", " ", str(text))
    return " ".join(html.unescape(plain).split()).casefold()


def scored(quiz) -> list:
    return [question for question in quiz.questions if question.type not in UNSCORED]


# --- The answer notes --------------------------------------------------------------------------------------


def in_notes(inputs) -> Right:
    sections = lxml_html.fromstring(quiz_paper.html(inputs)).xpath("//section[@class='answer']")
    return {
        question.id: set(noted(question.type, section))
        for question, section in zip(inputs.quiz.questions, sections, strict=True)
        if question.type not in UNSCORED
    }


def noted(kind: str, section) -> list[str]:
    items = section.xpath(".//li[@class='right']")
    first = [words(item.find("p")) for item in items]
    match kind:
        case "match":
            places = [words(item.findall("p")[1]).partition(": ")[2] for item in items]
            return [f"{left} → {right}" for left, right in zip(first, places, strict=True)]
        case "order":
            return [f"{words(item.find('span'))}: {step}" for item, step in zip(items, first, strict=True)]
        case "cloze":
            return [f"{gap}: {text}" for gap, texts in enumerate(first, 1) for text in texts.split(" / ")]
        case "short_text":
            return first[0].split(" / ")
    return first


# --- The page ----------------------------------------------------------------------------------------------


def on_page(page) -> Right:
    found = lxml_html.fromstring(call(page).decode()).xpath("//*[@data-type]")
    return {question.get("id"): set(shown(question.get("data-type"), question)) for question in found}


def shown(kind: str, question) -> list[str]:
    right = question.xpath(".//*[@data-correct]")
    keys = [[words(key) for key in part.xpath(".//*[@data-key]")] for part in right]
    match kind:
        case "match":
            return [words(part.xpath(".//*[@class='answers__option']")[0]) for part in right]
        case "order":
            return [
                words(part.xpath(".//*[@class='answers__option']")[0]).replace(".", ":", 1) for part in right
            ]
        case "cloze":
            return [f"{gap}: {text}" for gap, texts in enumerate(keys, 1) for text in texts]
        case "short_text":
            return keys[0]
        case "scenario":
            best = ".//li[@class='choice'][.//*[contains(@class, 'verdict--best')]]//*[@class='choice__text']"
            return [words(text) for text in question.xpath(best)]
    return [words(text) for part in right for text in part.xpath(".//*[@class='option__text']")]


@cache
def on_pages(quiz_id: str) -> Right:
    """What all pages that ask a quiz say: one for each place, where its questions differ."""
    asking = [page for page in PLANNED.pages if getattr(page.inputs, "quiz", None)]
    found = [on_page(page) for page in asking if page.inputs.quiz.id == quiz_id]
    return {id_: right for page in found for id_, right in page.items()}


# --- The platform ------------------------------------------------------------------------------------------


def in_moodle(package, ids: list[str]) -> Right:
    """Decisions of a story are questions of their own there, named after the story."""
    found: Right = {id_: set() for id_ in ids}
    for question in ET.fromstring(call(package)).iter("question"):
        name = question.findtext("idnumber") or ""
        for id_ in (id_ for id_ in ids if name == id_ or name.startswith(f"{id_}-")):
            found[id_] |= set(marked(question))
    return found


def marked(question: ET.Element) -> list[str]:
    answers = question.findall("answer")
    match question.get("type"):
        case "matching":
            pairs = [
                (words(part.findtext("text")), words(part.findtext("answer/text")))
                for part in question.findall("subquestion")
            ]
            return [f"{left} → {right}" for left, right in pairs if left]
        case "ordering":
            return [f"{answer.get('fraction')}: {words(answer.findtext('text'))}" for answer in answers]
        case "cloze":
            gaps = re.findall(r"\{1:[A-Z_]+:([^}]*)\}", question.findtext("questiontext/text") or "")
            return [
                f"{number}: {words(html.unescape(answer[1:].partition('#')[0]))}"
                for number, gap in enumerate(gaps, 1)
                for answer in re.split(r"~", gap)
                if answer.startswith("=")
            ]
    return [words(answer.findtext("text")) for answer in answers if float(answer.get("fraction", 0)) > 0]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda file: file.path)
def test_notes_page_and_platform_name_the_same_right_answers(paper):
    quiz = paper.inputs.quiz
    notes = in_notes(paper.inputs)
    assert set(notes) == {question.id for question in scored(quiz)}
    assert all(notes.values())
    page = on_pages(quiz.id)
    assert {id_: page[id_] for id_ in notes} == notes
    package = next(
        file
        for file in PLANNED.files
        if file.path.endswith(".moodle.xml") and file.inputs.quiz.id == quiz.id and file.place == paper.place
    )
    assert in_moodle(package, list(notes)) == notes
