"""A place is chosen once: every link and list then leads to its version, with scripts and without."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from host import hosted
from playwright.sync_api import Page as BrowserPage
from project import edit, kept_as, problems, small_project, the_course, the_plan

from coursekit.catalogue import Catalogue
from coursekit.load.course import load
from coursekit.model.headings import anchors

LIBRARY = Catalogue(the_course())
PLANNED = the_plan()
NAMED = [place for place in LIBRARY.open_places if place.code != "INT"]
AUDIENCES = ("parents", "leads", "trainers")
THREAT = "#part-1"


@pytest.fixture(scope="module", params=["disk", "host", "sub-path"])
def root(request, site: Path, tmp_path_factory) -> Iterator[str]:
    """Where the site is opened from."""
    if request.param == "disk":
        yield site.as_uri()
        return
    folder = site
    if request.param == "sub-path":
        folder = tmp_path_factory.mktemp("host")
        (folder / "deep").mkdir()
        shutil.copy(site / "_headers", folder)
        (folder / "deep/safety").symlink_to(site, target_is_directory=True)
    with hosted(folder) as address:
        yield f"{address}/deep/safety" if request.param == "sub-path" else address


@pytest.fixture
def visit(browser, request) -> Iterator[BrowserPage]:
    """A page that may open a host of this machine."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(5000)
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert wrong == []


def follow(page: BrowserPage, name: str) -> str:
    """Click the first link of this name that is in sight; the address that opens, without its folder."""
    page.locator("a:visible", has_text=name).first.click()
    page.wait_for_load_state()
    return page.url.rpartition("/")[2]


def test_a_place_chosen_on_help_leads_through_the_whole_site(root, visit):
    visit.goto(f"{root}/help.html")
    visit.locator(".where").get_by_role("link", name="Ireland", exact=True).click()
    assert follow(visit, "About") == "about.html?place=ie"
    visit.locator(".menu summary").click()
    assert follow(visit, "Parents") == "parents-ie.html"
    assert follow(visit, "A picture of your child") == "family-guide-3-ie.html"
    visit.go_back()
    assert follow(visit, "Somebody wants money") == f"help-ie.html{THREAT}"
    assert visit.locator("h2:target").inner_text().startswith("Someone threatens")
    visit.goto(f"{root}/index.html?place=ie")
    assert follow(visit, "Start with a module").startswith("index.html?place=ie#")
    visit.locator(".modules a").first.click()
    assert visit.url.endswith("module-1.html?place=ie")
    visit.locator("body[data-home=ie]").wait_for()
    assert visit.locator("body").get_attribute("data-home-place") == "Ireland"
    assert visit.locator("[data-own-place]").inner_text() == "Your place: Ireland"
    assert visit.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visit.context.cookies() == []


def test_the_search_is_given_the_place(root, visit):
    visit.goto(f"{root}/help-us.html")
    visit.locator(".menu summary").click()
    assert follow(visit, "Search") == "search.html?place=us"
    assert visit.locator("body").get_attribute("data-home-place") == "United States"


def test_a_section_survives_the_change_of_place(root, visit):
    visit.goto(f"{root}/rules-gb-eng.html#part-4")
    heading = visit.locator("#part-4").inner_text()
    visit.locator(".place summary").first.click()
    visit.locator(".place").get_by_role("link", name="Ireland", exact=True).click()
    assert visit.url.endswith("rules-ie.html#part-4")
    assert visit.locator("#part-4").inner_text() == heading


@pytest.mark.parametrize("page", ["help", "rules", "contacts", "parents", "changes"])
def test_a_section_has_the_same_address_in_every_place(site, page):
    """Though some places have sections that others have not."""
    found: dict[tuple[str, str], set[str]] = {}
    variants = [variant for variant in LIBRARY.pages if variant.source.head.slug == page]
    for variant in variants:
        html = (site / variant.url).read_text("utf-8")
        for number, heading in re.findall(r'<h2 id="part-(\d+)">(.*?)</h2>', html):
            found.setdefault((variant.source.path, number), set()).add(heading)
    assert {where: words for where, words in found.items() if len(words) > 1} == {}
    assert len(variants) == len(LIBRARY.open_places)


@pytest.mark.parametrize("slug", [*AUDIENCES, "family-guide-3", "help", "rules", "contacts"])
def test_remember_is_in_sight_where_a_place_is_chosen(site, new_page, slug):
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto((site / f"{slug}-nz.html").as_uri())
    button = page.get_by_role("button", name="Remember New Zealand on this device")
    assert button.is_visible()
    assert button.bounding_box()["y"] < 740
    button.click()
    page.goto((site / "index.html").as_uri())
    assert page.locator(".now .help").get_attribute("href") == "help-nz.html"
    assert "?" not in page.locator(".modules a").first.get_attribute("href")


