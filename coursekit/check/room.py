"""Texts that have to fit: on a slide, in a text message, at the foot of a sheet.

The slides set their type as large as the text allows; these limits leave it large enough to read.
"""

from collections.abc import Iterator
from itertools import product

from coursekit.catalogue import Records
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.course import Handout, Page
from coursekit.model.facts import Place
from coursekit.model.message import LIMIT, as_message, septets
from coursekit.model.problem import Problem
from coursekit.model.reference import Reference, replace
from coursekit.model.school import Person

Part = tuple[tuple[str | int, ...], str, int]
"""Where a text stands, the text, and how many characters it may have."""

TITLE, COVER, LEDE, AIM, LINE, CASE, QUESTION = 60, 80, 200, 110, 100, 600, 100
SCENE, RULE, HEARD, SAYS = 350, 180, 50, 70
"""Characters of what stands on a rehearsal’s slide and cards, so that a card keeps to its two sides."""
NAME, PHONE, OTHER = 100, 40, 120
"""Characters of a local contact's name, number and other details."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each text that has no room where it is shown."""
    for page in loaded.course.pages:
        yield from _too_long(loaded.origin("page", page.path), _of_page(page), "on its slide or card")
    yield from of_school(loaded)
    for handout in loaded.course.handouts:
        if handout.head.traits.is_messages:
            yield from _messages(loaded, handout)


def of_school(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each local detail that has no room where it is shown."""
    if ("school", "school") in loaded.origins:
        origin = loaded.origin("school", "school")
        yield from _too_long(origin, _of_school(loaded), "where it is shown")


def _too_long(origin: Origin, parts: Iterator[Part], where: str) -> Iterator[Problem]:
    for location, text, limit in parts:
        if len(text) > limit:
            message = f"This has {len(text)} characters, and there is room for {limit} {where}."
            yield origin.problem(location, "too-long", message, "Shorten it.")


def _of_page(page: Page) -> Iterator[Part]:
    head, session = page.head, page.head.session
    if head.kind == "module":
        yield ("title",), head.title, COVER
        yield ("lede",), head.lede or "", LEDE
    for index, one in enumerate(head.aloud.rehearsals if head.aloud else ()):
        here = ("aloud", "rehearsals", index)
        yield (*here, "title"), one.title, TITLE
        yield (*here, "scene"), one.scene, SCENE
        yield (*here, "rule"), one.rule, RULE
        yield (*here, "contrast"), one.contrast, QUESTION
        yield (*here, "again"), one.again, RULE
        yield from (((*here, "hear", number), line, HEARD) for number, line in enumerate(one.hear))
    for index, line in enumerate(head.aloud.says if head.aloud else ()):
        yield ("aloud", "says", index), line, SAYS
    if session is None:
        return
    yield ("title",), head.title, COVER
    for index, aim in enumerate(session.aims):
        yield ("session", "aims", index), aim, AIM
    for index, segment in enumerate(session.segments):
        here = ("session", "segments", index)
        yield (*here, "title"), segment.title, TITLE
        yield from (((*here, "slide", number), line, LINE) for number, line in enumerate(segment.slide))
    for index, card in enumerate(session.cards):
        here = ("session", "cards", index)
        yield (*here, "title"), card.title, TITLE
        yield (*here, "case"), card.case, CASE
        yield from (
            ((*here, "questions", number), text, QUESTION) for number, text in enumerate(card.questions)
        )


def _of_school(loaded: Loaded) -> Iterator[Part]:
    school = loaded.course.school
    yield ("name",), school.name or "", NAME
    for key in type(school).model_fields:
        person = getattr(school, key)
        if isinstance(person, Person):
            yield (key, "name"), person.name or "", NAME
            yield (key, "phone"), person.phone or "", PHONE
            yield (key, "email"), person.email or "", OTHER
            yield (key, "hours"), person.hours or "", OTHER


def _messages(loaded: Loaded, handout: Handout) -> Iterator[Problem]:
    """Yield a problem for each message that is too long in some place."""
    origin, head, records = loaded.origin("handout", handout.path), handout.head, Records(loaded)
    places = records.served(head) if head.each_place else (records.places.get(head.place or ""),)
    starts = [
        text for text in handout.text.split("\n\n") if text.strip() and not text.lstrip().startswith("#")
    ]
    for text, place in product(starts, places):
        said = as_message(replace(" ".join(text.split()), lambda named: _said(records, named, place)))  # noqa: B023
        if septets(said) > LIMIT:
            line = origin.body_line + handout.text[: handout.text.index(text)].count("\n")
            where = f" {place.in_name}" if place else ""
            message = f"This message has {len(said)} characters{where}; a text message has {LIMIT}."
            hint = "Shorten it, and leave out emoji and letters that not every telephone has."
            yield Problem(origin.path, line, 1, "too-long", message, hint)
            return


def _said(records: Records, named: Reference, place: Place | None) -> str:
    """About what stands for a reference: the name and the number, or a line to fill in."""
    kinds = (named.argument or "").split() if named.function == "here" and place else []
    ids = [id_ for kind in kinds if place and kind in place.contacts for id_ in place.of(kind)]
    if named.function == "contact":
        ids = [named.argument or ""]
    found = records.contacts.get(ids[0]) if ids else None
    return f"{found.name} {found.phone or found.url}" if found else "_" * 40
