"""The search: whoever is in distress sees help first, of their own place, however they spell it."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from project import kept_as, the_course
from search_driver import QUERIES, choose, rank, search, without_place

from coursekit.catalogue import Catalogue
from coursekit.model.course import Page as CoursePage
from coursekit.model.facts import ContactKind, Place
from coursekit.model.search import Search, SearchPlace
from coursekit.render.site import search_index
from coursekit.render.site.page import source

LIBRARY = Catalogue(the_course())
PLACES = LIBRARY.open_places
BY_URL = {variant.url: variant for variant in LIBRARY.pages if isinstance(variant.source, CoursePage)}
SEVERAL = (
    "police",
    "my daughter sent nudes",
    "law",
    "helpline",
    "who do I call",
    "threat",
    "picture",
    "school",
)
WEIGHT = 240 * 1024
"""What one reader may load for the search, compressed: the whole index of one place, once."""
Open = Callable[..., Page]


@pytest.fixture
def opened(site: Path, new_page: Open) -> Open:
    """Opens the page of the search, with options for the context and more for the address."""

    def make(more: str = "", **options: object) -> Page:
        page = new_page(**options)
        page.goto((site / "search.html").as_uri() + more)
        return page

    return make


# What comes first


def test_the_right_page_comes_first(opened, site):
    page = opened()
    ranks = []
    for query in QUERIES:
        choose(page, LIBRARY.places[query["place"]].slug if "place" in query else "")
        found = search(page, query["asks"])
        ranks.append((rank(found, query, LIBRARY, site), page.is_visible(".search__now"), query))
    missed = [(number, query) for number, _, query in ranks if number > 1]
    assert len(ranks) >= 150
    assert len(missed) <= 0.05 * len(ranks), missed
    assert sum(number > 3 for number, _ in missed) <= 0.01 * len(ranks), missed
    crisis = [entry for entry in ranks if entry[2].get("crisis")]
    assert len(crisis) >= 40
    assert [query for number, warned, query in crisis if number > 1 or not warned] == []


def test_every_place_has_queries():
    assert {query["place"] for query in QUERIES if "place" in query} == {place.code for place in PLACES}
    assert len({(query["asks"], query.get("place")) for query in QUERIES}) == len(QUERIES)


def slips(word: str) -> Iterator[str]:
    """Every way to leave out or double a letter of the word, to swap two and to type a wrong one."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + "m" + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@pytest.mark.parametrize("word", ["suicide", "sextortion", "blackmail", "grooming", "upskirting"])
def test_one_wrong_letter_changes_nothing(opened, word):
    page = opened()
    choose(page, "ie")
    meant = search(page, word)[0]
    typed = sorted({*slips(word)} - {word, "rooming"})  # a word of its own
    assert len(typed) > 3 * len(word) - 4
    assert [slip for slip in typed if search(page, slip)[:1] != [meant]] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nude", "nudes"), ("threat", "threats"), ("blackmail", "blackmailing"), ("policy", "policies"),
        ("My Son’s photo", "my sons photo"), ("GARDAÍ", "gardai"), ("self-harm", "self harm"),
        ("governor", "governors"),
    ],
)  # fmt: skip
def test_plurals_endings_capitals_and_accents_are_all_one(opened, one, other):
    page = opened()
    assert search(page, one)[:3] == search(page, other)[:3] != []


def test_the_end_of_a_word_may_still_be_missing(opened):
    page = opened()
    assert search(page, "blackm")[:1] == search(page, "blackmail")[:1] != []


def test_a_page_with_a_quiz_comes_after_all_others(opened):
    page = opened()
    choose(page, "gb-eng")
    for words in ("check what you would do", "explain", "module"):
        quizzes = ["-check" in address for address in search(page, words)]
        assert quizzes == sorted(quizzes)


