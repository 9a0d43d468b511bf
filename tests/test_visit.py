"""A whole visit to the hosted site: nothing is kept or sent elsewhere, and no foreign script could run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from host import headers_of, hosted
from playwright.sync_api import Browser, Page
from quiz_driver import answer_anyhow

KEPT = """async () => [
  document.cookie, localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length,
]"""
"""Everywhere a page could keep something."""
NOTHING = ["", 0, 0, 0, 0, 0]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with hosted(site) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page in a profile of its own, with every address it asks for and every complaint it makes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda said: complaints.append(said.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    yield page, asked, complaints
    context.close()


def take_quiz(page: Page) -> None:
    assert answer_anyhow(page) >= 12
    page.wait_for_selector(".question__status:not(:empty)")


def look_for_police(page: Page) -> None:
    page.fill("#search", "police")
    page.wait_for_selector(".search__found li")


def make_record(page: Page) -> None:
    page.locator("[name=module]").first.check()
    page.fill("#record-name", "Ann")
    page.get_by_role("button", name="Make my record").click()


def change_picture(page: Page) -> None:
    page.locator(".demo input").first.press("ArrowRight")


VISITS: dict[str, Callable[[Page], None] | None] = {
    "index": None,
    "module-5": None,
    "module-5-part-2": None,
    "module-5-check": take_quiz,
    "help": None,
    "help-ie": None,
    "rules-us": None,
    "search": look_for_police,
    "places": None,
    "record": make_record,
    "register": None,
    "self-review": lambda page: page.locator("[name=level-lead]").first.check(),
    "group-results": lambda page: page.locator('[data-scene="1"]').first.fill("8"),
    "details": lambda page: page.locator("#school-name").fill("Elm Grove"),
    "module-7-part-3": change_picture,
    "privacy": None,
    "words": None,
}


def test_a_whole_visit_keeps_nothing_and_asks_nobody_else(visit, address):
    page, asked, complaints = visit
    for name, act in VISITS.items():
        page.goto(f"{address}/{name}.html")
        if act:
            act(page)
        assert page.evaluate(KEPT) == NOTHING, name
    assert page.context.cookies() == []
    assert [url for url in asked if not url.startswith((f"{address}/", "data:"))] == []
    assert complaints == []


@pytest.mark.parametrize("served", [True, False], ids=["by the host too", "by the page alone"])
def test_the_policy_stops_what_is_not_the_sites_own(site, visit, address, served):
    page, _, complaints = visit
    if not served:
        page.route("**/*.html", lambda route: route.fulfill(path=site / Path(route.request.url).name))
    sent = page.goto(f"{address}/index.html").headers
    assert ("content-security-policy" in sent) is served
    page.evaluate("""() => {
      const inline = document.createElement("script");
      inline.textContent = "document.title = 'ran'";
      const foreign = Object.assign(new Image(), { src: "https://elsewhere.example/pixel.png" });
      document.body.append(inline, foreign);
    }""")
    assert page.title() != "ran"
    assert len([words for words in complaints if "Content Security Policy" in words]) == 2 * (1 + served)


def test_the_host_is_asked_for_every_header(site):
    assert set(headers_of(site)) == {
        *("Cache-Control", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"),
    }
    assert headers_of(site)["Referrer-Policy"] == "no-referrer"
