"""The right door tonight: for every place and route a phone shows whom to call, scripts or not."""

import re
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as BrowserPage
from project import the_course

from coursekit.catalogue import Catalogue
from coursekit.model.doors import Door
from coursekit.model.facts import Contact, ContactKind, Place

LIBRARY = Catalogue(the_course())
PLACES = LIBRARY.open_places
PHONE = {"width": 360, "height": 740}
ROUTES = {
    "Threats, or money asked": Door.THREAT,
    "Asked for pictures or secrecy": Door.THREAT,
    "A child’s picture is shared": Door.PICTURE,
    "I was sent or found one": Door.FOUND,
    "My child sent or shared one": Door.PICTURE,
    "A child told me something": Door.CONCERN,
    "A member of staff is involved": Door.STAFF,
    "An adult, or myself": Door.BEHAVIOUR,
    "Someone may hurt themselves": Door.CRISIS,
    "I was harmed as a child": Door.SURVIVOR,
}
"""What has happened, as the list on the first screen says it, and the door below."""
AGES = ("Under 13", "13 to 17", "18 or over")
THREAT, ASKED = list(ROUTES)[:2]

by_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])


def first(place: Place, door: Door) -> Contact | None:
    ids = place.door(door)
    return LIBRARY.contacts[ids[0]] if ids else None


def tel(contact: Contact) -> str:
    return contact.call or ""


def opened(new_page, site: Path, place: Place, scripts: bool = False) -> BrowserPage:
    """The help page of a place on a phone, as its link on the start page and one more tap lead there."""
    page = new_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto((site / "index.html").as_uri())
    page.locator(".top .help").click()
    page.wait_for_url("**/help.html*")
    if place.code != "INT":
        page.locator(".where").get_by_role("link", name=place.name, exact=True).click()
        page.wait_for_url(f"**/help-{place.slug}.html*")
    return page


def take(page: BrowserPage, route: str) -> None:
    """One tap on what has happened; the way back to the list, which is no new page, is a tap before it."""
    back = page.locator(".route:visible .back a")
    if back.count():
        back.click()
    page.locator("#list").get_by_role("link", name=route, exact=True).click()


@with_and_without_scripts
@by_place
def test_three_taps_and_two_screens_lead_from_the_start_to_the_first_door(site, new_page, place, scripts):
    page = opened(new_page, site, place, scripts)  # two taps
    for route, door in ROUTES.items():
        take(page, route)  # the third
        shown = page.locator(".route:visible .door")
        assert shown.count() == 1, route
        wanted = first(place, door)
        if wanted is None:
            assert "We found no " in shown.inner_text(), route
            assert door.instead in shown.inner_text(), route
            end = shown.bounding_box()
        else:
            call = shown.locator(".door__call")
            assert call.get_attribute("href") == (tel(wanted) if wanted.phone else wanted.url), route
            assert wanted.name in shown.inner_text(), route
            assert wanted.phone or "no telephone number" in shown.inner_text(), route
            end = call.bounding_box()
        assert 0 <= end["y"] <= 2 * PHONE["height"] - end["height"], route


@by_place
def test_each_door_is_open_at_night_or_says_what_to_do_then(site, new_page, place):
    page = opened(new_page, site, place)
    for route, door in ROUTES.items():
        contacts = [LIBRARY.contacts[id_] for id_ in place.door(door)]
        if not contacts or contacts[0].always_open:
            continue
        take(page, route)
        later = " ".join(page.locator(".route:visible .door__later").all_inner_texts())
        names = [contact.name for contact in contacts[1:] if contact.always_open]
        assert names or door.instead in later, route
        assert all(name in later for name in names), route


@by_place
def test_each_route_says_the_emergency_number_in_digits(site, place):
    numbers = [LIBRARY.contacts[id_] for id_ in place.of(ContactKind.EMERGENCY)]
    for title, html in routes(site, place).items():
        listed = re.findall(r'<a href="(tel:[^"]+)"', html)
        if place.code == "INT":
            assert html.count('class="numbers"') == 1, title
            assert len(listed) >= 9, title
        else:
            assert tel(numbers[0]) in listed, title
        assert "your local emergency number" not in html, title


def routes(site: Path, place: Place) -> dict[str, str]:
    """The HTML of each route by its heading."""
    slug = "help" if place.code == "INT" else f"help-{place.slug}"
    html = (site / f"{slug}.html").read_text("utf-8")
    parts = re.findall(r'<section class="route">(.*?)</section>', html, re.DOTALL)
    assert len(parts) == len(ROUTES) + len(AGES)
    return {re.search(r"<h2[^>]*>(.*?)</h2>", part)[1]: part for part in parts}  # type: ignore[index]


@by_place
def test_routes_are_numbered_alike_everywhere_and_the_place_can_be_changed_in_each(site, place):
    assert list(routes(site, place)) == list(routes(site, PLACES[0]))
    for number, html in enumerate(routes(site, place).values(), 1):
        assert f'id="part-{number}"' in html
        links = re.findall(r'href="(help[\w-]*\.html)#part-(\d+)"', html)
        assert {part for _, part in links} == {str(number)}
        assert len({page for page, _ in links}) == len(PLACES) - 1


@by_place
def test_no_contact_has_two_cards_in_a_route(site, place):
    for title, html in routes(site, place).items():
        names = re.findall(r'class="(?:card|door)__name">([^<]+)<', html)
        assert len(names) == len(set(names)), title