# The reader's place


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_no_page_of_another_place_is_found(opened, place: Place):
    page = opened()
    choose(page, place.slug)
    found = {without_place(address.partition("#")[0]) for words in SEVERAL for address in search(page, words)}
    others = {url for url in found if url in BY_URL and BY_URL[url].place not in (None, place)}
    papers = {url for url in found if url.startswith("handouts/")}
    assert others == set()
    assert found - papers <= set(BY_URL)
    assert any(BY_URL[url].place == place for url in found - papers)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_words_of_danger_show_whom_to_call_there(opened, place: Place):
    page = opened()
    choose(page, place.slug)
    search(page, "suicide")
    numbers = [LIBRARY.contacts[id_] for id_ in place.of(ContactKind.EMERGENCY)]
    sure = next((number.phone for number in numbers if number.confidence == "confirmed"), None)
    crisis = LIBRARY.contacts[place.of(ContactKind.CRISIS)[0]]
    call = page.locator(".search__call")
    assert call.is_visible() is bool(sure)
    assert page.is_visible(".search__list") is not bool(sure)
    if sure:
        assert call.inner_text() == f"Call {sure}"
        assert call.get_attribute("href") == f"tel:{sure.replace(' ', '')}"
    talk = page.locator(".search__talk a")
    assert talk.inner_text() == " ".join(filter(None, (crisis.name, crisis.phone)))
    assert talk.get_attribute("href") == (
        f"tel:{crisis.phone.replace(' ', '')}" if crisis.phone else crisis.url
    )


def test_the_card_goes_where_there_is_no_danger(opened):
    page = opened()
    search(page, "suicide")
    assert page.is_visible(".search__now")
    search(page, "certificate")
    assert not page.is_visible(".search__now")


def test_the_number_to_call_is_found_by_itself(opened):
    page = opened()
    choose(page, "us")
    assert search(page, "988")[0] == "help-us.html"
    assert page.is_visible(".search__now")


def test_without_a_place_each_page_comes_once_and_a_place_can_be_chosen(opened):
    page = opened()
    for words in SEVERAL:
        urls = [without_place(address.partition("#")[0]) for address in search(page, words)]
        placed = {BY_URL[url].place.code for url in urls if url in BY_URL and BY_URL[url].place}
        assert placed <= {"INT"}
        assert len([url for url in urls[3:] if url == "help.html"]) <= 1
    assert page.locator("#search-place option").all_inner_texts()[1:] == [
        "Any other country" if place.code == "INT" else place.name for place in PLACES
    ]
    assert "Ireland" not in page.inner_text(".search__found")
    choose(page, "ie")
    page.locator(".search__found small", has_text="Ireland").first.wait_for()


@pytest.mark.parametrize("more", ["?place=ie", "#place=ie"])
def test_a_place_in_the_address_is_the_readers(opened, more):
    page = opened(more)
    assert search(page, "help")[0] == "help-ie.html"


def test_a_place_that_this_device_keeps_is_the_readers(opened):
    page = opened()
    page.evaluate(f"localStorage.setItem({kept_as('place')}, 'za')")
    page.reload()
    assert search(page, "help")[0] == "help-za.html"


@pytest.mark.parametrize("kept", ["xx", "", "../../evil", "all"])
def test_a_place_that_the_site_has_not_is_none(opened, kept):
    page = opened(f"?place={kept}")
    page.evaluate(f"kept => localStorage.setItem({kept_as('place')}, kept)", kept)
    page.reload()
    assert page.input_value("#search-place") == ""
    assert search(page, "help")[0] == "help.html"


# What a reader sees and hears


def test_nothing_is_loaded_before_the_first_use_and_nothing_is_sent(opened):
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.evaluate("'finder' in window || 'searched' in window") is False
    search(page, "my daughter sent nudes")
    assert sorted(Path(url).name for url in asked if url.endswith(".js")) == ["all.js", "finder.js", "int.js"]
    page.keyboard.press("Enter")
    assert page.url.endswith("/search.html")
    page.click(".search__found a >> nth=0")
    assert not re.search("daughter|sent|nudes", page.url)


