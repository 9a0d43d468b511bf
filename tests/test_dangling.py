"""Nothing finished points to what is not there: the rules themselves, and one file of each kind."""

import io
import zipfile
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath

import lxml.html
import pikepdf
import pytest
from dangling import dangling, left_over, pointing, said_wrongly
from outputs import page, paper
from pdfs import links_without_target, pages_text
from project import the_plan

from coursekit.plan.artefact import Artefact
from coursekit.render.print import pdf
from coursekit.run.offline import FOLDER, START, is_offline, offline_zip
from coursekit.run.work import call

PLANNED = the_plan()


def complaints(html: str) -> list[str]:
    found = page(f"<main>{html}</main>")
    return [*left_over(found), *said_wrongly(found), *pointing(found)]


# --- The rules ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<ul></ul>", "an empty list"),
        ("<ul><li></li></ul>", "an empty list"),
        ("<div class='admonition case'> </div>", "an empty box"),
        ("<details><summary>For England: Change</summary></details>", "an empty box"),
        ("<p>One.</p><p></p>", "an empty text"),
        ("<a href='x.html'></a>", "an empty link"),
        ("<h2>One</h2><h2>Two</h2><p>Text.</p>", "nothing under the heading “One”"),
        ("<h3>One</h3><h2>Two</h2><p>Text.</p>", "nothing under the heading “One”"),
        ("<section><h2>One</h2></section><p>Text.</p>", "nothing under the heading “One”"),
        ("<h2>One</h2><p>Who helps:</p><h2>Two</h2><p>Text.</p>", "nothing after “Who helps:”"),
        ("<p>For a child:</p><p>For an adult:</p><p>Call 1.</p>", "nothing after “For a child:”"),
        ("<p>“</p><p>Welcome.</p><p>”</p>", "a stray quotation mark in “"),
        ("<p>“ ”</p>", "a stray quotation mark"),
        ("<p>Say “yes.</p>", "a quotation without an end"),
        ("<p>Call {{ here }}.</p>", "a reference left unread"),
        ("<p>Read Who do I tell?.</p>", "two stops"),
        ("<p>Call None.</p>", "a value that is not there"),
        ("<p>undefined minutes</p>", "a value that is not there"),
        ("<p>The links are below.</p><p>Text.</p>", "a link is not there"),
        ("<a href='x'>x</a><p>Find your place’s law page, below.</p>", "a link is not there"),
        ("<p>See the table below.</p><p>Text.</p>", "a table is not there"),
        ("<p>Give them this list.</p>", "a list is not there"),
        ("<p>Read the box.</p><p>See the box.</p>", "a box is not there"),
        ("<p>Call the crisis line above.</p><p>Call 112.</p>", "a number is not there"),
        ("<p>What to cut first is marked.</p>", "a mark is not there"),
        ("<p>Look at the drawing below.</p>", "a picture is not there"),
        ("<p>Scan the code.</p><img alt='A school'>", "a code is not there"),
        ("<p>Choose your country below.</p>", "something to choose is not there"),
        ("<p>The answer is on the next page.</p>", "a next page is not there"),
        ("<p>Family guide 3 has more.</p>", "names nothing that a reader sees"),
    ],
)
def test_what_is_left_over_or_points_to_nothing_is_found(html, said):
    assert any(said in complaint for complaint in complaints(html)), complaints(html)


@pytest.mark.parametrize(
    "html",
    [
        "<h2>One</h2><h3>Two</h3><p>Text.</p>",
        "<h2>One</h2><section class='card'><h3>Line</h3><p>Call 112.</p></section>",
        "<h3>One</h3><p>Who helps:</p><section class='card'><h3>Line</h3><p>Call 112.</p></section>",
        "<p>“Yes,” she says. “No.”</p>",
        "<p>None of these proves anything… Wait.</p>",
        "<p>Record: none.</p>",
        "<p>The links are below.</p><p><a href='x.html'>England</a></p>",
        "<p>Call 112.</p><p>Call the crisis line above.</p>",
        "<p>A worry about the head goes above the head. Low-level means below an allegation.</p>",
        "<p>What to cut first is marked.</p><p>Talk. Cut this first</p>",
        "<p>Take the table to the head. It was put on the table.</p>",
        "<p>Scan the code.</p><img alt='QR code that opens https://example.org'>",
        "<p>The next page shows how.</p><nav><a href='y.html'>Next: Listen</a></nav>",
        "<p><input></p><ul hidden></ul><p role='status'></p>",
        "<details><summary>For England: Change</summary><a href='x'>Wales</a></details>",
    ],
)
def test_what_points_to_something_is_left_alone(html):
    assert complaints(html) == []


