"""A page of the site, as plain HTML inside a Markdown file that any engine can read."""

import json
from datetime import date
from functools import partial
from typing import Any

from lxml.html import fragment_fromstring

from coursekit.model.base import Frozen
from coursekit.model.course import PageHead, PageKind
from coursekit.model.format_notes import PLATFORMS, FormatNotes
from coursekit.model.kinds import complete
from coursekit.model.quiz import Quiz
from coursekit.model.report_errors import error_link
from coursekit.model.review import Review, Standing, standing_of
from coursekit.model.school import Person, School
from coursekit.model.shelf import CountryNumbers, PlaceLink, Shelf
from coursekit.render.references import Writer
from coursekit.render.sentences import Seen, seen, without_school
from coursekit.render.site.figures import Figures
from coursekit.render.site.ledger import Ledger
from coursekit.render.templates import template


class Link(Frozen):
    """A page or file to go to."""

    title: str
    url: str
    note: str = ""
    current: bool = False


class ModuleCard(Frozen):
    """A module as the home page, the audiences' pages and the record of completion show it."""

    id: str
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


class LocalDetails(Frozen):
    """What the form for the school's details starts from."""

    school: School
    """As it was built in; the form does not change it."""
    labels: dict[str, str]
    """What the contacts are called where the school is, by key."""
    places: dict[str, str]
    """The names of the places that pages are made for, by code."""

    @property
    def people(self) -> tuple[tuple[str, Person, str], ...]:
        """Everybody to be reached locally: label, what was built in, and key."""
        return tuple((label, getattr(self.school, key), key) for key, label in self.labels.items())

    @property
    def rest(self) -> dict[str, Any]:
        """What `school.yml` holds besides, for the file that the form writes."""
        return self.school.model_dump(
            include={"address", "paper", "logo", "question_results", "report_errors", "colours"}
        )


class Download(Frozen):
    """A package as the page for technicians lists it."""

    title: str
    place: str = ""
    url: str
    losses: tuple[str, ...] = ()


class Form(Frozen):
    """All packages of one format."""

    notes: FormatNotes
    files: tuple[Download, ...]
    declined: tuple[tuple[str, str], ...] = ()
    """What has no such file, and why."""

    @property
    def titles(self) -> dict[str, list[Download]]:
        """The files of each title, in their order."""
        found: dict[str, list[Download]] = {}
        for file in self.files:
            found.setdefault(file.title, []).append(file)
        return found

    @property
    def losses(self) -> dict[str, tuple[str, ...]]:
        """Everything that some file of this format cannot carry, and the titles; none where all lose it."""
        found: dict[str, list[Download]] = {}
        for file in self.files:
            for loss in file.losses:
                found.setdefault(loss, []).append(file)
        every = len(self.files)
        return {
            loss: tuple(dict.fromkeys(file.title for file in files)) if len(files) < every else ()
            for loss, files in found.items()
        }


class Printable(Frozen):
    """Something to print, in each of its sizes."""

    title: str
    note: str
    preview: str | None = None
    """A picture of it."""
    files: tuple[Link, ...]


class PrintableGroup(Frozen):
    """Printables for the same readers."""

    title: str
    printables: tuple[Printable, ...]


class CheckedFile(Frozen):
    """A file, and what its check for accessibility found wrong; None where it has not been checked."""

    path: str
    found: tuple[str, ...] | None


class CheckedFiles(Frozen):
    """All files of one kind."""

    title: str
    files: tuple[CheckedFile, ...]

    @property
    def passed(self) -> int:
        """How many were checked and have nothing wrong."""
        return sum(file.found == () for file in self.files)


class Accessibility(Frozen):
    """Every file by kind, and the day on which files were last checked."""

    checked: date | None
    kinds: tuple[CheckedFiles, ...]


class PageInputs(Frozen):
    """Everything a page shows."""

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
    session_files: tuple[Link, ...] = ()
    """On a session's page: its slides, its plan and its cards."""
    letters: tuple[Link, ...] = ()
    planners: tuple[Link, ...] = ()
    packages_url: str | None = None
    """The page that lists the packages."""
    forms: tuple[Form, ...] = ()
    """On that page: the packages by format."""
    version: str = ""
    printables: tuple[PrintableGroup, ...] = ()
    printables_url: str | None = None
    """The page that lists everything to print."""
    emergencies: tuple[CountryNumbers, ...] = ()
    choices: tuple[PlaceChoice, ...] = ()
    ledger: Ledger | None = None
    """What the pages on words, sources and changes list."""
    local: LocalDetails | None = None
    accessibility: Accessibility | None = None
    figures: Figures | None = None