def test_a_result_says_what_it_is_and_marks_the_words(opened):
    page = opened()
    choose(page, "gb-eng")
    search(page, "my son is being blackmailed")
    first = page.locator(".search__found li").first
    assert first.locator("small").inner_text() == "Help · England"
    assert first.locator("a").inner_text().startswith("Someone threatens to share a picture")
    assert "threatened" in first.locator("mark").all_inner_texts()
    for line in page.locator(".search__found p").all_inner_texts():
        assert len(line) <= 210


def test_what_is_typed_is_never_markup(opened):
    page = opened()
    search(page, "<img src=x onerror=alert(1)> <b>police</b> & [x](y)")
    assert page.locator(".search__found :is(img, b)").count() == 0


def test_the_live_region_says_what_came(opened):
    page = opened()
    said = page.locator(".search__count")
    assert said.get_attribute("role") == "status"
    for words, line in (
        ("suicide", "Whom to call comes first. The 10 pages that fit best:"),
        ("policy", "The 10 pages that fit best:"),
        ("zzzzqq", "Nothing found. Try another word, or choose from the list below."),
    ):
        search(page, words)
        said.filter(has_text=line).wait_for()
    search(page, " ")
    page.locator(".search__count:empty").wait_for(state="attached")
    assert page.locator(".search__found li").count() == 0


def test_the_keyboard_leads_from_the_box_to_the_number_and_the_answers(opened):
    page = opened()
    choose(page, "gb-eng")
    search(page, "suicide")
    page.focus("#search")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert reached[:2] == ["search-place", "Call 999"]
    assert reached[3] == page.locator(".search__found a").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help-gb-eng.html*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_axe_finds_nothing_in_what_is_found(opened, scheme, width):
    page = opened(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for place in ("gb-eng", ""):
        choose(page, place)
        search(page, "blackmail")
        page.locator(".search__count:not(:empty)").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page, options={"preload": False}).response["violations"] == []


def test_with_scripts_off_a_sentence_says_so_and_leads_to_help(opened, site):
    page = opened(java_script_enabled=False)
    line = page.locator("noscript p")
    assert line.inner_text().startswith("The search needs scripts, and they are off.")
    assert (site / line.locator("a").first.get_attribute("href")).is_file()
    assert not page.is_visible("#search")


# The index


def test_everything_in_the_index_is_there(site):
    found = 0
    for script in (site / "search").glob("*.js"):
        urls = re.findall(r'"url": "([^"]+\.html)"', script.read_text("utf-8"))
        assert [url for url in urls if not (site / url).is_file()] == []
        found += len(urls)
    assert found > 300


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.code)
def test_one_reader_loads_little(site, place):
    files = [site / "search/all.js", site / f"search/{place.slug}.js", site / "assets/finder.js"]
    assert sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files) <= WEIGHT


def index(html: str, **head: str) -> list[dict]:
    search = Search(default="ie", places=(SearchPlace(slug="ie", name="Ireland"),))
    page = source(html, {"id": "x", "title": "Part 1", "kind": "lesson", "slug": "", **head})
    script = search_index.files(search, {"x.md": page})["search/all.js"].decode()
    data = yaml.safe_load(script.partition("] = ")[2].rstrip().rstrip(";"))
    return data["pages"]


def test_a_section_holds_its_own_words_and_no_others():
    (page,) = index(
        "<article><h1>Title</h1><p>Before &amp; after.</p>"
        '<h2 id="a">One <b>two</b></h2><p>Three<sup>1</sup>.</p><p>Four</p>'
        '<nav>Way</nav><section class="quiz"><p>Question<br></p></section>'
        "<p data-search-exclude>No</p><p>Five</p></article>"
    )
    assert page["url"] == "x.html"
    assert page["parts"] == [["", "Title", "Before & after."], ["a", "One two", "Three.\nFour\nFive"]]


def test_a_source_page_is_found_by_its_title_alone():
    (page,) = index("<h1>Sources</h1><p>Suicide Act</p>", kind="sources")
    assert page["parts"] == [["", "Sources", ""]]
