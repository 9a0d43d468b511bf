"""Thirteen places: each has its law, its routes and its help, and none is shown another's."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage
from project import DAY, ROOT, built, edit, kept_as, problems, the_course, the_plan, warm_project

from coursekit.catalogue import Catalogue, Variant
from coursekit.check import dates
from coursekit.model.course import CRISIS_KINDS, Page
from coursekit.model.facts import EXPECTED, ContactKind, Place
from coursekit.render.compared import compared_note

LOADED = the_course()
LIBRARY = Catalogue(LOADED)
FACTS, CONTACTS = LIBRARY.facts, LIBRARY.contacts
CODES = {
    *("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", "IE", "US", "CA", "AU", "NZ", "IN", "ZA"),
    *(FINDERS := {"EU", "INT"}),
}
PLANNED = the_plan()
OUTPUTS = (*PLANNED.pages, *PLANNED.files)
Open = Callable[..., BrowserPage]


def variants(kind: str) -> list[Variant]:
    return [
        variant
        for variant in LIBRARY.pages
        if isinstance(variant.source, Page) and variant.source.head.kind == kind
    ]


def records(uses: tuple[str, ...]) -> dict[str, object]:
    """The facts and contacts among the records an output shows."""
    known = {f"fact:{id_}": fact for id_, fact in FACTS.items()}
    known |= {f"contact:{id_}": contact for id_, contact in CONTACTS.items()}
    return {use: known[use] for use in uses if use in known}


@pytest.mark.parametrize("kind", ["law", "report", "help", "sources", "changes"])
def test_every_place_has_its_own_page(kind):
    assert {variant.place.code for variant in variants(kind)} == CODES
    assert len(variants(kind)) == len(CODES)


def test_eleven_places_have_a_law_page_and_two_a_finder():
    sources = {variant.place.code: variant.source.path for variant in variants("law")}
    finders = {code for code, path in sources.items() if path == "course/law-finder.md"}
    assert finders == FINDERS
    assert len(set(sources) - finders) == 11


@pytest.mark.parametrize(
    "place",
    [place for place in LIBRARY.open_places if place.code not in FINDERS],
    ids=lambda place: place.code,
)
def test_a_law_page_has_a_confirmed_line_on_what_everybody_looks_for(place):
    assert [topic for topic in sorted(EXPECTED) if not LIBRARY.about(topic, place)] == []


@pytest.mark.parametrize("place", LIBRARY.open_places, ids=lambda place: place.code)
def test_every_place_has_somebody_to_turn_to(place: Place):
    needed = ["crisis", "hotline", "image_removal", "child_helpline"]
    needed += ["emergency", "law", "police", "child_protection"] if place.code != "INT" else []
    assert [kind for kind in needed if not place.of(kind)] == []


def _english(page):
    """What a page was translated from; the page itself where it was not."""
    return getattr(page.inputs, "page", page.inputs)


def test_no_unverified_record_is_on_a_law_report_or_help_page_a_quiz_or_paper():
    strict = [
        output
        for output in OUTPUTS
        if output.kind in {"handout", "paper", "package"}
        or (output.kind == "page" and _english(output).head.kind in CRISIS_KINDS)
    ]
    shown = [record for output in strict for record in records(output.uses).values()]
    assert len(strict) > 70
    assert len(shown) > 1000
    assert sum(record.confidence == "unverified" for record in shown) == 0


NUMBERS = {
    f"contact:{id_}"
    for place in LIBRARY.course.places
    for id_ in (*place.of(ContactKind.EMERGENCY), *(place.door(door)[0] for door in place.doors))
}
"""What the list of countries holds where no place is chosen."""


def test_no_output_mixes_places():
    mixed = [
        (output.path, use)
        for output in OUTPUTS
        if output.place
        for use, record in records(output.uses).items()
        if not {output.place, "INT"}.intersection(record.places)
        and not (output.place == "INT" and use in NUMBERS)  # no place chosen: each country with its name
    ]
    assert mixed == []


def test_an_output_for_everywhere_holds_nobodys_law():
    """Only emergency numbers stand side by side there, each with its country's name.

    Open data for programs has every line, each with the places it holds in.
    """
    local = [
        (output.path, use)
        for output in OUTPUTS
        if not output.place and output.kind != "data"
        for use, record in records(output.uses).items()
        if "INT" not in record.places and getattr(record, "kind", "") != ContactKind.EMERGENCY
    ]
    assert local == []


@pytest.mark.parametrize("variant", variants("law"), ids=lambda variant: variant.slug)
def test_each_legal_line_shows_its_place_its_source_and_its_age(site, variant):
    html = (site / variant.url).read_text("utf-8")
    lines = re.findall(r'<small class="from">(.*?)</small>', html, re.DOTALL)
    listed = [fact for facts in _page(variant).inputs.shelf.topics.values() for fact in facts]
    assert len(lines) == len(listed) > 5
    for line in lines:
        plain = re.sub(r"<[^>]+>", "", line)
        assert variant.place.name in plain or variant.place.code == "INT"
        assert re.search(r'<a href="https?://[^"]+"', line)
    ages = [re.search(r">([^<]+)</span>$", line.strip()).group(1) for line in lines]
    assert sorted(ages) == sorted(compared_note(fact) or "undated copy" for fact in listed)


def _page(variant: Variant):
    return next(page for page in PLANNED.pages if page.path == variant.url)


@pytest.mark.parametrize("place", LIBRARY.open_places, ids=lambda place: place.code)
def test_three_taps_lead_from_help_to_the_right_contact_with_scripts_off(site, new_page, place):
    page = new_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto((site / "help.html").as_uri())
    if place.code != "INT":
        page.get_by_role("link", name=place.name, exact=True).first.click()
    page.get_by_role("link", name="Threats, or money asked").click()
    page.locator(".route:visible").get_by_role("link", name="13 to 17").click()
    heading = page.locator(page.url.rpartition("#")[1] + page.url.rpartition("#")[2])
    card = heading.locator("xpath=following::div[contains(@class,'card')][1]")
    wanted = CONTACTS[place.of("image_removal")[0]]
    assert card.locator("h3").inner_text() == wanted.name
    reach = wanted.call or wanted.url
    assert card.locator("a").first.get_attribute("href") == reach


def led_to(page: BrowserPage, name: str) -> str | None:
    return page.get_by_role("link", name=name, exact=True).first.get_attribute("href")


def test_a_place_is_remembered_only_if_asked_and_forgotten_at_one_press(site, new_page):
    page = new_page()
    page.goto((site / "help-ie.html").as_uri())
    assert page.evaluate("localStorage.length") == 0
    page.locator(".place summary").click()
    page.get_by_role("button", name="Remember Ireland on this device").click()
    page.goto((site / "help.html").as_uri())
    assert page.locator(".remember a").inner_text() == "Ireland"
    assert page.locator(".remember a").get_attribute("href").endswith("help-ie.html")
    page.get_by_role("button", name="Forget it").click()
    assert page.evaluate("localStorage.length") == 0
    assert not page.locator(".remember").is_visible()


def test_a_place_chosen_once_leads_every_link_to_its_own_pages(site, new_page):
    page = new_page()
    page.goto((site / "places.html").as_uri())
    page.get_by_role("button", name="Remember Canada on this device").click()
    assert led_to(page, "Help now") == "help-ca.html"
    page.goto((site / "module-3.html").as_uri())
    hrefs = [link.get_attribute("href") for link in page.locator("a[href]:not(.by-place a)").all()]
    default = {f"{slug}.html" for slug in PLANNED.shell.places.pages}
    assert {"help-ca.html", "module-3-check-ca.html"} <= set(hrefs)
    assert default.isdisjoint(hrefs)
    named = page.locator(".by-place").first.get_by_role("link", name="Ireland", exact=True)
    assert named.get_attribute("href") == "rules-ie.html"
    assert page.locator("[data-own-place]").inner_text() == "Your place: Canada"


def test_a_remembered_place_changes_no_word_of_a_page(site, new_page):
    page = new_page()
    page.goto((site / "rules-ie.html").as_uri())
    before = [page.locator(part).inner_text() for part in ("main h1", "main .text")]
    page.evaluate(f"localStorage.setItem({kept_as('place')}, 'us')")
    page.reload()
    assert [page.locator(part).inner_text() for part in ("main h1", "main .text")] == before


def test_the_page_on_places_is_a_list_of_links_with_scripts_off(site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto((site / "places.html").as_uri())
    assert page.locator(".choices-of-place > li").count() == len(CODES)
    assert not page.get_by_role("button").count()
    page.locator("#ie + p a", has_text="The law").click()
    assert page.locator("h1").inner_text() == "Nudes and the law in Ireland"


@pytest.mark.parametrize("stored", ["javascript:alert(1)", "xx", "", "__proto__"])
def test_what_somebody_else_has_stored_leads_nowhere(site, new_page, stored):
    page = new_page()
    page.goto((site / "help.html").as_uri())
    before = [link.get_attribute("href") for link in page.locator("a").all()]
    page.evaluate(f"(value) => localStorage.setItem({kept_as('place')}, value)", stored)
    page.reload()
    assert [link.get_attribute("href") for link in page.locator("a").all()] == before
    assert not page.locator(".remember").is_visible()


def test_a_changed_number_changes_every_output_that_shows_it_and_nothing_else(built_project, tmp_path):
    root = warm_project(built_project, tmp_path / "project")
    before = reported(root)
    edit(root / "facts/contacts/all.yml", "0800 1111", "0800 2222")
    after = reported(root)
    changed = {path for path in before if before[path]["sha256"] != after[path]["sha256"]}
    shows = {path for path, entry in before.items() if "contact:line-uk" in entry["uses"]}
    small = {path for path in before if before[path]["kind"] == "preview"}
    without_reasons = {path for path in before if path.endswith(".aiken.txt") or "-questions-paper" in path}
    assert shows - changed - small - without_reasons == set()
    assert {path for path in changed - shows if before[path]["kind"] != "aggregate"} == set()
    assert len(shows) > 3


def reported(root: Path) -> dict[str, dict]:
    """What `build.json` says about each output of a build."""
    built(root)
    outputs = json.loads((root / "site/build.json").read_text("utf-8"))["outputs"]
    return {entry["path"]: entry for entry in outputs}


def test_an_overdue_fact_is_a_warning_with_its_line_and_an_error_in_a_release():
    fact = min(LOADED.course.facts, key=lambda fact: (fact.review_by, fact.id))
    day = fact.review_by.replace(day=fact.review_by.day + 1)
    found = [
        problem for problem in dates.check(LOADED, day, release=False) if f"“{fact.id}”" in problem.message
    ]
    assert [(problem.code, problem.severity) for problem in found] == [("overdue", "warning")]
    assert found[0].path.startswith("facts/")
    assert found[0].line > 1
    release = [
        problem for problem in dates.check(LOADED, day, release=True) if f"“{fact.id}”" in problem.message
    ]
    assert [problem.severity for problem in release] == ["error"]


def test_a_reader_past_the_date_of_one_fact_is_told(site, new_page):
    variant = next(variant for variant in variants("law") if variant.place.code == "US")
    first = _page(variant).inputs.shelf.review_by(variant.source.head.review_by)
    page = new_page()
    page.clock.set_fixed_time(f"{first.year + 1}-01-01")
    page.goto((site / variant.url).as_uri())
    assert page.locator(".sources .is-overdue").count() == 1
    assert page.locator(".from .is-overdue").count() >= 1
    page.clock.set_fixed_time(str(DAY))
    page.reload()
    assert page.locator(".is-overdue").count() == 0


def test_the_real_course_has_no_problem():
    assert [problem for problem in problems(ROOT) if problem.severity == "error"] == []


def test_every_page_can_be_reached_from_the_home_page(site):
    def to(path: Path) -> set[Path]:
        hrefs = re.findall(r'href="([\w-]+\.html)[^"]*"', path.read_text("utf-8"))
        return {site / href for href in hrefs}

    reached, waiting = set(), {site / "index.html"}
    while waiting:
        file = waiting.pop()
        reached.add(file)
        waiting |= to(file) - reached
    assert {file for file in reached if not file.exists()} == set()
    assert set(site.glob("*.html")) - reached == {site / "404.html", site / "blank.html"}
