"""The page of the search: it works from a disk, and keeps what was asked out of every address."""

import re

import pytest
from look import DESK, ENGLAND, NO_PLACE, address, html_pages

# Search


def test_the_search_works_from_a_disk_and_keeps_words_out_of_the_address(look_sites, new_page):
    page = new_page(viewport=DESK)
    page.goto(address(look_sites[ENGLAND], "search"))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.fill("#search", "Police")
    page.wait_for_selector(".search__found li")
    assert sorted(url.rpartition("/search/")[2] for url in asked if "/search/" in url) == [
        "all.js",
        "gb-eng.js",
    ]
    assert "England" in page.inner_text(".search__found")
    page.keyboard.press("Enter")
    assert page.url.endswith("/search.html")
    page.click(".search__found a >> nth=0")
    assert "police" in page.inner_text("main").lower()
    assert "olice" not in page.url


@pytest.mark.parametrize(
    ("which", "first", "label"),
    [(NO_PLACE, "Any other country", "Help"), (ENGLAND, "England", "Help · England")],
)
def test_the_search_names_the_readers_place_first(look_sites, new_page, which, first, label):
    page = new_page()
    page.goto(address(look_sites[which], "search"))
    assert page.locator(".all small").first.inner_text() == first
    page.fill("#search", "getting help")
    page.wait_for_selector(".search__found li")
    assert page.locator(".search__found small").first.inner_text() == label


def test_the_search_shows_no_numbers_of_sources(look_sites, new_page):
    page = new_page()
    page.goto(address(look_sites[ENGLAND], "search"))
    page.fill("#search", "cyberflashing")
    page.wait_for_selector(".search__found li")
    assert not re.search(r"[a-z][.”]\d", page.inner_text(".search__found"))


def test_the_search_says_when_it_finds_nothing(look_sites, new_page):
    page = new_page()
    page.goto(address(look_sites[ENGLAND], "search"))
    page.fill("#search", "zzzz <b>")
    page.locator(".search__count", has_text=" ").wait_for()
    assert page.inner_text(".search__count").startswith("Nothing found.")


def test_without_its_index_the_search_says_so(look_sites, look_context):
    page = look_context().new_page()
    page.route(
        "**/search/*.js",
        lambda route: route.abort(),
    )
    page.goto(address(look_sites[ENGLAND], "search"))
    page.fill("#search", "police")
    page.locator(".search__count", has_text=" ").wait_for()
    assert "all pages are in the list below" in page.inner_text(".search__count")


def test_the_list_of_all_pages_is_whole_with_scripts_off(look_sites, new_page):
    page = new_page(java_script_enabled=False)
    site = look_sites[NO_PLACE]
    page.goto(address(site, "search"))
    assert not page.is_visible("#search")
    listed = {link.get_attribute("href") for link in page.locator(".all a").all()}
    assert listed == {file.name for file in html_pages(site)} - {"404.html", "search.html"}
