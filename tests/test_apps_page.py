"""The page that tells app by app how to report, block and limit contact, in a real browser on a telephone."""

from urllib.parse import urlsplit

import pytest
from project import the_course

APPS = the_course().course.apps
FAMILIES_NAME = {
    "whatsapp", "instagram", "snapchat", "tiktok", "youtube", "discord", "roblox", "minecraft", "fortnite",
    "telegram", "facebook", "xbox", "playstation",
}  # fmt: skip


@pytest.fixture
def page(site, new_page):
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto((site / "apps.html").as_uri())
    return page


def test_the_apps_that_families_name_are_there():
    assert {app.id for app in APPS} >= FAMILIES_NAME


def test_every_app_is_one_tap_away_and_its_name_is_then_in_sight(page):
    for app in APPS:
        page.click(f'nav a[href="#{app.id}"]')
        box = page.locator(f"#{app.id}").bounding_box()
        assert box, app.id
        assert 0 <= box["y"] <= 740, app.id


def test_what_comes_before_reporting_stands_above_the_list(page):
    words = page.inner_text("main")
    before = words[: words.index(APPS[0].name)]
    for said in (
        "Call the emergency number",
        "Write down usernames",
        "screenshot",
        "Delete nothing",
        "police",
    ):
        assert said in before


def test_nothing_is_wider_than_a_telephone(page):
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_every_guide_links_to_the_maker_and_has_its_steps_or_says_that_it_has_none(page):
    for app in APPS:
        card = page.locator(f"section:has(> #{app.id})")
        rows = card.locator("dd")
        assert rows.count() == 3
        for row, guide in zip(rows.all(), app.guides.values(), strict=True):
            link = row.locator("a")
            host = urlsplit(link.get_attribute("href")).hostname
            assert any(f".{host}".endswith(f".{site}") for site in app.sites)
            assert row.locator("li").all_inner_texts() == list(guide.steps)
            assert ("Link only" in row.inner_text()) == (not guide.steps)
        assert "2026" in card.locator(".card__small").inner_text()
