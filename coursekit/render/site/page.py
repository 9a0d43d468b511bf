"""A page of the site, as plain HTML inside a Markdown file that any engine can read."""

import json
from collections.abc import Mapping
from functools import partial

from lxml.html import fragment_fromstring

from coursekit.model.base import Frozen
from coursekit.model.course import PageHead
from coursekit.model.format_notes import PLATFORMS
from coursekit.model.quiz import Quiz
from coursekit.model.report_errors import error_link
from coursekit.model.review import Review, Standing, standing_of
from coursekit.model.shelf import CountryNumbers, PlaceLink, Shelf
from coursekit.render.references import Writer
from coursekit.render.sentences import Seen, seen, without_school
from coursekit.render.templates import template


class Link(Frozen):
    """A page or file to go to."""

    title: str
    url: str
    note: str = ""
    current: bool = False
    aside: bool = False
    """Beside the way through a module: a page for other readers, or for whoever runs a session."""


class PageInputs(Frozen):
    """What every page shows; a kind of page adds what it alone shows."""

    template: str
    """What draws it."""
    head: PageHead
    text: str
    shelf: Shelf
    slug: str
    home: str = ""
    """The slug of the page's place; empty on pages for no place in particular, or for readers of any."""
    help_url: str
    leave_url: str
    review: Review | None = None
    """The signatures of its place, where its sentences are signed."""
    report_errors: str | None = None
    """Where readers tell what is wrong, as `school.yml` has it."""
    languages: tuple[Link, ...] = ()
    """This page in other languages; `note` is the language’s code."""
    quiz: Quiz | None = None
    record_url: str | None = None
    """Where somebody who has answered its questions makes a record of completion."""
    module: Link | None = None
    """The module a lesson belongs to."""
    parts: tuple[Link, ...] = ()
    """The pages of the module, in order, the current one marked."""
    places: tuple[PlaceLink, ...] = ()
    """This page for other places."""
    emergencies: tuple[CountryNumbers, ...] = ()
    """The numbers of all countries, where its own place has none."""
    feed: str = ""
    """Where the same is as a feed."""
    brief: bool = False
    """Whether contacts are shown in few words."""
    looked_up: bool = False
    """Whether its length differs from place to place, so that its minutes are counted and not given."""


def render(inputs: PageInputs) -> bytes:
    """Return the engine's source of the page: YAML front matter and one block of HTML."""
    page = html(inputs, reviewed(inputs))
    needs = {
        "blanks": "data-blank" in page,
        "keep": 'class="remember"' in page,
        "langs": 'class="langs"' in page,
        "drawn": 'class="drawing' in page or 'class="picture' in page or 'class="spots' in page,
    }
    return source(page, {**front_matter(inputs), **needs})


def sentences(inputs: PageInputs) -> tuple[Seen, ...]:
    """The sentences of the page as its reader sees them, in every school the same."""
    return seen(html(inputs.model_copy(update={"shelf": without_school(inputs.shelf)}), Standing()))


def reviewed(inputs: PageInputs) -> Standing:
    """How much of it is signed."""
    if inputs.review is None or not inputs.review.signatures:
        return Standing()
    return standing_of((sentence.words for sentence in sentences(inputs)), inputs.review.signatures)


def html(inputs: PageInputs, reviewed: Standing) -> str:
    """The page's own part, without the shell around it."""
    write = Writer(inputs.shelf, "site", brief=inputs.brief, numbers=inputs.emergencies)
    sections = write.sections(inputs.text)
    body = sections.html
    head = inputs.head
    if inputs.looked_up:
        head = head.model_copy(update={"minutes": reading_minutes(body)})
    values = {**dict(inputs), "head": head}
    shown = {"write": write, "body": body, "sections": sections, "reviewed": reviewed}
    wrong = partial(error_link, inputs.report_errors, head.id, _code(inputs))
    return template(inputs.template).render(
        **values, **shown, wrong=wrong, AUDIENCES=AUDIENCES, PLATFORMS=PLATFORMS
    )


def _code(inputs: PageInputs) -> str | None:
    return inputs.shelf.place.code if inputs.shelf.place else None


WORDS_A_MINUTE = 230
"""Silent reading of plain English by adults: 238 in Brysbaert's review of 2019."""


def reading_minutes(body: str) -> int:
    """How long an adult takes to read the whole page, but for the small print: where a line comes from."""
    read = fragment_fromstring(body, create_parent=True).xpath(".//text()[not(ancestor::small)]")
    return max(1, round(len(" ".join(read).split()) / WORDS_A_MINUTE))


def source(body: str, head: dict[str, str | bool], said: Mapping[str, str] | None = None) -> bytes:
    """Return the engine's source of a page: front matter and one block of HTML.

    The block has no empty line, where Markdown would take it for ended. JSON is YAML. `said` are the words of
    the shell in another language.
    """
    block = "\n".join(line for line in body.splitlines() if line.strip())
    full: dict[str, object] = {
        "lang": "en-GB",
        "place": "",
        "home": "",
        "lead": "",
        "quiz": False,
        "demo": False,
        "blanks": False,
        "keep": False,
        "drawn": False,
        "langs": False,
        "feed": "",
        "wrong": "",
        **head,
        **({"say": dict(said)} if said else {}),
    }
    return f"---\n{json.dumps(full, ensure_ascii=False)}\n---\n\n{block}\n".encode()


AUDIENCES: dict[str, str] = {
    "parents": "Parents",
    "staff": "All staff",
    "leads": "Leads",
    "trainers": "Trainers",
}


def front_matter(inputs: PageInputs) -> dict[str, str | bool]:
    """What the shell around the page needs: the neutral title, the way to help and the way out."""
    place = inputs.shelf.place
    return {
        "title": inputs.head.tab_title,
        "id": inputs.head.id,
        "kind": inputs.head.kind,
        "slug": place.slug if place else "",
        "place": place.name if place else "",
        "home": inputs.home,
        "lang": inputs.shelf.lang,
        "lead": place.local_labels["lead"] if place else "",
        "help": inputs.help_url,
        "leave": inputs.leave_url,
        "quiz": inputs.quiz is not None,
        "demo": inputs.head.demo is not None,
        "wrong": error_link(inputs.report_errors, inputs.head.id, _code(inputs)) or "",
        "feed": inputs.feed,
    }
