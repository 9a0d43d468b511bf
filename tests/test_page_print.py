"""Pages on paper: all is dark on white, help has two sides, and nothing is there for a screen alone."""

import pytest
from pdfs import pages_text
from project import the_course

from coursekit.catalogue import Catalogue

PLACES = Catalogue(the_course()).open_places
PRINTED = (
    "index", "help", "help-gb-eng", "help-in", "leads-us", "parents-ie", "module-3-part-3", "rules-us",
    "contacts-au", "sources-ca", "module-5-check", "places", "packages-gb-eng", "details", "record", "search",
)  # fmt: skip
SIDES = {"A4": 2, "Letter": 2}

CONTRASTS = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255);
    const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !holder.checkVisibility({ visibilityProperty: true })) continue;
    const { color, opacity } = getComputedStyle(holder);
    found.push([1.05 / (light(color) + 0.05) * opacity, walk.currentNode.data.trim().slice(0, 60)]);
  }
  return found;
}"""
"""The contrast of each visible text with white paper: browsers do not print backgrounds."""


def on_paper(new_page, site, name: str):
    page = new_page()
    page.goto((site / f"{name}.html").as_uri())
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("name", PRINTED)
def test_every_word_is_dark_on_white_paper(site, new_page, name):
    found = on_paper(new_page, site, name).evaluate(CONTRASTS)
    assert len(found) > 5
    assert [text for contrast, text in found if contrast < 7] == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_help_is_printed_on_two_sides_with_its_numbers(site, new_page, place):
    slug = "help" if place.code == "INT" else f"help-{place.slug}"
    page = on_paper(new_page, site, slug)
    for paper, most in SIDES.items():
        sheets = pages_text(page.pdf(format=paper))
        assert len(sheets) <= most, paper
        assert place.code == "INT" or f"({place.name})" in sheets[0]
    routes = page.locator(".route")
    assert routes.count() > 8
    for number in range(routes.count()):
        assert routes.nth(number).locator("h2").is_visible()
        for call in routes.nth(number).locator(".door__call").all():
            assert call.is_visible()
            assert call.inner_text().startswith(("Call ", "Report online", "Open the site"))


@pytest.mark.parametrize("name", ["help-gb-eng", "help-us"])
def test_the_emergency_number_is_the_largest_thing_on_the_sheet(site, new_page, name):
    page = on_paper(new_page, site, name)
    size = "(element) => parseFloat(getComputedStyle(element).fontSize)"
    call = page.locator(".call b").evaluate(size)
    others = page.locator("main :is(h1, h2, p, a, li)").evaluate_all(f"(all) => all.map({size})")
    assert call > max(others)
    assert call >= 40


@pytest.mark.parametrize("name", ["help-gb-eng", "parents-ie", "module-5-check"])
def test_what_only_a_screen_can_use_is_not_printed(site, new_page, name):
    page = on_paper(new_page, site, name)
    for part in (".leave", ".top", ".turn", ".place", ".remember", ".actions"):
        assert not any(found.is_visible() for found in page.locator(part).all()), part


def test_a_form_without_a_number_has_its_address_on_paper(site, new_page):
    page = on_paper(new_page, site, "help-gb-eng")
    form = page.locator('.door__call[href^="https"]').first
    written = form.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert form.get_attribute("href") in written


def test_a_law_page_is_short_on_paper_and_says_once_a_list_what_was_compared(site, new_page):
    page = on_paper(new_page, site, "rules-gb-eng")
    assert len(pages_text(page.pdf(format="A4"))) <= 8
    legends = page.locator("p.from", has_text="compared with a stored copy of its source").count()
    marked = page.locator("small.from", has_text="in a report by others").count()
    assert legends <= page.locator(".facts").count()
    assert marked > legends > 0