LESSON = "site/lesson.html.j2"
TEMPLATES: dict[str, str] = {
    "home": "site/home.html.j2",
    "help": "site/help.html.j2",
    "lesson": LESSON,
    "report": LESSON,
    "parents": LESSON,
    "about": LESSON,
    "law": "site/law.html.j2",
    "module": "site/module.html.j2",
    "audience": "site/audience.html.j2",
    "session": "site/session.html.j2",
    "device": "site/device.html.j2",
    "places": "site/places.html.j2",
    "glossary": "site/glossary.html.j2",
    "sources": "site/sources.html.j2",
    "changes": "site/changes.html.j2",
    "record": "site/record.html.j2",
    "register": "site/register.html.j2",
    "details": "site/details.html.j2",
    "packages": "site/packages.html.j2",
    "handouts": "site/handouts.html.j2",
    "accessibility": "site/accessibility.html.j2",
    "figures": "site/figures.html.j2",
}
"""The template of each kind of page."""
complete(PageKind, TEMPLATES, "TEMPLATES in coursekit/render/site/page.py")


def template_of(head: PageHead) -> str:
    """The name of the template that draws pages with this head."""
    return TEMPLATES[head.kind]


def render(inputs: PageInputs) -> bytes:
    """Return the engine's source of the page: YAML front matter and one block of HTML."""
    page = _html(inputs, reviewed(inputs))
    needs = {
        "blanks": "data-blank" in page,
        "keep": 'class="remember"' in page,
    }
    return source(page, {**_front_matter(inputs), **needs})


def sentences(inputs: PageInputs) -> tuple[Seen, ...]:
    """The sentences of the page as its reader sees them, in every school the same."""
    return seen(_html(inputs.model_copy(update={"shelf": without_school(inputs.shelf)}), Standing()))


def reviewed(inputs: PageInputs) -> Standing:
    """How much of it is signed."""
    if inputs.review is None or not inputs.review.signatures:
        return Standing()
    return standing_of((sentence.words for sentence in sentences(inputs)), inputs.review.signatures)


def _html(inputs: PageInputs, reviewed: Standing) -> str:
    """The page's own part, without the shell around it."""
    write = Writer(inputs.shelf, "site", brief=inputs.head.kind == "help", numbers=inputs.emergencies)
    sections = write.sections(inputs.text)
    body = sections.html
    head = inputs.head
    if head.kind in LOOKED_UP:
        head = head.model_copy(update={"minutes": reading_minutes(body)})
    values = {**dict(inputs), "head": head}
    shown = {"write": write, "body": body, "sections": sections, "reviewed": reviewed}
    wrong = partial(error_link, inputs.report_errors, head.id, _code(inputs))
    return template(template_of(inputs.head)).render(
        **values, **shown, wrong=wrong, AUDIENCES=AUDIENCES, PLATFORMS=PLATFORMS
    )


def _code(inputs: PageInputs) -> str | None:
    return inputs.shelf.place.code if inputs.shelf.place else None


LOOKED_UP = frozenset({"law", "report"})
"""Kinds of page whose length differs from place to place, so their minutes are counted and not given."""
WORDS_A_MINUTE = 230
"""Silent reading of plain English by adults: 238 in Brysbaert's review of 2019."""


def reading_minutes(body: str) -> int:
    """How long an adult takes to read the whole page, but for the small print: where a line comes from."""
    read = fragment_fromstring(body, create_parent=True).xpath(".//text()[not(ancestor::small)]")
    return max(1, round(len(" ".join(read).split()) / WORDS_A_MINUTE))


def source(html: str, head: dict[str, str | bool]) -> bytes:
    """Return the engine's source of a page: front matter and one block of HTML.

    The block has no empty line, where Markdown would take it for ended. JSON is YAML.
    """
    block = "\n".join(line for line in html.splitlines() if line.strip())
    head = {
        "lang": "en-GB",
        "place": "",
        "home": "",
        "lead": "",
        "quiz": False,
        "demo": False,
        "blanks": False,
        "keep": False,
        "feed": "",
        "wrong": "",
        **head,
    }
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
        "feed": inputs.ledger.feed if inputs.ledger else "",
    }
