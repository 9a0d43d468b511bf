"""Common Cartridge: the manifest and the files agree, and quizzes keep to the profile's questions."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from exporting import EXAMPLES, HOSTILE, choice, every_type, flat, inputs_of, quiz_of, quiz_with, seen, shown

from coursekit.export import cartridge, qti12
from coursekit.export.course import CourseInputs, CoursePage, CoursePart, CourseQuiz
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf

EDITIONS = {"1.3.0": ("1p3", cartridge.render), "1.1.0": ("1p1", cartridge.render_1p1)}
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PAGE = b"""<!doctype html><html><head></head><body>
<a href="b.html">B</a> <a href="gone.html">Gone</a></body></html>"""


def inputs(*quizzes: Quiz) -> CourseInputs:
    pages = [CoursePage(url="a.html", title="A", tab_title="A")]
    pages += [CoursePage(url="b.html", title="B", tab_title="B", quiz=quiz.id) for quiz in quizzes]
    return CourseInputs(
        slug="staff",
        title="All staff",
        lang="en-GB",
        parts=(CoursePart(title="Module 1", pages=tuple(pages)),),
        asked=tuple(CourseQuiz(quiz=quiz, shelf=Shelf(), title="Questions") for quiz in quizzes),
        help_url="help.html",
        leave_url="https://example.org/",
        version="1",
    )


def made(*quizzes: Quiz, edition: str = "1.3.0") -> dict[str, bytes]:
    site = dict.fromkeys(("a.html", "b.html", "help.html", "blank.html"), PAGE)
    _, render = EDITIONS[edition]
    data = render(inputs(*quizzes), site | {"assets/course.css": b"p {}"})
    assert data == render(inputs(*quizzes), site | {"assets/course.css": b"p {}"})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_manifest_and_the_files_agree(edition):
    found = made(quiz_with(*every_type("x")), edition=edition)
    root = ET.fromstring(found["imsmanifest.xml"])
    name, _ = EDITIONS[edition]
    CC = f"{{http://www.imsglobal.org/xsd/imsccv{name}/imscp_v1p1}}"  # noqa: N806
    assert root.findtext(f"{CC}metadata/{CC}schemaversion") == edition
    assert b"schemaLocation" not in found["imsmanifest.xml"]
    assert {file.get("href") for file in root.iter(f"{CC}file")} == set(found) - {"imsmanifest.xml"}
    ids = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert len(set(ids)) == len(ids)
    resources = {element.get("identifier") for element in root.iter(f"{CC}resource")}
    named = {e.get("identifierref") for e in root.iter() if e.get("identifierref")}
    assert named <= resources
    types = {element.get("type") for element in root.iter(f"{CC}resource")}
    assert types == {"webcontent", f"imsqti_xmlv1p2/imscc_xmlv{name}/assessment"}
    for item in root.iter(f"{CC}item"):
        assert item.get("identifier") == "contents" or item.findtext(f"{CC}title")


def test_pages_lead_only_to_pages_that_are_there():
    page = made()["web/a.html"].decode()
    assert 'href="b.html"' in page or "<a>B</a>" in page
    assert "gone.html" not in page


def items(quiz: Quiz) -> list[ET.Element]:
    return list(ET.fromstring(ET.tostring(qti12.assessment(inputs_of(quiz)))).iter(f"{QTI}item"))


def profile(item: ET.Element) -> str:
    fields = {field[0].text: field[1].text or "" for field in item.iter(f"{QTI}qtimetadatafield")}
    return fields["cc_profile"]


PROFILES = {"cc.multiple_choice.v0p1", "cc.multiple_response.v0p1", "cc.true_false.v0p1", "cc.fib.v0p1"}


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_questions_are_of_the_profile_and_feedback_is_there(file):
    for item in items(quiz_of(file)):
        assert profile(item) in PROFILES
        told = {feedback.get("ident") for feedback in item.iter(f"{QTI}itemfeedback")}
        assert {link.get("linkrefid") for link in item.iter(f"{QTI}displayfeedback")} == told
        labels = {label.get("ident") for label in item.iter(f"{QTI}response_label")}
        if profile(item) != "cc.fib.v0p1":
            assert {equal.text for equal in item.iter(f"{QTI}varequal")} == labels


def test_several_right_answers_count_only_together():
    (item,) = items(quiz_of(next(file for file in EXAMPLES if file.stem == "multiple")))
    (scored,) = [rule for rule in item.iter(f"{QTI}respcondition") if rule.find(f"{QTI}setvar") is not None]
    both = scored.find(f"{QTI}conditionvar/{QTI}and")
    assert both is not None
    assert [child.tag.removeprefix(QTI) for child in both] == ["varequal", "varequal", "not"]


def test_canvas_finds_each_reason_in_one_paragraph_and_takes_no_name_for_a_sign():
    """Canvas shows the first paragraph of a reason, and reads some names as “right” or “wrong”."""
    paragraphs = "One.\n\nTwo."
    options = [choice("a", paragraphs, id="correct", correct=True), choice("b", paragraphs, id="wrong-all")]
    (item,) = items(quiz_with({"type": "single", "stem": "s", "options": options}))
    for feedback in item.iter(f"{QTI}itemfeedback"):
        assert not re.search("wrong|correct|solution|_all|general", feedback.get("ident") or "")
        html = feedback.findtext(f".//{QTI}mattext") or ""
        assert html.count("<p>") == 1
        assert "One." in html
        assert "Two." in html


def test_canvas_takes_every_typed_answer_in_a_condition_for_a_right_one():
    (quiz,) = [quiz_of(file) for file in EXAMPLES if file.stem == "short_text"]
    (item,) = items(quiz)
    assert [equal.text for equal in item.iter(f"{QTI}varequal")] == list(quiz.questions[0].accept)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(text):
    for item in items(quiz_with(*every_type(text))):
        words = [seen(material.text or "") for material in item.iter(f"{QTI}mattext")]
        assert any(shown(text) in flat(word) for word in words)
        for material in item.iter(f"{QTI}mattext"):
            assert "<script" not in (material.text or "")
            assert "javascript:" not in (material.text or "")
