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


SITE_PAGE = """<!doctype html><html lang="en-GB"><head><title>{title}</title>
<script src="assets/course.js"></script></head><body>
<header class="top"><a class="help" href="help.html">Help now</a></header>
<main id="main"><article><p class="crumb"><a href="a.html">A</a></p><h1>{title}</h1>
<details class="place"><summary>For <b>Wales</b> <u>Change</u></summary>
<ul class="by-place"><li><a href="b.html">England</a></li></ul></details>
<template data-else><p class="place">For <b>Wales</b></p></template>
<p>Go to <a href="help.html">Help now</a>, read <a href="b.html#part">b</a> or <a href="#part">below</a>.</p>
<p>The links are below.</p><ul><li><a href="b.html">B</a></li><li><a href="a.html">A</a></li></ul>
<section><h2>Papers</h2><ul class="files"><li data-links><a href="files/x.pdf">A paper</a></li></ul></section>
<p hidden>Your answer</p><p><a class="call" href="tel:999"><b>Call 999</b></a></p><button>Forget</button>
<p><a href="https://example.org/x" rel="noreferrer">Elsewhere</a> &amp; é</p>
<nav class="turn"><a class="turn__on" data-links href="b.html">Next</a></nav>
</article></main></body></html>"""


def for_moodle(course: CourseInputs) -> dict[str, bytes]:
    urls = (*course.urls, "blank.html")
    site = {url: SITE_PAGE.format(title=f"Page {url}").encode() for url in urls}
    data = cartridge.render_1p1(course, site | {"assets/course.js": b"", "assets/course.css": b""})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def listed(found: dict[str, bytes]) -> list[tuple[str, str | None]]:
    """What the manifest lists, in its order: each title, and the file it leads to."""
    name = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
    root = ET.fromstring(found["imsmanifest.xml"])
    files = {one.get("identifier"): one[0].get("href") for one in root.iter(f"{name}resource")}
    return [
        (item.findtext(f"{name}title") or "", files.get(item.get("identifierref")))
        for item in root.iter(f"{name}item")
    ][1:]


def test_the_pages_for_moodle_hold_no_link_that_its_importer_would_break():
    found = for_moodle(inputs(quiz_with(*every_type("x"))))
    pages = {name: data.decode() for name, data in found.items() if name.startswith("web/")}
    assert set(pages) == {"web/a.html", "web/help.html"}
    for page in pages.values():
        assert set(re.findall(r'(?:href|src)="([^"]*)"', page)) == {
            "https://example.org/x",
            "https://example.org/",
        }
        assert not re.search("<(script|button|nav|details|link)", page)
        text = flat(seen(page))
        assert "Go to Help now , read b or below ." in text
        assert "The links are below. B A" in text
        assert not re.search("paper|Wales|Papers", text)
        assert "Call 999" in text
        assert "Elsewhere & é" in text
        assert not re.search("Your answer|Forget|Change|Next", text)


def test_the_place_of_a_page_that_is_there_for_no_other_is_a_paragraph_of_its_class():
    site = {url: SITE_PAGE.format(title="Page").encode() for url in ("a.html", "help.html", "blank.html")}
    with zipfile.ZipFile(BytesIO(cartridge.render(inputs(), site))) as archive:
        assert '<p class="place">For <b>Wales</b></p>' in archive.read("web/a.html").decode()


def test_help_is_the_first_page_for_moodle_and_bears_the_name_that_pages_say():
    course = inputs().model_copy(update={"helps": ("help-wales.html",)})
    found = for_moodle(course)
    assert listed(found) == [
        ("Start", None),
        ("Help now", "web/help.html"),
        ("Module 1", None),
        ("A", "web/a.html"),
        ("Help in other places", None),
        ("Page help-wales.html", "web/help-wales.html"),
    ]
    assert "<strong>Help now</strong>" in found["web/a.html"].decode()
    assert "<strong>Help now</strong>" not in found["web/help.html"].decode()


def test_what_moodle_drops_of_a_cartridge_is_said():
    said = " ".join(cartridge.losses_1p1(inputs()))
    assert "ticks everything" in said
    assert "Links between pages become words" in said
    assert "ticks everything" not in " ".join(cartridge.losses(inputs()))


def test_a_page_that_only_asks_is_the_platforms_quiz_for_moodle():
    quiz = quiz_with(*every_type("x"))
    found = for_moodle(inputs(quiz))
    assert listed(found)[2:] == [
        ("Module 1", None),
        ("A", "web/a.html"),
        ("Questions", f"quizzes/{quiz.id}.xml"),
    ]
    assert "web/b.html" not in found


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
