"""The list of apps as readers see it, and a rule as each place ends it."""

import re

import pytest
from project import add_apps, add_rule, edit, small_project, the_course

from coursekit.catalogue import Catalogue
from coursekit.load.course import load
from coursekit.render.plain import PlainWriter
from coursekit.render.print.sheet import PrintWriter
from coursekit.render.references import Writer

WRITERS = {"site": Writer, "print": PrintWriter, "plain": PlainWriter}


@pytest.fixture
def library(tmp_path):
    root = small_project(tmp_path / "project")
    add_apps(root)
    add_rule(root)
    return Catalogue(load(root))


def drawn(library, text, folder="site", place=None):
    shelf = library.shelf([text], "course", library.places.get(place))
    return shelf, str(WRITERS[folder](shelf, folder).block(text))


def test_each_app_is_one_tap_from_the_list_and_the_list_from_each_app(library):
    _, html = drawn(library, '{{ apps("messages games") }}')
    index = html[: html.index("</nav>")]
    ids = re.findall(r'href="#([a-z-]+)"', index)
    assert ids == ["chatter", "blocks"]
    assert all(f'<h3 class="card__name" id="{id_}">' in html for id_ in ids)
    assert html.count('href="#all-apps"') == 2


def test_kinds_stand_in_the_order_in_which_they_are_named(library):
    _, html = drawn(library, '{{ apps("games messages") }}')
    assert html.index("Games and consoles") < html.index("Messages and calls")


def test_steps_are_shown_with_their_source_and_its_age(library):
    _, html = drawn(library, '{{ apps("messages") }}')
    assert html.count("<li>Open the chat.</li>") == 3
    assert 'From: <a href="https://help.chatter.example/"' in html
    assert (
        "Compared on 20 November 2026 with a stored copy of the maker’s page. Its age is not known." in html
    )
    assert "Check again after 15 January 2027." in html


def test_where_nothing_was_compared_there_is_the_link_alone(library):
    _, html = drawn(library, '{{ apps("games") }}')
    assert "<ol>" not in html
    assert html.count("Link only: ") == 3
    assert "Search there for “how to block”." in html
    assert "Compared" not in html


@pytest.mark.parametrize(
    ("copied", "words"),
    [
        ("2026-10", "with a copy of the maker’s page from October 2026."),
        ("2025", "with a copy of the maker’s page from 2025."),
        (None, "with the maker’s page."),
    ],
)
def test_the_age_of_a_copy_is_said(tmp_path, copied, words):
    root = small_project(tmp_path / "project")
    add_apps(root)
    file = root / "facts/apps.yml"
    line = f"    copied: {copied}\n" if copied else ""
    file.write_text(file.read_text("utf-8").replace("    copied: unknown\n", line), "utf-8")
    _, html = drawn(Catalogue(load(root)), '{{ apps("messages") }}')
    assert words in html


def test_the_oldest_copy_counts(tmp_path):
    root = small_project(tmp_path / "project")
    add_apps(root)
    for age in ("2026-10", "2024-05", "2025"):
        edit(root / "facts/apps.yml", "copied: unknown", f"copied: {age}")
    app = load(root).course.apps[0]
    assert app.copied == "2024-05"


@pytest.mark.parametrize("folder", ["print", "plain"])
def test_on_paper_a_link_is_an_address_that_can_be_typed(library, folder):
    _, html = drawn(library, '{{ apps("messages games") }}', folder)
    assert "Open the chat." in html
    assert "help.blocks.example" in html
    assert "https://" not in html
    assert "Blocks &amp; Co" in html


def test_a_page_with_apps_is_as_old_as_the_first_of_them_to_be_looked_at(library):
    shelf, _ = drawn(library, '{{ apps("messages games") }}')
    assert str(shelf.review_by(the_course().course.pages[0].head.review_by)) == "2027-01-15"
    assert {"app:chatter", "app:blocks"} <= set(library.uses(shelf))


@pytest.mark.parametrize("folder", WRITERS)
def test_a_rule_ends_in_each_place_as_it_should(library, folder):
    shelf, html = drawn(library, 'So: {{ rule("devices") }}', folder, "GB-ENG")
    assert "Nobody looks at it." in html
    assert "In England a child" in html
    assert "The lead decides." not in html
    assert {"rule:devices", "fact:english-age"} <= set(library.uses(shelf))
    for place in ("INT", None):
        shelf, html = drawn(library, 'So: {{ rule("devices") }}', folder, place)
        assert "Nobody looks at it. The lead decides." in html
        assert "fact:english-age" not in library.uses(shelf)
