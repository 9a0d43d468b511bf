"""The pages around the words: everybody can read them, get help from them and leave them at once."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest
from axe import TARGETS, violations
from look import DESK, ENGLAND, NO_PLACE, PHONE, address, html_pages

REPRESENTATIVE = (
    "index", "help", "help-ie", "leads", "parents", "module-3", "module-3-part-3", "rules-us", "contacts-au",
    "sources-ca", "changes-za", "words", "module-4-part-4", "module-4-aloud",
    "module-5-check", "privacy", "search", "404",
)  # fmt: skip


DARK = ("index", "help", "module-3-part-3", "module-4-aloud", "rules-us", "search")


KILOBYTE = 1024


FIRST_LOAD, STYLES, SCRIPTS = 120 * KILOBYTE, 6 * KILOBYTE, 6 * KILOBYTE


# What every page has


def test_every_page_has_a_neutral_title_one_heading_help_and_a_way_out(look_sites):
    alarming = re.compile(r"nude|sext|abuse|groom|porn|illegal|blackmail|extort|suicide|harm", re.IGNORECASE)
    for file in [file for site in look_sites.values() for file in html_pages(site)]:
        html = file.read_text("utf-8")
        titles = re.findall(r"<title>([^<]+)</title>", html)
        assert len(titles) == 1, file.name
        assert not alarming.search(titles[0] + file.name)
        assert html.count("<h1>") == 1, file.name
        address = r'[^"]*' if file.name == "404.html" else ""  # served at any depth: its links are whole
        assert re.search(rf'<a class="help" href="{address}help[^"]*\.html">Help now</a>', html), file.name
        assert re.search(r'<a class="leave" href="https://[^"]+"[^>]*rel="noreferrer nofollow"', html), (
            file.name
        )
        assert '<meta name="referrer" content="no-referrer">' in html


def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(look_sites):
    for file in html_pages(look_sites[ENGLAND]):
        html = file.read_text("utf-8")
        assert not re.search(r"<script(?! src)|<style|\sstyle=|\son[a-z]+=|javascript:", html), file.name
        loaded = re.findall(r'(?:src|<link(?! rel="alternate")[^>]*href)="/?([^"]+)"', html)
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


def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def test_the_first_load_of_every_page_is_light(look_sites):
    site = look_sites[ENGLAND]
    font = next(site.glob("assets/fonts/*-latin-wght-normal.woff2"))
    for file in html_pages(site):
        html = file.read_text("utf-8")
        linked = re.findall(r'(?:<script src|<link(?! rel="alternate")[^>]*href)="/?([^"]+)"', html)
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
    page.goto(
        address(look_sites[NO_PLACE if name == "404" else ENGLAND], name)
    )  # with an address, 404 needs a host
    assert violations(page, rules=TARGETS) == []


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