# --- One file of each kind ---------------------------------------------------------------------------------


def _sort(file: Artefact) -> tuple[str, ...]:
    drawn = file.templates[0] if file.path.endswith(".pdf") else ""
    return (file.kind, file.path.partition(".")[2].removeprefix("GB-ENG."), drawn)


KINDS = {_sort(file): file for file in reversed(PLANNED.files) if file.kind != "schema"}
PAPERS = [file for file in KINDS.values() if file.path.endswith(".pdf")]


@cache
def made(path: str) -> bytes:
    return call(next(file for file in PLANNED.files if file.path == path))


@pytest.mark.parametrize("path", [file.path for file in KINDS.values()])
def test_a_file_of_each_kind_points_to_nothing_that_is_not_there(path):
    assert dangling(path, made(path)) == []


@pytest.mark.parametrize("path", ["handouts/staff-60-session.pdf", "handouts/module-6-session.pdf"])
def test_a_session_on_paper_quotes_each_paragraph_once_and_begins_with_what_comes_first(path):
    assert dangling(path, made(path)) == []
    headings = [part.text for part in paper(made(path)) if part.kind == "heading"]
    assert headings.index("Before you start") < headings.index("Opening, to read aloud")


def test_a_page_of_each_kind_points_to_nothing_that_is_not_there(site: Path):
    kinds = {
        (page.inputs.head.kind, page.inputs.head.quiz is None): page
        for page in PLANNED.pages
        if page.kind == "page" and hasattr(page.inputs, "head")  # a translated one is a page of these
    }
    wrong = {page.path: dangling(page.path, (site / page.path).read_bytes()) for page in kinds.values()}
    assert {path: found for path, found in wrong.items() if found} == {}


# --- Links on paper ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [file.path for file in PAPERS])
def test_a_link_tag_of_each_kind_of_paper_has_its_target(path):
    assert links_without_target(made(path)) == []


def test_session_plans_name_pages_without_a_link():
    data = made("handouts/staff-60-session.pdf")
    assert links_without_target(data) == []
    assert "Read the tracks" in pages_text(data)[0]


LINKS = (
    '<a href="x.html">one</a> <a href="#part-1">two</a> <a>three</a> <a href="../up.html#p">four</a> '
    '<a href="https://example.org/">five</a> <a href="tel:112">six</a>'
)


def test_words_stay_and_only_what_leads_somewhere_is_a_link():
    data = pdf.to_pdf(f"<html lang=en><title>x</title><h1 id=a>x</h1><p>{LINKS}</p><h2 id=a>y</h2><p>z</p>")
    assert links_without_target(data) == []
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [str(note.A.URI) for page in document.pages for note in page.get("/Annots", [])]
    assert found == ["https://example.org/", "tel:112"]
    assert "one two three four five six" in pages_text(data)[0]


# --- The copy for a disk -----------------------------------------------------------------------------------


def test_the_copy_for_a_disk_links_to_nothing_that_it_lacks(site: Path):
    planned = {file.path for file in (*PLANNED.files, *PLANNED.packages, *PLANNED.pages)}
    pages = {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }
    copied = {path: data for path, data in pages.items() if is_offline(path)}
    there = {path for path in {*planned, *copied} if is_offline(path)}
    with zipfile.ZipFile(io.BytesIO(offline_zip(copied.items()))) as archive:
        read = {name: archive.read(name) for name in archive.namelist() if name.endswith(".html")}
    assert links(read[START]) == [f"{FOLDER}/index.html"]
    dead = {
        (name, link)
        for name, data in read.items()
        for link in links(data)
        if name != START
        and ":" not in link
        and (file := link.partition("#")[0].partition("?")[0])
        and normpath(f"{dirname(name.removeprefix(f'{FOLDER}/'))}/{file}").lstrip("/") not in there
    }
    assert dead == set()
    lists = [part for part in page(read[f"{FOLDER}/packages.html"]) if "holds no files" in part.text]
    assert lists


def links(html: bytes) -> list[str]:
    """The addresses that a page leads to."""
    root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return [link.get("href", "") for link in root.iter("a") if link.get("href")]
