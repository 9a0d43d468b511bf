"""Types into the search of a built site, and tells what came."""

from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page
from project import ROOT

from coursekit.catalogue import Catalogue
from coursekit.model.course import Page as CoursePage

QUERIES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/search_queries.yml").read_text("utf-8"))


def choose(page: Page, slug: str) -> None:
    """Search for this place; an empty slug for none."""
    page.select_option("#search-place", slug)


def search(page: Page, words: str) -> list[str]:
    """The addresses that come for these words, in their order."""
    page.fill("#search", words)
    page.locator(".search__found[aria-busy=false]").wait_for(state="attached")
    found: list[str] = page.eval_on_selector_all(
        ".search__found a", "links => links.map((link) => link.getAttribute('href'))"
    )
    return found


def without_place(address: str) -> str:
    """The address of a page as it is built: those that places share are linked with the reader's place."""
    return address.partition("?place=")[0]


def rank(found: list[str], query: dict[str, Any], library: Catalogue, site: Path) -> int:
    """Which of what was found is the page the query asks for, counted from 1; 99 where it is not there."""
    wanted = query["first"] if isinstance(query["first"], list) else [query["first"]]
    place = library.places.get(query.get("place", "INT"))
    paths = [page.path for page in library.course.pages if page.head.id in wanted]
    urls = {
        variant.url
        for path in paths
        if (variant := library.variant(path, place)) and isinstance(variant.source, CoursePage)
    }
    for number, address in enumerate(found, 1):
        page_at, _, anchor = address.partition("#")
        url = without_place(page_at)
        if url in urls and _has(site / url, anchor, query.get("section", "")):
            return number
    return 99


def _has(page: Path, anchor: str, section: str) -> bool:
    """Whether the heading at the anchor begins with these words."""
    return f'id="{anchor}">{section}' in page.read_text("utf-8") if section else True
