"""The pages around the words: everybody can read them, get help from them and leave them at once."""

import gzip
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route
from project import site_pages

from coursekit.model.school import Person, School

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
NO_PLACE, ENGLAND = "no-place", "england"
SCHOOL = School(
    name="Elm <Grove> & “School”", place="GB-ENG", lead=Person(name="Ms A. Khan", phone="01632 960001")
)
REPRESENTATIVE = (
    "index", "help", "help-ie", "leads", "parents", "module-3", "module-3-part-3", "rules-us", "contacts-au",
    "sources-ca", "changes-za", "words", "module-4-part-4", "module-4-aloud",
    "module-5-check", "privacy", "search", "404",
)  # fmt: skip
DARK = ("index", "help", "module-3-part-3", "module-4-aloud", "rules-us", "search")
KILOBYTE = 1024
FIRST_LOAD, STYLES, SCRIPTS = 120 * KILOBYTE, 6 * KILOBYTE, 6 * KILOBYTE


@pytest.fixture(scope="session")
def look_sites(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site as it comes, and as a school in England has filled it in."""
    return {NO_PLACE: site, ENGLAND: site_pages(tmp_path_factory.mktemp("look") / "site", school=SCHOOL)}


@pytest.fixture
def look_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes contexts in which the neutral site answers without a network."""
    contexts, held = [], []

    def make(*, hangs: bool = False, **options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, **options})
        context.set_default_timeout(5000)
        answer = {"body": "<title>Neutral</title>", "content_type": "text/html"}
        context.route(
            re.compile("^https:"), lambda route: held.append(route) if hangs else route.fulfill(**answer)
        )
        contexts.append(context)
        return context

    yield make
    for route in held:
        route.abort()
    for context in contexts:
        context.close()


def address(site: Path, name: str) -> str:
    return (site / f"{name}.html").as_uri()


def html_pages(site: Path) -> list[Path]:
    return sorted(file for file in site.glob("*.html") if file.stem != "blank")


# What every page has


def test_every_page_has_a_neutral_title_one_heading_help_and_a_way_out(look_sites):
    alarming = re.compile(r"nude|sext|abuse|groom|porn|illegal|blackmail|extort|suicide|harm", re.IGNORECASE)
    for file in [file for site in look_sites.values() for file in html_pages(site)]:
        html = file.read_text("utf-8")
        titles = re.findall(r"<title>([^<]+)</title>", html)
        assert len(titles) == 1, file.name
        assert not alarming.search(titles[0] + file.name)
        assert html.count("<h1>") == 1, file.name
        assert re.search(r'<a class="help" href="help[^"]*\.html">Help now</a>', html), file.name
        assert re.search(r'<a class="leave" href="https://[^"]+"[^>]*rel="noreferrer nofollow"', html), (
            file.name
        )
        assert '<meta name="referrer" content="no-referrer">' in html


def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(look_sites):
    for file in html_pages(look_sites[ENGLAND]):
        html = file.read_text("utf-8")
        assert not re.search(r"<script(?! src)|<style|\sstyle=|\son[a-z]+=|javascript:", html), file.name
        loaded = re.findall(r'(?:src|<link(?! rel="alternate")[^>]*href)="([^"]+)"', html)
        assert loaded
        for target in loaded:
            is_preview = target.startswith("handouts/")  # drawn from a PDF, and here are only pages
            assert is_preview or (file.parent / target).is_file(), f"{file.name} names {target}"


def test_links_between_pages_lead_to_a_file_and_a_part_of_it(look_sites):
    for file in html_pages(look_sites[ENGLAND]):
        for target, part in re.findall(r'href="([\w-]+\.html)?(?:#([\w-]+))?"', file.read_text("utf-8")):
            there = file.parent / target if target else file
            assert there.is_file(), f"{file.name} links to {target}"
            assert not part or f'id="{part}"' in there.read_text("utf-8"), f"{file.name}: {target}#{part}"


def test_a_schools_name_stays_text(look_sites):
    html = (look_sites[ENGLAND] / "404.html").read_text("utf-8")
    assert "Elm &lt;Grove&gt; &amp; “School”" in html
    assert "<Grove>" not in html


def test_a_blank_lead_is_a_labelled_blank(look_sites):
    html = (look_sites[NO_PLACE] / "index.html").read_text("utf-8")
    assert '<span class="blank" data-blank="lead">to be filled in by the school</span>' in html


