"""Packages of the real course: what they leave out takes its boxes, headings and sentences with it."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement as Element
from project import the_plan

from coursekit.export.site_files import chosen
from coursekit.plan.artefact import Artefact
from coursekit.run.work import call

COURSES = (
    *("course.scorm12.zip", "course.GB-ENG.scorm12.zip", "course.IE.imscc", "staff.cc11.imscc"),
    *("parents.imscc", "course.imscc"),
)
QUIZZES = ("course-check-questions.scorm12.zip", "before-after.scorm12.zip")


READER = lxml.html.HTMLParser(remove_comments=True)


@pytest.fixture(scope="module")
def planned() -> dict[str, Artefact]:
    """Every package made of pages, by its file's name."""
    return {package.path.rpartition("/")[2]: package for package in the_plan().packages}


@pytest.fixture(scope="module", params=[*COURSES, *QUIZZES])
def files(request: pytest.FixtureRequest, site: Path, planned: dict[str, Artefact]) -> dict[str, str]:
    """What a package holds, as text."""
    package = planned[request.param]
    have = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    needed = {path: have[path].read_bytes() for path in chosen(have, package.takes)}
    with zipfile.ZipFile(BytesIO(call(package, needed))) as archive:
        names = [name for name in archive.namelist() if name.endswith((".html", ".xml"))]
        return {name.removeprefix("web/"): archive.read(name).decode() for name in names}


@pytest.fixture(scope="module")
def pages(files: dict[str, str]) -> dict[str, Element]:
    """The pages of a package, by their names."""
    names = [name for name in files if name.endswith(".html") and name != "blank.html"]
    return {name: lxml.html.document_fromstring(files[name], parser=READER) for name in names}


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def visible(element: Element) -> Iterator[Element]:
    """The elements of a page that are not hidden until a script needs them."""
    if element.get("hidden") is not None or not isinstance(element.tag, str):
        return
    yield element
    for child in element:
        yield from visible(child)


def test_help_is_one_tap_from_every_page_and_every_part_of_it(files, pages):
    for name, page in pages.items():
        if LISTED in files.get("imsmanifest.xml", ""):
            said = [words(strong) for strong in page.iter("strong")]
            assert "Help now" in said or name.startswith("help"), f"{name}: no name to link"
            continue
        ways = [a for a in page.iter("a") if set((a.get("class") or "").split()) & {"help", "question__help"}]
        assert ways, name
        for way in ways:
            assert (way.get("href") or "").partition("#")[0] in pages, f"{name}: {words(way)}"


LISTED = "<title>Help now</title>"
"""Help as an activity of its own: Moodle leads to it from wherever its name stands."""


def test_no_box_list_or_heading_is_empty(pages):
    for name, page in pages.items():
        for element in visible(page.find("body")):
            if element.tag in {"ul", "ol", "dl", "section", "details", "table", "p", "li", "summary"}:
                said = words(element) or element.find(".//svg") is not None or element.get("role") == "status"
                assert said or element.get("class") in SHOWN_LATER, f"{name}: {element.tag} {element.attrib}"
            if element.tag == "details":
                summary = element.find("summary")
                assert words(element) != words(summary), f"{name}: {words(element)}"
            for heading, after in pairwise([*element, None]):
                if heading is not None and heading.tag in {"h2", "h3"} and element.tag == "div":
                    assert after is not None, f"{name}: {words(heading)}"


SHOWN_LATER = {"scorm__state"}


def test_no_list_offers_what_is_not_there(pages):
    for name, page in pages.items():
        for element in page.iter():
            links = list(element.iter("a"))
            if element.get("class") in {"by-place", "files", "modules", "turn", "parts", "toc"} and links:
                dead = [words(link) for link in links if not link.get("href")]
                assert not dead, f"{name}: {dead}"
        assert not re.search(r"(?:Change|Another place|More help:)$", words(page.find("body")))


def test_every_link_leads_to_a_page_of_the_package_or_out_of_it(pages):
    for name, page in pages.items():
        for link in page.iter("a"):
            path = (link.get("href") or "#").partition("#")[0]
            assert not path or path in pages or re.match(r"(?:https?|tel|mailto|sms):|blank\.html", path), (
                f"{name}: {path}"
            )


def test_where_a_reader_is_told_to_choose_there_is_a_choice(pages):
    for name, page in pages.items():
        if "Choose where the child lives" in words(page):
            assert page.find(".//ul[@class='by-place']//a[@href]") is not None, name


def test_a_cartridges_quiz_asks_what_its_page_asks(files, pages):
    on_pages = {
        quiz.get("data-id"): {element.get("id") for element in quiz.iter() if is_question(element)}
        for page in pages.values()
        for quiz in page.iter()
        if "quiz" in (quiz.get("class") or "").split() and quiz.get("data-id")
    }
    for name, text in files.items():
        if name.startswith("quizzes/"):
            id_ = name.removeprefix("quizzes/").removesuffix(".xml")
            asked = set(re.findall(r'<item ident="([^"]+)"', text))
            if LISTED in files["imsmanifest.xml"]:
                assert asked
                assert id_ not in on_pages, "asked twice"
                continue
            for item in asked:
                assert any(item == known or item.startswith(f"{known}-") for known in on_pages[id_]), item
            for known in on_pages[id_]:
                assert any(item == known or item.startswith(f"{known}-") for item in asked), known


def is_question(element: Element) -> bool:
    """Whether this is a question that a platform can ask: one to check, or a story."""
    if "question" not in (element.get("class") or "").split():
        return False
    return any(each.get("data-do") in {"check", "go"} for each in element.iter())


def test_titles_say_whose_they_are_and_where_a_page_belongs(planned):
    for package in planned.values():
        if hasattr(package.inputs, "title") and package.kind == "package":
            assert package.inputs.title.startswith("Trusted Adult: "), package.path
    parts = planned["course.imscc"].inputs.parts
    assert all(re.match(r"Module \d: \w", part.title) for part in parts[:8])
    for part in parts[:8]:
        assert all(page.title in page.listed and page.tab_title in page.listed for page in part.pages)
