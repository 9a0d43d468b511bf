"""What people read: modules and their pages, and the sources of printables."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.accessibility import AccessibilityReport
from coursekit.model.apps import App
from coursekit.model.base import Frozen, Id, Line, PageId, PlaceCode, Prose
from coursekit.model.changes import Change
from coursekit.model.checked import Checked
from coursekit.model.drawing import Drawing
from coursekit.model.easy import EasyPart
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.guidance_map import GuidanceMap
from coursekit.model.handout import TRAITS, HandoutKind
from coursekit.model.handout.base import Traits
from coursekit.model.hosts import Hosts
from coursekit.model.picture import Picture
from coursekit.model.planner import Planner
from coursekit.model.quiz import Audience, Quiz
from coursekit.model.rehearsal import Aloud
from coursekit.model.review import Review
from coursekit.model.rules import Rule
from coursekit.model.school import Logo, School
from coursekit.model.search import SearchEntry
from coursekit.model.self_review import SelfReview
from coursekit.model.session import Session
from coursekit.model.study_set import StudySet
from coursekit.model.watched import LastWatch
from coursekit.model.withdrawn import Withdrawn
from coursekit.model.wording import OfficialName, Override, WordingRule
from coursekit.model.words import Term

PageKind = Literal[
    "home",
    "help",
    "module",
    "lesson",
    "session",
    "set",
    "sets",
    "rehearsal",
    "easy",
    "law",
    "report",
    "parents",
    "audience",
    "about",
    "glossary",
    "sources",
    "changes",
    "places",
    "device",
    "record",
    "register",
    "details",
    "self_review",
    "measure",
    "packages",
    "handouts",
    "accessibility",
    "figures",
    "guidance",
]
"""`help`, `law` and `report` are pages that somebody may read in a crisis: no unverified fact there."""

CRISIS_KINDS: frozenset[str] = frozenset({"help", "law", "report"})


EachPlace = bool | tuple[PlaceCode, ...]
"""`true`: made once for every place; a list: once for each of these."""


class Named(Frozen):
    """What a page and a handout share: a stable id and names that are safe to be seen with."""

    id: PageId
    title: Line
    """The heading."""
    slug: Id
    """The file name others see; neutral."""
    tab_title: Line
    """What tabs, history and download lists show; neutral."""
    review_by: date
    wording: tuple[Override, ...] = ()
    """Uses of words that a rule would stop, each allowed with a reason."""


class AudienceDoor(Frozen):
    """What an audience comes for: a short list of pages and papers, by their ids, at the top of its page."""

    title: Line
    text: Line
    items: Annotated[tuple[PageId, ...], Field(min_length=1, max_length=6)]


class PageHead(Named):
    """The front matter of a Markdown page."""

    kind: PageKind
    lede: Line | None = None
    nav_title: Line | None = None
    """In the header, where the title is too long for it."""
    audience: tuple[Audience, ...] = ()
    minutes: Annotated[int, Field(ge=1, le=240)] | None = None
    order: int = 0
    place: PlaceCode | None = None
    """The one place whose law or routes this page holds."""
    each_place: EachPlace = False
    quiz: Id | None = None
    """The quiz that ends this page."""
    self_review: Id | None = None
    """Pages of the kind `self_review` only: what they go through."""
    results_of: Id | None = None
    """Pages of the kind `measure` only: the quiz whose results they count for a group."""
    objectives: tuple[Line, ...] = ()
    demo: Literal["fingerprints"] | None = None
    """Something to try, at the end of the page's text."""
    session: Session | None = None
    """Session pages only: the plan for a group."""
    set: StudySet | None = None
    """Pages of the kind `set` only: its parts and slides."""
    doors: tuple[AudienceDoor, ...] = ()
    """Pages for an audience only: what most of its readers come for."""
    aloud: Aloud | None = None
    """Pages of rehearsals only: what people say aloud."""
    sheet: Id | None = None
    """Pages in easy words only: the handout that they show."""
    number: Annotated[int, Field(ge=1, le=99)] | None = None
    """Module pages only: its position in the course."""


class Page(Frozen):
    """A Markdown file of `course/`: its head and its text."""

    path: Line
    module: Id | None = None
    head: PageHead
    text: str


class FlowStep(Frozen):
    """A box of a flowchart: something to do, or a question with its two ways on."""

    text: Prose
    title: Line
    ask: Line | None = None
    yes: Prose | None = None
    no: Prose | None = None
    """What to do on the answer; the other way goes on to the next box."""


class FormField(Frozen):
    """Something to fill in, on the screen or by hand."""

    label: Line
    hint: Line | None = None
    """Below the label, in smaller type."""
    lines: Annotated[int, Field(ge=1, le=30)] = 1
    tick: bool = False
    """A box to tick in place of a line."""
    wide: Literal["full", "half", "third", "quarter"] = "full"

    @property
    def texts(self) -> tuple[str, ...]:
        """What is printed of it."""
        return (self.label, self.hint) if self.hint else (self.label,)