@by_place
def test_no_route_leaves_a_parent_with_blanks_disputes_or_hours_to_look_up(site, new_page, place):
    page = opened(new_page, site, place)
    for route in ROUTES:
        take(page, route)
        for fold in page.locator(".route:visible details").all():
            fold.evaluate("fold => (fold.open = true)")
        seen = page.locator(".route:visible").inner_text()
        assert "to be filled in" not in seen
        assert "ources disagree" not in seen
        assert "check opening hours" not in seen.lower()


@pytest.mark.parametrize(("code", "id_"), [("US", "us-cybertipline"), ("CA", "cybertip-ca")])
@pytest.mark.parametrize("heading", [1, 2, 3, 4, 5])
def test_the_national_tipline_stands_first_in_every_route_it_serves(site, code, id_, heading):
    html = list(routes(site, LIBRARY.places[code]).values())[heading - 1]
    tipline = LIBRARY.contacts[id_]
    assert f'<a class="door__call" href="{tel(tipline)}">Call {tipline.phone}</a>' in html


@pytest.mark.parametrize(
    "code", ["IE", "CA", "ZA", "US", "AU", "IN", "NZ", "GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"]
)
@pytest.mark.parametrize("heading", [1, 2])
def test_a_threat_has_a_number_right_below_the_step_that_says_to_report(site, code, heading):
    html = list(routes(site, LIBRARY.places[code]).values())[heading - 1]
    step = re.search(
        r"<strong>Report it[^<]*</strong> Begin here:</p>\s*<div class=\"door\">(.*?)</div>", html, re.DOTALL
    )
    assert step
    assert 'class="door__call" href="tel:' in step[1]


def test_in_india_no_number_is_the_emergency_and_what_is_none(site):
    place = LIBRARY.places["IN"]
    emergency = LIBRARY.contacts[place.of(ContactKind.EMERGENCY)[0]]
    calls = [
        LIBRARY.contacts[id_]
        for kind in ContactKind
        for id_ in place.of(kind)
        if kind is not ContactKind.EMERGENCY
    ]
    assert emergency.phone not in [contact.phone for contact in calls]
    for title, html in routes(site, place).items():
        cards = re.findall(r'<div class="(?:card|door)[^"]*">.*?</div>', html, re.DOTALL)
        assert all(tel(emergency) not in card for card in cards), title


def test_in_india_the_national_portal_stands_before_what_only_the_press_has_told_of(site):
    html = routes(site, LIBRARY.places["IN"])["I was sent a picture, or found one"]
    portal, press = (LIBRARY.contacts[id_].name for id_ in ("cybercrime-portal-in", "aarambh-in"))
    assert 0 < html.index(portal) < html.index(press)


@pytest.mark.parametrize(("code", "scripts"), [*product(["INT", "GB-ENG", "ZA", "EU"], [True, False])])
def test_the_first_screen_of_a_phone_holds_every_route(site, new_page, code, scripts):
    page = opened(new_page, site, LIBRARY.places[code], scripts)
    links = page.locator("#list a")
    assert links.all_inner_texts() == list(ROUTES)
    bar = page.locator(".leave").bounding_box()
    for link in links.all():
        box = link.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"] - bar["height"], link.inner_text()
        assert box["height"] >= 44


@by_place
def test_a_page_of_help_is_short_before_anything_is_unfolded(site, new_page, place):
    page = opened(new_page, site, place)
    tall = "document.querySelector('main').scrollHeight"
    assert page.evaluate(tall) <= 12 * PHONE["height"]
    for route in ROUTES:
        take(page, route)
        assert page.evaluate(tall) <= 5 * PHONE["height"], route


def test_a_browser_that_cannot_tell_which_route_is_meant_shows_all(site):
    css = (site / "assets/help.css").read_text("utf-8")
    before, _, after = css.partition("@supports selector(:has(")
    assert ".route:not(" not in before
    assert ".route:not(" in after


@with_and_without_scripts
def test_age_comes_before_the_steps_and_leads_to_its_own_door(site, new_page, scripts):
    page = opened(new_page, site, LIBRARY.places["GB-ENG"], scripts)
    address = page.url
    for age in AGES:
        page.goto(address)
        take(page, THREAT)
        link = page.locator(".route:visible").get_by_role("link", name=age, exact=True)
        assert link.bounding_box()["y"] < page.locator(".route:visible ol").bounding_box()["y"]
        link.click()
        assert page.locator(".route:visible .door").bounding_box()["y"] <= 2 * PHONE["height"]


def test_who_was_asked_is_led_on_and_told_how_to_block_and_where_the_law_is(site):
    html = routes(site, LIBRARY.places["CA"])["Someone online asks for pictures or secrecy"]
    assert "Was a picture sent already?" in html
    assert "Block and report the person in the game or app" in html
    assert re.search(r'Will my child be in trouble\?</summary>.*href="rules-ca\.html"', html, re.DOTALL)


def test_nothing_of_help_or_report_promises_what_nobody_can(site):
    for file in [*site.glob("help*.html"), *site.glob("contacts*.html")]:
        assert "listened to" not in file.read_text("utf-8"), file.name


@pytest.mark.parametrize(("code", "scheme"), [("ZA", "light"), ("INT", "dark")])
def test_axe_finds_nothing_in_any_route_with_every_fold_open(site, new_page, code, scheme):
    page = new_page(viewport=PHONE, color_scheme=scheme)
    slug = "help" if code == "INT" else f"help-{LIBRARY.places[code].slug}"
    options = {"preload": False, "rules": {"target-size": {"enabled": True}}}
    for part in range(1, len(ROUTES) + len(AGES) + 1):
        page.goto((site / f"{slug}.html").as_uri() + f"#part-{part}")
        page.evaluate("document.querySelectorAll('.route details').forEach((fold) => (fold.open = true))")
        found = Axe().run(page, options=options).response["violations"]
        assert not [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found], part