def test_the_privacy_page_tells_about_leaving(look_sites):
    html = (look_sites[NO_PLACE] / "privacy.html").read_text("utf-8")
    assert "Leave this page" in html
    assert "does not clear your history" in html


# Weight


def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def test_the_first_load_of_every_page_is_light(look_sites):
    site = look_sites[ENGLAND]
    font = next(site.glob("assets/fonts/*-latin-wght-normal.woff2"))
    for file in html_pages(site):
        html = file.read_text("utf-8")
        linked = re.findall(r'(?:<script src|<link(?! rel="alternate")[^>]*href)="([^"]+)"', html)
        loaded = [site / name for name in linked]
        for ending, limit in ((".css", STYLES), (".js", SCRIPTS)):
            total = sum(weight(name) for name in loaded if name.suffix == ending)
            assert 0 < total <= limit, f"{file.name} loads {total} bytes of {ending}"
        assert sum(map(weight, [file, font, *loaded])) <= FIRST_LOAD, file.name


# Reading


@pytest.mark.parametrize(
    ("name", "scheme"),
    [*((name, "light") for name in REPRESENTATIVE), *((name, "dark") for name in DARK)],
)
def test_axe_finds_nothing(look_sites, new_page, name, scheme):
    page = new_page(viewport=PHONE if scheme == "dark" else DESK, color_scheme=scheme)
    page.goto(address(look_sites[ENGLAND], name))
    options = {"preload": False, "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]


def test_no_page_scrolls_sideways_on_a_narrow_screen(look_sites, look_context):
    """Every page, for any author may write a table that is too wide."""
    page = look_context(viewport={"width": 320, "height": 640}).new_page()
    addresses = [file.as_uri() for file in html_pages(look_sites[NO_PLACE])]
    for each in [*addresses, *(address(look_sites[ENGLAND], name) for name in REPRESENTATIVE)]:
        page.goto(each)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, each


def test_the_header_keeps_its_margins_on_a_narrow_screen(look_sites, new_page):
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(address(look_sites[NO_PLACE], "index"))
    brand, pill = page.locator(".brand").bounding_box(), page.locator(".top .help").bounding_box()
    assert brand["x"] == pytest.approx(320 - pill["x"] - pill["width"], abs=1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_button_to_leave_is_not_on_the_way_to_help(look_sites, new_page, size):
    page = new_page(viewport=size)
    page.goto(address(look_sites[NO_PLACE], "index"))
    leave, now = page.locator(".leave").bounding_box(), page.locator(".now .help").bounding_box()
    assert now["x"] + now["width"] < leave["x"] or now["y"] > size["height"]


@pytest.mark.parametrize("which", [NO_PLACE, ENGLAND])
def test_help_is_easy_to_tap(look_sites, new_page, which):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[which], "help"))
    places = ".call, .first__talk a, .local a, .card__reach a, .card__more summary, #list a, .back a"
    places += ", .door__call, .more > summary"
    small = """all => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
      .map((one) => one.outerHTML)"""
    for part in range(page.locator(".route").count() + 1):
        page.goto(address(look_sites[which], "help") + (f"#part-{part}" if part else ""))
        assert page.locator(places).evaluate_all(small) == []
        assert page.locator(".route > p:last-child a").evaluate_all(small) == []


def test_cards_of_help_fold_away_all_but_the_number_also_with_scripts_off(look_sites, new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(address(look_sites[ENGLAND], "help"))
    cards = page.locator(".card")
    assert cards.count() == page.locator(".card > .card__more:not([open])").count() > 20
    page.goto(address(look_sites[ENGLAND], "help") + "#part-3")
    first = page.locator(".route:visible ol .card").first
    assert all(link.is_visible() for link in first.locator(".card__reach a").all())
    age = first.locator(".card__small")
    assert "Compared with" in age.text_content() or "In a report" in age.text_content()
    assert not age.is_visible()
    first.locator("summary").click()
    assert age.is_visible()


def test_each_part_of_help_leads_back_to_the_list(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[ENGLAND], "help"))
    parts = page.locator(".route > h2").count()
    assert page.locator(".back").count() == parts > page.locator("#list a").count()
    page.goto(page.url + f"#part-{parts}")
    page.locator(".back a").last.click()
    assert page.locator("#list").bounding_box()["y"] >= page.locator(".top").bounding_box()["height"]