class FormPart(Frozen):
    """A part of a form: fields one after the other, or a table to fill in."""

    title: Line
    text: Prose | None = None
    fields: tuple[FormField, ...] = ()
    columns: tuple[Line, ...] = ()
    widths: tuple[Annotated[int, Field(ge=1, le=1000)], ...] = ()
    """Of the columns, in parts of the whole; equal where none are given."""
    rows: Annotated[int, Field(ge=0, le=60)] = 0
    """Empty rows of the table."""
    named_rows: tuple[Annotated[tuple[Line, ...], Field(min_length=1)], ...] = ()
    """Rows whose first cells are printed; the others are to be filled in."""

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every piece of text with its location."""
        yield ("title",), self.title
        if self.text:
            yield ("text",), self.text
        for index, item in enumerate(self.fields):
            yield from ((("fields", index), text) for text in item.texts)
        yield from ((("columns", index), text) for index, text in enumerate(self.columns))
        for index, row in enumerate(self.named_rows):
            yield from ((("named_rows", index), text) for text in row)


class HandoutHead(Named):
    """The front matter of a printable."""

    template: HandoutKind
    editable: bool = False
    """Made as a Word file and as plain text as well, for schools that put it in their own words."""
    audience: tuple[Audience, ...] = ()
    place: PlaceCode | None = None
    each_place: EachPlace = False
    lede: Line | None = None
    steps: tuple[FlowStep, ...] = ()
    parts: tuple[FormPart, ...] = ()
    """What is to be filled in."""
    easy: tuple[EasyPart, ...] = ()
    """Sheets in easy words only: their lines."""
    columns: Literal[1, 2] = 1
    """Sheets only: how many columns the sections stand in."""
    landscape: bool = False
    sides: Annotated[int, Field(ge=0, le=4)] = 1
    """How many sides it has to fit on; 0 for as many as it needs."""

    @property
    def traits(self) -> Traits:
        """What handouts of its kind are like."""
        return TRAITS[self.template]

    def texts(self) -> list[str]:
        """Every piece of text of the head that is printed."""
        steps = [text for step in self.steps for text in (step.title, step.text, step.ask, step.yes, step.no)]
        parts = [text for part in self.parts for _, text in part.texts()]
        easy = [text for part in self.easy for _, text in part.texts()]
        return [text for text in (self.title, self.lede, *steps, *parts, *easy) if text]


def is_signed(head: PageHead | HandoutHead) -> bool:
    """Whether its sentences are signed: help, law, report, cards, flowcharts, papers of one place."""
    if isinstance(head, PageHead):
        return head.kind in CRISIS_KINDS
    return head.traits.is_signed or head.place is not None


def places_of(head: PageHead | HandoutHead) -> tuple[PlaceCode, ...]:
    """The places that a page or handout is for; empty for everywhere."""
    if isinstance(head.each_place, tuple):
        return head.each_place
    return (head.place,) if head.place else ()


class Handout(Frozen):
    """A Markdown file of `course/handouts/`."""

    path: Line
    head: HandoutHead
    text: str


class Course(Frozen):
    """Everything that was loaded, in the order of the files."""

    pages: tuple[Page, ...]
    handouts: tuple[Handout, ...]
    planner: Planner | None = None
    accessibility: AccessibilityReport | None = None
    self_reviews: tuple[SelfReview, ...] = ()
    quizzes: tuple[Quiz, ...]
    facts: tuple[Fact, ...]
    contacts: tuple[Contact, ...]
    places: tuple[Place, ...]
    terms: tuple[Term, ...] = ()
    changes: tuple[Change, ...] = ()
    searched: tuple[SearchEntry, ...] = ()
    """`course/search.yml`."""
    apps: tuple[App, ...] = ()
    rules: tuple[Rule, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    wording: tuple[WordingRule, ...] = ()
    official_names: tuple[OfficialName, ...] = ()
    reviews: tuple[Review, ...] = ()
    watch: LastWatch | None = None
    hosts: Hosts | None = None
    """Left out: nothing is said about whose pages a line may rest on."""
    guidance_map: GuidanceMap | None = None
    school: School
    logo: Logo | None = None
    pictures: tuple[Picture, ...] = ()
    drawings: tuple[Drawing, ...] = ()

    def records(self) -> Iterator[tuple[str, Checked | Change | App | Rule]]:
        """Every record of `facts/` that readers are shown, with its kind."""
        yield from (("fact", fact) for fact in self.facts)
        yield from (("contact", contact) for contact in self.contacts)
        yield from (("term", term) for term in self.terms)
        yield from (("change", change) for change in self.changes)
        yield from (("app", app) for app in self.apps)
        yield from (("rule", rule) for rule in self.rules)

    def overrides(self) -> Iterator[tuple[str, Override]]:
        """Every use of a word that a rule would stop, with where it stands: readers see the list."""
        for head in (*(page.head for page in self.pages), *(handout.head for handout in self.handouts)):
            yield from ((f"“{head.title}”", override) for override in head.wording)
        for quiz in self.quizzes:
            for item in (quiz, *quiz.questions):
                yield from ((f"“{quiz.title}” ({item.id})", override) for override in item.wording)
        for kind, record in self.records():
            yield from ((f"{kind} “{record.id}”", override) for override in record.wording)
