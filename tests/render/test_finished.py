"""What is still changed in a finished page: the marks of the templates, and nothing else."""

import re

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from project import ROOT

from coursekit.model.reference import references
from coursekit.model.shelf import Shelf
from coursekit.render.references import Writer
from coursekit.render.site import finished
from coursekit.run import sizes

PAGE = "<!doctype html>\n<html><head><title>x</title></head><body>{}</body></html>"
MARKS = {"data-in", "data-disk", "data-links", "data-else", "data-file"}


def changed(body: str, change) -> str:
    root = finished.read(PAGE.format(body).encode())
    change(root)
    page = finished.written(root).decode()
    before, after = PAGE.split("{}")
    assert page.startswith(before)
    assert page.endswith(after)
    return page.removeprefix(before).removesuffix(after)


def taken(body: str, where: str) -> str:
    return changed(body, lambda root: finished.take_to(root, where))


def led(body: str) -> str:
    """The page in a package that holds `here.html` alone."""
    ways = {
        "here.html": "here.html",
        "index.html": "first.html",
        "https://example.org/": "https://example.org/",
    }
    return changed(body, lambda root: finished.lead(root, ways.get))


def test_what_is_marked_for_some_places_stands_only_there():
    body = '<p data-in="web disk">A</p><p data-in="package">B</p><p>C</p>'
    assert taken(body, "disk") == "<p>A</p><p>C</p>"
    assert taken(body, "package") == "<p>B</p><p>C</p>"


def test_a_template_gives_its_content_where_it_belongs_and_shows_nothing_elsewhere():
    body = (
        '<template data-in="disk"><p>Here <b>only</b>.</p></template><template id="row"><p>x</p></template>'
    )
    assert taken(body, "disk") == '<p>Here <b>only</b>.</p><template id="row"><p>x</p></template>'
    assert taken(body, "package") == '<template id="row"><p>x</p></template>'


def test_a_link_leads_elsewhere_on_a_disk_alone():
    body = '<a href="https://example.org/" data-disk="blank.html">Leave</a>'
    assert taken(body, "disk") == '<a href="blank.html">Leave</a>'
    assert taken(body, "package") == '<a href="https://example.org/">Leave</a>'


DEAD, LIVE = '<a href="gone.html#x">Gone</a>', '<a href="here.html">Here</a>'