@pytest.mark.parametrize("name", [*REPRESENTATIVE, "module-5-check-gb-eng"])
def test_headings_skip_no_level(look_sites, name):
    html = (look_sites[NO_PLACE] / f"{name}.html").read_text("utf-8")
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("which", [NO_PLACE, ENGLAND])
def test_the_first_screen_of_help_has_the_number_and_the_first_step(look_sites, new_page, which):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[which], "help"))
    numbers = page.locator(".first .numbers a" if which == NO_PLACE else ".call")
    talk = page.locator(".first__talk a")
    step = page.locator("main ol > li").first
    assert "Say:" in step.inner_text()
    leave = page.locator(".leave").bounding_box()
    for part in [*numbers.all(), talk, step]:
        box = part.bounding_box()
        assert box["y"] + box["height"] <= leave["y"], part.inner_text()
    for target in [*numbers.all(), talk]:
        assert target.bounding_box()["height"] >= 24
        assert target.get_attribute("href").startswith(("tel:", "https:"))
    assert numbers.count() == (1 if which == ENGLAND else 9)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_focus_is_never_hidden_behind_the_header_or_the_button(look_sites, new_page, size):
    page = new_page(viewport=size)
    page.goto(address(look_sites[ENGLAND], "help"))
    hidden = """() => {
      const focus = document.activeElement;
      if (focus === document.body) return "end";
      if (focus.closest(".top, .skip")) return "";
      const box = focus.getBoundingClientRect();
      const over = (name) => {
        const other = document.querySelector(name).getBoundingClientRect();
        const across = box.left < other.right && box.right > other.left;
        return across && box.top < other.bottom && box.bottom > other.top;
      };
      return over(".leave") || over(".top") || box.top < 0 || box.bottom > innerHeight ? focus.outerHTML : "";
    }"""
    for _ in range(300):
        page.keyboard.press("Tab")
        found = page.evaluate(hidden)
        if found == "end":
            return
        assert not found
    pytest.fail("the focus never came to the end of the page")


def test_the_menu_opens_with_scripts_off(look_sites, new_page):
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(address(look_sites[NO_PLACE], "index"))
    page.click(".menu summary")
    page.click(".menu >> text=Parents")
    assert page.url.endswith("parents.html")


def test_nothing_is_kept_on_the_device(look_sites, new_page):
    page = new_page(viewport=DESK)
    page.goto(address(look_sites[ENGLAND], "index"))
    for link in ("Parents", "Leads", "Trainers", "Search", "Help now", "Learn"):
        page.click(f".top >> text={link} >> visible=true")
    page.click(".modules a")
    page.click(".turn__on")
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert page.context.cookies() == []


@pytest.mark.parametrize(("day", "overdue"), [("2026-11-22", False), ("2031-01-01", True)])
def test_a_page_past_its_review_date_says_so(look_sites, new_page, day, overdue):
    page = new_page()
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(address(look_sites[NO_PLACE], "help"))
    assert ("This page is past its review date." in page.inner_text(".sources")) is overdue


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


# Leaving


def at_rest(page: Page) -> str:
    return page.evaluate("document.body.innerText.trim()")


def test_the_button_is_in_sight_at_every_scroll_position(look_sites, new_page):
    page = new_page(viewport=PHONE)
    for name in ("help", "module-3-part-3", "parents"):
        page.goto(address(look_sites[ENGLAND], name))
        for share in (0, 0.3, 0.7, 1):
            page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
            box = page.locator(".leave").bounding_box()
            assert 0 <= box["x"] <= PHONE["width"] - box["width"]
            assert 0 <= box["y"] <= PHONE["height"] - box["height"]
            middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
            top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", middle)
            assert top == "leave"


def test_with_scripts_off_the_button_is_a_link_that_leaves(look_sites, look_context):
    page = look_context(java_script_enabled=False).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    page.click(".leave")
    assert page.url == "https://www.bbc.co.uk/weather"


def test_the_button_leaves_and_back_does_not_return(look_sites, look_context):
    page = look_context().new_page()
    page.goto(address(look_sites[ENGLAND], "index"))
    page.goto(address(look_sites[ENGLAND], "help"))
    page.click(".leave")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.go_back()
    assert page.url.endswith("index.html")


