"""What people say aloud: in every module that has a session, short enough to hear, the same everywhere."""

from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.course import Page
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.reference import links, references
from coursekit.model.rehearsal import Aloud
from coursekit.model.session import HEARD, Length, Segment, Session

WORDS_A_MINUTE = 150
"""Words that are read aloud calmly in a minute: a rehearsal's rule, model and contrast take no longer."""
TURNS = 4
"""Minutes that a rehearsal needs in a plan: it is read, each of a pair has a turn, and both a second one."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield what keeps people from saying it aloud, on a page, on paper or in a session."""
    known = {one.id for page in loaded.course.pages if page.head.aloud for one in page.head.aloud.rehearsals}
    seen: set[str] = set()
    for page in loaded.course.pages:
        origin = loaded.origin("page", page.path)
        yield from _page(loaded, page, origin)
        if page.head.aloud:
            yield from _placed(page.head.aloud, origin)
            yield from _rehearsals(page.head.aloud, _objectives(loaded, page), seen, origin)
        if page.head.session:
            yield from _session(page.head.session, known, origin)


def _page(loaded: Loaded, page: Page, origin: Origin) -> Iterator[Problem]:
    head = page.head
    if (head.kind == "rehearsal") != (head.aloud is not None):
        message = "A page of the kind “rehearsal” has rehearsals, and no other page has."
        yield origin.problem(("kind",), "structure", message, "Add or remove “aloud:”.")
    if head.kind == "rehearsal" and (head.place or head.each_place or not page.module):
        message = "Rehearsals are for every place, and a part of a module: cards and slides are made of them."
        yield origin.problem(
            ("kind",), "structure", message, "Move the file into the module, without a place."
        )
    beside = [other for other in loaded.course.pages if page.module and other.module == page.module]
    aloud = f"course/{page.module}/aloud.md"
    if head.session and beside and aloud not in loaded.lost and not any(one.head.aloud for one in beside):
        message = "This module has a session, and nothing that people say aloud."
        hint = f"Write {aloud}, a page of the kind “rehearsal”."
        yield origin.problem(("session",), "no-rehearsals", message, hint, severity="warning")


def _objectives(loaded: Loaded, page: Page) -> int:
    homes = (other for other in loaded.course.pages if other.module == page.module)
    return next((len(other.head.objectives) for other in homes if other.head.kind == "module"), 0)


def _placed(aloud: Aloud, origin: Origin) -> Iterator[Problem]:
    """Cards and slides of rehearsals are for every place: no number of one place, no link."""
    for where, text in aloud.texts():
        if next(references(text), None) or next(links(text), None):
            message = (
                "A rehearsal names no fact and no contact, and has no link: its card is for every place."
            )
            hint = "Say whom to tell in words: “the lead”, “the police”."
            yield origin.problem(("aloud", *where), "place-bound", message, hint)


def _rehearsals(aloud: Aloud, objectives: int, seen: set[str], origin: Origin) -> Iterator[Problem]:
    for index, one in enumerate(aloud.rehearsals):
        where = ("aloud", "rehearsals", index)
        if one.id in seen:
            message = f"Another rehearsal has the id “{one.id}”."
            yield origin.problem((*where, "id"), "duplicate-id", message, "Choose another; sessions name it.")
        seen.add(one.id)
        if one.heard > WORDS_A_MINUTE:
            message = (
                f"Rule, model and contrast have {one.heard} words; {WORDS_A_MINUTE} are heard in a minute."
            )
            yield origin.problem(where, "long-rehearsal", message, "Shorten them: people came to speak.")
        for number in one.objectives:
            if number > objectives:
                message = f"There is no objective {number}; the module has {objectives}."
                yield origin.problem((*where, "objectives"), "unknown-aim", message, "Count them from 1.")


def _session(session: Session, known: set[str], origin: Origin) -> Iterator[Problem]:
    for index, segment in enumerate(session.segments):
        where = ("session", "segments", index)
        if (segment.way == "say") != bool(segment.rehearsals):
            message = "In a segment of the way “say”, and in no other, people say rehearsals aloud."
            yield origin.problem((*where, "way"), "structure", message, "Add or remove “rehearsals: […]”.")
        for id_ in segment.rehearsals:
            if id_ not in known:
                hint = did_you_mean(id_, known, "Write it in the module’s page of the kind “rehearsal”.")
                message = f"There is no rehearsal “{id_}”."
                yield origin.problem((*where, "rehearsals"), "unknown-rehearsal", message, hint)
        yield from (_hurried(segment, length, where, origin) for length in _hurrying(segment))


def _hurrying(segment: Segment) -> Iterator[Length]:
    need = TURNS * len(segment.rehearsals)
    return (length for length, minutes in segment.minutes.items() if minutes < need)


def _hurried(segment: Segment, length: Length, where: tuple[str | int, ...], origin: Origin) -> Problem:
    count, minutes = len(segment.rehearsals), segment.minutes[length]
    message = (
        f"{minutes} minutes in the {length} minute session are too few to say {count} aloud, twice each."
    )
    hint = f"Give {TURNS} for each: {HEARD} to hear it, the rest for both to speak."
    return origin.problem((*where, "minutes", length), "hurried", message, hint)
