"""The index of the search: the words of the pages, section by section, one file a place.

`search/all.js` holds what is the same everywhere, and `search/<slug>.js` the pages of one place, so that a
reader loads, and is shown, no other place's. Each file is a script that puts its data into `window.searched`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from coursekit.model.facts import Contact
from coursekit.model.search import SMALL, Search, SearchEntry, SearchPlace
from coursekit.render.templates import template

TEMPLATE = "site/search_index.js.j2"
FOLDER = "search/"
ALL = "all"

LABELS = {
    "help": "Help",
    "report": "Who to tell",
    "law": "The law",
    "parents": "For parents",
    "changes": "What changed",
    "glossary": "Words",
    "sources": "Sources",
    "session": "For trainers",
    "rehearsal": "To say aloud",
    "handouts": "To print",
}
"""What a result of a kind of page says it is; others are named by their neutral title."""
RANKS = {"help": 0, "report": 1, "law": 1, "parents": 2, "sources": 4, "changes": 4, "session": 4}
"""By kind of page, which come first where they fit alike: help, the place's own, lessons, then the rest."""
LESSON, PAPER, QUIZ = 3, 3, 5

Part = tuple[str, str, str]
"""Anchor, heading, text."""


def files(search: Search, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the scripts of the index by path, made of the engine's page sources by file name."""
    found: dict[str, list[dict[str, Any]]] = {ALL: [], **{place.slug: [] for place in search.places}}
    for name, source in sorted(pages.items()):
        head, html = _split(source.decode())
        if head.get("id"):
            found[head["slug"] or ALL].append(_page(name.removesuffix(".md"), head, html))
    data = {ALL: {"pages": found[ALL], "small": sorted(SMALL), **_entries(search.entries)}}
    for place in search.places:
        data[place.slug] = _place(place, found[place.slug])
    return {f"{FOLDER}{name}.js": _script(name, values) for name, values in data.items()}


def _script(name: str, data: dict[str, Any]) -> bytes:
    return template(TEMPLATE).render(name=name, data=data).encode()


def _split(source: str) -> tuple[dict[str, Any], str]:
    """The head and the HTML of a page's source."""
    _, head, html = source.split("---\n", 2)
    return json.loads(head), html


def _page(slug: str, head: dict[str, Any], html: str) -> dict[str, Any]:
    reader = _Sections()
    reader.feed(html)
    (_, title, text), *parts = reader.parts()
    if head["kind"] == "sources":
        text, parts = "", []  # titles of laws and reports, of which the pages speak
    rank = QUIZ if head["quiz"] else RANKS.get(head["kind"], LESSON)
    label = LABELS.get(head["kind"], head["title"])
    return {
        "id": head["id"],
        "url": f"{slug}.html",
        "rank": rank,
        "label": "" if label == title else label,
        "parts": [("", title or head["title"], text), *parts],
    }


def _place(place: SearchPlace, pages: list[dict[str, Any]]) -> dict[str, Any]:
    papers = [
        {
            "id": f"paper {paper.url}",
            "url": paper.url,
            "rank": PAPER,
            "label": LABELS["handouts"],
            "parts": [("", paper.title, paper.note)],
        }
        for paper in place.papers
    ]
    called = {"emergency": _contact(place.emergency), "crisis": _contact(place.crisis)}
    return {"name": place.name, "pages": [*pages, *papers], **called}


def _contact(contact: Contact | None) -> dict[str, str] | None:
    if contact is None:
        return None
    return {"name": contact.name, "phone": contact.phone or "", "url": contact.url or ""}


def _entries(entries: Iterable[SearchEntry]) -> dict[str, Any]:
    return {
        "same": [(entry.id, entry.same) for entry in entries if entry.same],
        "answers": [
            {
                "asks": entry.asks,
                "leads": [(lead.page, lead.heading) for lead in entry.leads],
                "danger": entry.danger,
            }
            for entry in entries
            if entry.leads
        ],
    }


_UNREAD = frozenset({"sup", "nav", "button", "svg", "script", "select", "template", "textarea", "label"})
_UNREAD_CLASSES = frozenset(
    {
        *("place", "quiz", "from", "chips", "crumb", "remember", "back", "unseen", "demo", "where", "local"),
        *("card__more", "card__small", "card__reach"),
    }
)
"""What is on a page besides its own words."""
_VOID = frozenset({"br", "img", "input", "hr", "wbr", "col", "source", "link", "meta"})
_BLOCKS = frozenset(
    {
        *("p", "li", "ul", "ol", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "section", "article"),
        *("header", "footer", "td", "th", "tr", "table", "details", "summary"),
    }
)


class _Sections(HTMLParser):
    """Reads the sections of a page: an `h2` or `h3` with an id begins one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self.unread = 0
        """How deep the reader is inside what is left out."""
        self.heading = ""
        """The heading that is being read."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._say(" ")
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        left_out = tag in _UNREAD or classes & _UNREAD_CLASSES or "data-search-exclude" in given
        self.unread += bool(self.unread or left_out)
        if not self.unread and tag in {"h2", "h3"} and given.get("id"):
            self.sections.append((given["id"] or "", [], []))
        if not self.unread and (tag == "h1" or (tag in {"h2", "h3"} and given.get("id"))):
            self.heading = tag
        self._say("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.unread -= bool(self.unread)
        if tag == self.heading:
            self.heading = ""
        self._say("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self._say(" ".join(f".{data}.".split())[1:-1])

    def _say(self, text: str) -> None:
        if not self.unread and text:
            _, heading, words = self.sections[-1]
            (heading if self.heading else words).append(text)

    def parts(self) -> Iterator[Part]:
        """Yield each section: its anchor, its heading and its words, a block a line."""
        for anchor, heading, words in self.sections:
            yield anchor, " ".join(_lines(heading)), "\n".join(_lines(words))


def _lines(texts: list[str]) -> Iterator[str]:
    return filter(None, (" ".join(line.split()) for line in "".join(texts).split("\n")))
