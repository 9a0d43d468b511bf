"""Sets: a page of the kind `set` has one, what it names is there, and its slides can be read."""

from collections.abc import Iterator

from coursekit.check.sessions import LINES, WORDS
from coursekit.load.course import Loaded
from coursekit.load.marked_yaml import Location
from coursekit.load.validate import Origin
from coursekit.model.course import Page
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.study_set import StudySet


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield what keeps a set from being read or run, and what a page's doors name that is not there."""
    pages = {page.head.id: page for page in loaded.course.pages}
    known = {*pages, *(handout.head.id for handout in loaded.course.handouts)}
    for page in loaded.course.pages:
        origin = loaded.origin("page", page.path)
        if (page.head.kind == "set") != (page.head.set is not None):
            message = "A page of the kind “set” has a set, and no other page has."
            yield origin.problem(("kind",), "structure", message, "Add or remove “set:”.")
        for number, door in enumerate(page.head.doors):
            for index, id_ in enumerate(door.items):
                where = ("doors", number, "items", index)
                yield from _known(id_, known, loaded.lost, origin, where)
        if page.head.set:
            yield from _set(page, page.head.set, pages, loaded, origin)


def _set(
    page: Page, plan: StudySet, pages: dict[str, Page], loaded: Loaded, origin: Origin
) -> Iterator[Problem]:
    if not page.head.minutes:
        message = "A set says how many minutes it takes."
        yield origin.problem(("set",), "structure", message, "Add “minutes:”.")
    if page.head.place or page.head.each_place:
        message = "A set is for every place, because its slides and its sheet are."
        yield origin.problem(("set",), "structure", message, "Link to the pages of each place.")
    for index, part in enumerate(plan.parts):
        if part.page:
            yield from _known(part.page, set(pages), loaded.lost, origin, ("set", "parts", index, "page"))
    for index, slide in enumerate(plan.slides):
        for number, line in enumerate(slide.lines):
            if len(line.split()) > WORDS:
                message = f"This line of a slide has {len(line.split())} words."
                where = ("set", "slides", index, "lines", number)
                yield origin.problem(
                    where, "full-slide", message, f"Keep to {WORDS} words and {LINES} lines."
                )


def _known(
    id_: str, known: set[str], lost: frozenset[str], origin: Origin, where: Location
) -> Iterator[Problem]:
    if id_ not in known | lost:
        hint = did_you_mean(id_, known, "Name the id of a page or a handout.")
        yield origin.problem(where, "unknown-page", f"There is no page or handout “{id_}”.", hint)
