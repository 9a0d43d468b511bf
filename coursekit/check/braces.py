"""Braces that are no readable name: a reader would see them where a number or a law should stand."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from coursekit.load.course import Loaded
from coursekit.load.marked_yaml import Location
from coursekit.load.source import position
from coursekit.load.validate import Origin
from coursekit.model.course import Handout, HandoutHead, Page, PageHead
from coursekit.model.problem import Problem
from coursekit.model.reference import Reference, references, strays
from coursekit.model.school import School

_HINT = 'Write a name as {{ contact("…") }}, with two braces, round brackets and straight quotes on one line.'


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each stray brace in any text, and for each name where none can be shown."""
    sources: tuple[Page | Handout, ...] = (*loaded.course.pages, *loaded.course.handouts)
    for page in sources:
        first = loaded.origin("page" if isinstance(page, Page) else "handout", page.path).body_line
        for stray in strays(page.text):
            line, column = position(page.text, stray.start)
            yield Problem(page.path, line + first - 1, column, "stray-brace", _said(stray.text), _HINT)
    for record, origin in _records(loaded):
        for where, value in _strings(record):
            for stray in strays(value):
                yield origin.problem_in(where, value, stray.start, "stray-brace", _said(stray.text), _HINT)
            if any(not _can_show(record, where, reference) for reference in references(value)):
                yield origin.problem(where, "cannot-show", _NO_NAMES, "Write the words out.")


def _can_show(record: BaseModel, where: Location, reference: Reference) -> bool:
    """Whether a name is put in where this text is shown; a page's title has the place's words."""
    if where == ("title",) and isinstance(record, PageHead | HandoutHead):
        return reference.function == "place"
    return not isinstance(record, School) and where not in {("tab_title",), ("nav_title",), ("listed",)}


_NO_NAMES = "A name in braces cannot be shown here, among plain words."


def _said(stray: str) -> str:
    return f"“{stray}” is no name that can be read, and would be shown as it stands."


def _records(loaded: Loaded) -> Iterator[tuple[BaseModel, Origin]]:
    """Everything that was read from YAML, heads of pages included, with where it stands."""
    course = loaded.course
    for kind, named in (("page", course.pages), ("handout", course.handouts)):
        for item in named:
            yield item.head, loaded.origin(kind, item.path)
    listed: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("quiz", course.quizzes),
        ("self-review", course.self_reviews),
        ("fact", course.facts),
        ("contact", course.contacts),
        ("place", course.places),
        ("app", course.apps),
        ("rule", course.rules),
        ("term", course.terms),
        ("change", course.changes),
        ("official name", course.official_names),
    )
    for kind, records in listed:
        for record in records:
            yield record, loaded.origin(kind, str(getattr(record, "id", "") or getattr(record, "code", "")))
    alone = (
        ("planner", course.planner),
        ("accessibility report", course.accessibility),
        ("school", course.school),
    )
    for kind, one in alone:
        if one is not None and (kind, kind) in loaded.origins:
            yield one, loaded.origin(kind, kind)


def _strings(value: Any, where: Location = ()) -> Iterator[tuple[Location, str]]:
    """Yield every text in a record with its location."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, BaseModel):
        for key, field in type(value).model_fields.items():
            yield from _strings(getattr(value, key), (*where, field.alias or key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*where, str(key)))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _strings(item, (*where, index))
