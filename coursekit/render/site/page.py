"""A page of the site, as plain HTML inside a Markdown file that any engine can read."""

import json
import re

from markupsafe import Markup

from coursekit.model.base import Frozen
from coursekit.model.course import PageHead
from coursekit.model.facts import Contact
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import PlaceLink, Shelf
from coursekit.render.references import Writer
from coursekit.render.site.ledger import Ledger
from coursekit.render.templates import template


class Link(Frozen):
    """A page or file to go to."""

    title: str
    url: str
    note: str = ""
    current: bool = False


class ModuleCard(Frozen):
    """A module as the home page and the audiences' pages show it."""

    number: int
    title: str
    url: str
    lede: str
    minutes: int
    audience: tuple[str, ...]


class PlaceChoice(Frozen):
    """A place to choose, with the doors into it."""

    slug: str
    name: str
    links: tuple[Link, ...]


class Emergency(Frozen):
    """A country's emergency number, for the line that lists them all."""

    place: str
    contact: Contact


class PageInputs(Frozen):
    """Everything a page shows."""

    head: PageHead
    text: str
    shelf: Shelf
    slug: str
    searched: bool = True
    """False: the same words stand on the page of the default place, which the search shows."""
    help_url: str
    leave_url: str
    quiz: Quiz | None = None
    module: Link | None = None
    """The module a lesson belongs to."""
    parts: tuple[Link, ...] = ()
    """The pages of the module, in order, the current one marked."""
    places: tuple[PlaceLink, ...] = ()
    """This page for other places."""
    modules: tuple[ModuleCard, ...] = ()
    doors: tuple[Link, ...] = ()
    handouts: tuple[Link, ...] = ()
    papers: tuple[Link, ...] = ()
    slides: tuple[Link, ...] = ()
    letters: tuple[Link, ...] = ()
    planners: tuple[Link, ...] = ()
    packages: tuple[Link, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    choices: tuple[PlaceChoice, ...] = ()
    ledger: Ledger | None = None
    """What the pages on words, sources and changes list."""


TEMPLATES: dict[str, str] = {
    "home": "site/home.html.j2",
    "help": "site/help.html.j2",
    "module": "site/module.html.j2",
    "audience": "site/audience.html.j2",
    "session": "site/session.html.j2",
    "device": "site/device.html.j2",
    "places": "site/places.html.j2",
    "glossary": "site/glossary.html.j2",
    "sources": "site/sources.html.j2",
    "changes": "site/changes.html.j2",
}
"""The template of each kind of page; the others are plain lessons."""


def template_of(head: PageHead) -> str:
    """The name of the template that draws pages with this head."""
    return TEMPLATES.get(head.kind, "site/lesson.html.j2")


def render(inputs: PageInputs) -> bytes:
    """Return the engine's source of the page: YAML front matter and one block of HTML."""
    write = Writer(inputs.shelf, "site")
    values = dict(inputs)
    body = write.block(inputs.text)
    page = template(template_of(inputs.head)).render(
        **values, write=write, body=body, headings=_headings(body), AUDIENCES=AUDIENCES
    )
    return source(page, _front_matter(inputs))


def _headings(body: Markup) -> list[tuple[str, Markup]]:
    """The id and the words of each second-level heading that our Markdown has made."""
    return [(id_, Markup(words)) for id_, words in _HEADING.findall(body)]  # noqa: S704 (cut out of Markup)


_HEADING = re.compile(r'<h2 id="([^"]+)">(.+?)</h2>')


def source(html: str, head: dict[str, str | bool]) -> bytes:
    """Return the engine's source of a page: front matter and one block of HTML.

    The block has no empty line, where Markdown would take it for ended. JSON is YAML.
    """
    block = "\n".join(line for line in html.splitlines() if line.strip())
    head = {"lang": "en-GB", "place": "", "quiz": False, "demo": False, **head}
    return f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\n{block}\n".encode()


AUDIENCES: dict[str, str] = {
    "parents": "Parents",
    "staff": "All staff",
    "leads": "Leads",
    "trainers": "Trainers",
}


def _front_matter(inputs: PageInputs) -> dict[str, str | bool]:
    """What the shell around the page needs: the neutral title, the way to help and the way out."""
    place = inputs.shelf.place
    return {
        "title": inputs.head.tab_title,
        "kind": inputs.head.kind,
        "place": place.name if place else "",
        "lang": place.lang if place else "en-GB",
        "help": inputs.help_url,
        "leave": inputs.leave_url,
        "quiz": inputs.quiz is not None,
        "demo": inputs.head.demo is not None,
    }
