"""The answer notes, the page and the platform name the same right answers, in every quiz of the course."""

import html
import re
from collections import defaultdict
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from lxml import html as lxml_html
from project import ROOT

from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.render.print import quiz_paper
from coursekit.run.work import call

PLANNED = plan(load(ROOT))
CHOSEN = {"single", "multiple", "true_false"}
PAPERS = [file for file in PLANNED.files if file.kind == "paper"]
Right = dict[str, set[str]]
"""By the id of a question: the texts of its right answers."""


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def asked(quiz) -> list:
    return [question for question in quiz.questions if question.type in CHOSEN]


def in_notes(inputs) -> Right:
    sections = lxml_html.fromstring(quiz_paper.html(inputs)).xpath("//section[@class='answer']")
    return {
        question.id: {words(item.findtext("p") or "") for item in section.xpath(".//li[@class='right']")}
        for question, section in zip(inputs.quiz.questions, sections, strict=True)
        if question.type in CHOSEN
    }


def on_page(page) -> Right:
    found = lxml_html.fromstring(call(page).decode()).xpath("//fieldset[@data-type]")
    picked = ".//*[@data-correct]//*[@class='option__text']"
    return {
        fieldset.get("id"): {words(text.text_content()) for text in fieldset.xpath(picked)}
        for fieldset in found
        if fieldset.get("data-type") in CHOSEN
    }


@cache
def on_pages(quiz_id: str) -> Right:
    """What all pages that ask a quiz say: one for each place, where its questions differ."""
    asking = [page for page in PLANNED.pages if getattr(page.inputs, "quiz", None)]
    found = [on_page(page) for page in asking if page.inputs.quiz.id == quiz_id]
    return {id_: right for page in found for id_, right in page.items()}


def in_moodle(package) -> Right:
    found: Right = defaultdict(set)
    for question in ET.fromstring(call(package)).iter("question"):
        for answer in question.findall("answer"):
            if question.get("type") in {"multichoice", "truefalse"} and float(answer.get("fraction", 0)) > 0:
                found[question.findtext("idnumber") or ""].add(
                    words(answer.findtext("text") or "").casefold()
                )
    return found


@pytest.mark.parametrize("paper", PAPERS, ids=lambda file: file.path)
def test_notes_page_and_platform_name_the_same_right_answers(paper):
    quiz = paper.inputs.quiz
    notes = in_notes(paper.inputs)
    assert set(notes) == {question.id for question in asked(quiz)}
    assert all(notes.values())
    shown = on_pages(quiz.id)
    assert {id_: shown[id_] for id_ in notes} == notes
    package = next(
        file
        for file in PLANNED.files
        if file.path.endswith(".moodle.xml") and file.inputs.quiz.id == quiz.id and file.place == paper.place
    )
    platform = in_moodle(package)
    assert {id_: platform[id_] for id_ in notes} == {
        id_: {text.casefold() for text in right} for id_, right in notes.items()
    }