def test_the_page_is_blank_at_once_though_the_neutral_site_does_not_answer(look_sites, look_context):
    page = look_context(hangs=True).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    took, text = page.evaluate("""async () => {
      const start = performance.now();
      document.querySelector(".leave").click();
      await new Promise(requestAnimationFrame);
      return [performance.now() - start, document.body.innerText.trim()];
    }""")
    assert took < 100
    assert text == "Loading."


def test_three_shifts_leave(look_sites, look_context):
    page = look_context().new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift 2 more times to leave this page."
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift once more to leave this page."
    page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_capital_letters_do_not_leave(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[ENGLAND], "search"))
    page.focus("#search")
    for _ in range(4):
        page.keyboard.press("Shift+A")
    assert page.input_value("#search") == "AAAA"
    assert page.inner_text(".leaving") == ""
    assert "Search" in at_rest(page)


def test_going_back_with_shift_and_tab_does_not_leave(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[ENGLAND], "search"))
    page.focus("#search")
    page.keyboard.press("Shift")
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
        assert page.inner_text(".leaving") == ""
    page.keyboard.down("Shift")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.up("Shift")
    assert page.inner_text(".leaving") == ""
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift 2 more times to leave this page."
    page.keyboard.press("ArrowDown")
    assert page.inner_text(".leaving") == ""
    assert "Search" in at_rest(page)


SHIFTS = """presses => {
  for (const [down, up] of presses) {
    for (const [kind, at] of [["keydown", down], ["keyup", up]]) {
      const event = new KeyboardEvent(kind, { key: "Shift" });
      Object.defineProperty(event, "timeStamp", { value: at });
      dispatchEvent(event);
    }
  }
  return document.documentElement.className;
}"""


@pytest.mark.parametrize(
    ("presses", "leaves"),
    [
        ([(10000, 10100), (12000, 12100), (14900, 15000)], True),
        ([(10000, 10100), (13000, 13100), (16000, 16100)], False),
        ([(10000, 10100), (11000, 11100), (12000, 12800)], False),
    ],
    ids=["clean", "slow", "held"],
)
def test_only_short_presses_close_together_leave(look_sites, look_context, presses, leaves):
    page = look_context(hangs=True).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    assert page.evaluate(SHIFTS, presses) == ("is-left" if leaves else "")


def test_the_count_of_shifts_runs_out(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.clock.install()
    page.goto(address(look_sites[ENGLAND], "help"))
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift once more to leave this page."
    page.clock.fast_forward(5000)
    assert page.inner_text(".leaving") == ""
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift 2 more times to leave this page."


def test_a_page_shown_again_is_whole_again(look_sites, look_context):
    page = look_context(hangs=True).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    before, left, after = page.evaluate("""() => {
      const seen = () => document.body.innerText.trim();
      const texts = [seen()];
      document.querySelector(".leave").click();
      texts.push(seen());
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      stop();
      return [...texts, seen()];
    }""")
    assert left == "Loading."
    assert after == before


def test_without_a_network_a_blank_page_of_the_copy_takes_its_place(look_sites, look_context):
    context = look_context()
    page = context.new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    context.set_offline(offline=True)
    page.evaluate("document.querySelector('.leave').click()")
    page.wait_for_url("**/blank.html")
    assert at_rest(page) == ""


def framed(tmp_path: Path, site: Path) -> str:
    file = tmp_path / "platform.html"
    file.write_text(f'<iframe width="340" height="700" src="{address(site, "help")}"></iframe>')
    return file.as_uri()


def test_in_a_platforms_frame_the_whole_window_leaves(look_sites, look_context, tmp_path):
    page = look_context().new_page()
    page.goto(framed(tmp_path, look_sites[ENGLAND]))
    page.frame_locator("iframe").locator(".leave").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_in_a_locked_frame_the_page_goes_blank_and_says_to_close_the_tab(look_sites, look_context):
    site = look_sites[ENGLAND]
    context = look_context()
    platform = '<iframe sandbox="allow-scripts" width="340" height="700" src="help.html"></iframe>'

    def serve(route: Route) -> None:
        file = site / route.request.url.removeprefix("http://platform.test/")
        route.fulfill(path=file) if file.is_file() else route.fulfill(body=platform, content_type="text/html")

    context.route(re.compile("^http://platform.test/"), serve)
    page = context.new_page()
    page.goto("http://platform.test/")
    frame = page.frames[1]
    frame.locator(".leave").click()
    frame.wait_for_function("document.body.innerText.trim() === 'Close this tab.'")
