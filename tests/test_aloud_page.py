"""The pages to say it aloud on: they work without scripts, keep nothing, and print what the reader wrote."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from project import the_course

ALOUD = {page.head.slug: page.head.aloud for page in the_course().course.pages if page.head.aloud}
NAME = "module-4-aloud"
MINE = "I cannot keep it secret, and I will say who I tell."


@pytest.fixture
def unscripted(browser: Browser, site: Path):
    """The page in a browser with its scripts switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((site / f"{NAME}.html").as_uri())
    yield page
    context.close()


def shown_in_order(page: Page, *selectors: str) -> bool:
    tops = [page.locator(selector).first.bounding_box() for selector in selectors]
    heights = [box["y"] for box in tops if box]
    return len(heights) == len(selectors) and heights == sorted(heights)


def test_without_scripts_a_reader_speaks_first_then_opens_the_model_and_ticks_what_was_heard(unscripted):
    rehearsals = unscripted.locator(".rehearsal")
    assert rehearsals.count() == len(ALOUD[NAME].rehearsals) == 3
    one, first = ALOUD[NAME].rehearsals[0], rehearsals.first
    model, contrast = first.locator(".say"), first.get_by_text(one.contrast)
    assert not model.is_visible()
    assert not contrast.is_visible()
    first.get_by_label("Say it aloud now").fill(MINE)
    first.get_by_text("Then open a good reply").click()
    assert model.is_visible()
    assert contrast.is_visible()
    assert shown_in_order(unscripted, ".try", ".say", ".closes", ".hear", ".again")
    ticks = first.get_by_role("checkbox")
    assert ticks.count() == len(one.hear)
    first.get_by_label(one.hear[0]).check()
    assert ticks.first.is_checked()


def test_what_was_typed_and_ticked_is_gone_with_the_page(unscripted):
    first = unscripted.locator(".rehearsal").first
    first.locator("textarea").fill(MINE)
    first.get_by_text("Then open a good reply").click()
    first.get_by_role("checkbox").first.check()
    unscripted.locator(".mine textarea").first.fill(MINE)
    unscripted.reload()
    assert [area.input_value() for area in unscripted.locator("textarea").all()] == [""] * 8
    assert unscripted.locator(":checked").count() == 0


def test_once_the_card_is_written_it_is_all_that_is_printed(unscripted):
    unscripted.emulate_media(media="print")
    heading, card = unscripted.locator("h1"), unscripted.locator(".mine__card")
    assert heading.is_visible()
    assert card.is_visible()
    assert not unscripted.locator(".try").first.is_visible()
    unscripted.emulate_media(media="screen")
    card.locator("textarea").first.fill(MINE)
    unscripted.emulate_media(media="print")
    assert card.is_visible()
    assert card.locator("textarea").first.input_value() == MINE
    left_out = (".page__top", ".rehearsal", ".sources", ".foot", "#files")
    assert [name for name in left_out if unscripted.locator(name).first.is_visible()] == []
    assert card.locator("p").nth(1).is_visible() is False  # nothing was written there


@pytest.mark.parametrize("name", ALOUD)
def test_every_page_shows_each_rehearsal_in_its_order_and_nothing_sends_it(site, name):
    html = (site / f"{name}.html").read_text("utf-8")
    for one in ALOUD[name].rehearsals:
        part = html.partition(f'<h2 id="{one.id}">')[2].partition("</section>")[0]
        places = [
            part.index(mark)
            for mark in ("<textarea", "<details", "One good way", "closes a door", 'type="checkbox"')
        ]
        assert places == sorted(places), one.id
        assert part.count('type="checkbox"') == len(one.hear)
    assert "<form" not in html
    assert ' name="' not in html.partition("<main")[2]
    assert html.count("<textarea") == html.count('autocomplete="off"></textarea>')