@pytest.mark.parametrize(
    ("body", "left"),
    [
        # Words around a dead link stay.
        (f"<p>Read {DEAD} and {LIVE}.</p>", f"<p>Read <a>Gone</a> and {LIVE}.</p>"),
        (f"<table><tr><td>{DEAD}</td></tr></table>", "<table><tr><td><a>Gone</a></td></tr></table>"),
        ('<p>To <a href="index.html">the start</a></p>', '<p>To <a href="first.html">the start</a></p>'),
        # Entries of lists.
        (f"<ul><li>{DEAD}</li><li>{LIVE}</li></ul>", f"<ul><li>{LIVE}</li></ul>"),
        ('<ul><li><a href="gone.html"><b>Bold</b> words</a></li><li>A</li></ul>', "<ul><li>A</li></ul>"),
        (f"<ul><li>Read {DEAD}</li></ul>", "<ul><li>Read <a>Gone</a></li></ul>"),
        (
            f"<ul><li>{DEAD}<ul><li>{LIVE}</li></ul></li></ul>",
            f"<ul><li><a>Gone</a><ul><li>{LIVE}</li></ul></li></ul>",
        ),
        # Lines of links.
        (f"<p>More: {DEAD} · {LIVE}</p>", f"<p>More: {LIVE}</p>"),
        (f"<p>More: {LIVE} · {DEAD}</p>", f"<p>More: {LIVE}</p>"),
        (f"<p>More: {LIVE} · {DEAD} · {LIVE}</p>", f"<p>More: {LIVE} · {LIVE}</p>"),
        (f"<p>One.</p><p>More: {DEAD} · {DEAD}</p>", "<p>One.</p>"),
        (f"<p>More: {DEAD} · {LIVE} and more</p>", f"<p>More: <a>Gone</a> · {LIVE} and more</p>"),
        # Sentences.
        (f"<p>One. {DEAD}</p>", "<p>One. </p>"),
        (f"<p>{DEAD} has more. Two.</p>", "<p>Two.</p>"),
        (f"<p>{DEAD} has more! Two. Three.</p>", "<p>Two. Three.</p>"),
        (f"<p>{DEAD} has more, e.g. this. <b>Two</b>.</p>", "<p><b>Two</b>.</p>"),
        (f"<p>{DEAD} has more.</p><p>Two.</p>", "<p>Two.</p>"),
        (f"<p>{DEAD} has <b>more</b>.</p>", "<p><a>Gone</a> has <b>more</b>.</p>"),
        (f"<p>{DEAD} has more</p>", "<p><a>Gone</a> has more</p>"),
        (f"<p>One {DEAD}</p>", "<p>One <a>Gone</a></p>"),
        # What is left with nothing but its title.
        (f"<section><h2>More</h2><ul><li>{DEAD}</li></ul></section><p>One.</p>", "<p>One.</p>"),
        (f"<details><summary>More</summary><p>{DEAD}</p></details><p>One.</p>", "<p>One.</p>"),
        (
            f'<div class="admonition do"><h3 class="admonition-title">More</h3><p>{DEAD}</p></div><p>x</p>',
            "<p>x</p>",
        ),
        (f'<div class="text"><h2>More</h2><p>{DEAD}</p></div>', '<div class="text"><h2>More</h2></div>'),
        (
            f"<section><h2>More</h2><ul><li>{DEAD}</li></ul><img></section>",
            "<section><h2>More</h2><img></section>",
        ),
        # What a template marks.
        (f"<nav><a data-links href='gone.html'><small>Next</small> x</a>{LIVE}</nav>", f"<nav>{LIVE}</nav>"),
        (
            f"<ul><li data-links><b>A</b> {DEAD} {LIVE}</li></ul>",
            f"<ul><li><b>A</b> <a>Gone</a> {LIVE}</li></ul>",
        ),
        (f"<ul data-links><li data-links><b>A</b> {DEAD}</li></ul><p>x</p>", "<p>x</p>"),
        (f"<details><ul><li>{DEAD}</li></ul></details><template data-else><p>A</p></template>", "<p>A</p>"),
        (
            f"<details><p>{LIVE}</p></details><template data-else><p>A</p></template>",
            f"<details><p>{LIVE}</p></details>",
        ),
    ],
)  # fmt: skip
def test_a_dead_link_takes_along_what_is_nothing_without_it(body, left):
    assert led(body) == left


def test_sizes_are_said_where_a_file_is_named():
    body = '<small class="size" data-file="a.pdf"></small> <small>b.pdf</small>'
    page = PAGE.format(body).encode()
    assert b'data-file="a.pdf">2 KB</small> <small>b.pdf</small>' in sizes.filled(page, lambda _: 2048)


def tree(page: bytes) -> str:
    root = html5lib.parse(page, namespaceHTMLElements=False)
    return html5lib.serialize(root, omit_optional_tags=False, alphabetical_attributes=True)


@example("-", "")
@given(
    st.text().filter(lambda text: not any(references(text))),  # nothing without its record
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
)
def test_reading_and_writing_changes_nothing(text, value):
    body = Writer(Shelf(), "site").block(text)
    quoted = value.replace("&", "&amp;").replace('"', "&quot;")
    page = PAGE.format(
        f'{body}<p data-say="{quoted}" hidden>&amp;lt; <svg viewBox="0 0 1 1"><path d=""/></svg></p>'
    )
    page = page.encode()
    assert tree(finished.written(finished.read(page))) == tree(page)


def test_every_mark_of_a_template_is_one_that_is_read_and_has_a_place_to_be():
    templates = [*(ROOT / "templates/site").rglob("*.*"), *(ROOT / "templates/export").rglob("*.j2")]
    text = "\n".join(file.read_text("utf-8") for file in templates if file.suffix in {".j2", ".html"})
    places = {place for mark in re.findall(r'data-in="([^"]*)"', text) for place in mark.split()}
    assert places == {"web", "disk"}
    assert all(re.search(rf"\b{mark}\b", text) for mark in MARKS)
    assert "<!--" not in text