@pytest.mark.parametrize("asked", ["xx", "", "__proto__", "javascript:alert(1)", '"><b>', "IE"])
def test_what_somebody_else_writes_into_the_address_leads_nowhere(site, new_page, asked):
    page = new_page()
    page.goto((site / "index.html").as_uri())
    hrefs = "all => all.map(link => link.getAttribute('href'))"
    before = page.locator("a").evaluate_all(hrefs)
    page.goto((site / "index.html").as_uri() + f"?place={asked}")
    assert page.locator("a").evaluate_all(hrefs) == before


def test_the_page_that_is_open_counts_more_than_what_the_device_remembers(site, new_page):
    page = new_page()
    page.goto((site / "help-ie.html").as_uri())
    page.evaluate(f"localStorage.setItem({kept_as('place')}, 'us')")
    page.goto((site / "help-ie.html").as_uri())
    assert page.locator(".top .help").get_attribute("href") == "help-ie.html"
    about = page.locator(".foot a", has_text="About").get_attribute("href")
    assert about == "about.html?place=ie"


@pytest.mark.parametrize("place", NAMED, ids=lambda place: place.code)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_links_and_papers_of_a_places_page_are_its_own_with_scripts_off(site, audience, place):
    html = (site / f"{audience}-{place.slug}.html").read_text("utf-8")
    hrefs = re.findall(
        r'<a\b[^>]*href="([^"#?]+\.html)[^"]*"', re.sub(r'(?s)<ul class="by-place">.*?</ul>', "", html)
    )
    versions = {f"{slug}.html" for slug in PLANNED.shell.places.pages}
    assert versions.isdisjoint(hrefs)
    assert f"help-{place.slug}.html" in hrefs
    files = re.findall(r'href="((?:handouts|downloads|slides)/[^"]+)"', html)
    assert any(place.slug in file for file in files)
    known = {file.path: file.place for file in PLANNED.files}
    assert {known[file] for file in files} <= {None, place.code}
    assert "Any other country ·" not in html


def test_of_one_paper_a_place_is_offered_its_own_alone(site):
    html = (site / "trainers-gb-eng.html").read_text("utf-8")
    papers = set(re.findall(r'href="(handouts/[^"]+-paper[^"]*\.pdf)"', html))
    own = {paper for paper in papers if "gb-eng" in paper}
    assert own
    assert papers.isdisjoint({paper.replace("-gb-eng", "") for paper in own})


def test_a_place_with_letter_paper_is_offered_letter_paper():
    page = next(page for page in PLANNED.pages if page.path == "trainers-us.html")
    papers = {file.path: getattr(file.inputs, "paper", "Letter") for file in PLANNED.files}
    listed = [link.url for link in (*page.inputs.handouts, *page.inputs.papers)]
    assert listed
    assert {papers[url] for url in listed} == {"Letter"}


def test_packages_are_listed_for_the_place_and_for_no_place_all(site):
    def places(name: str) -> set[str]:
        page = next(page for page in PLANNED.pages if page.path == name)
        return {file.place for form in page.inputs.forms for file in form.files}

    assert places("packages-ie.html") <= {"", "Ireland"}
    assert {"Ireland", "England", "Canada"} <= places("packages.html")


def test_a_link_to_a_section_of_another_page_leads_there(tmp_path):
    root = small_project(tmp_path / "course")
    law = root / "course/first/law.md"
    law.write_text(law.read_text("utf-8") + "\n## Late words\n\nText.\n", "utf-8")
    edit(root / "course/first/index.md", "(law.md)", "(law.md#late-words)")
    library = Catalogue(load(root))
    number = len(anchors(law.read_text("utf-8").split("---\n", 2)[2]))
    shelf = library.shelf(["[the law](law.md#late-words)"], "course/first", None)
    assert shelf.links["law.md#late-words"].endswith(f".html#part-{number}")
    assert problems(root) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## A *b* c\n\n### D\n", {"a-b-c": "part-1", "d": "part-2"}),
        ("## Same\n\n## Same\n", {"same": "part-1", "same-2": "part-2"}),
        ("# Title\n\nText ## no\n", {}),
        ("## Ça va? ##\n", {"ça-va": "part-1"}),
    ],
)
def test_headings_are_numbered_in_the_whole_text(text, found):
    assert anchors(text) == found
