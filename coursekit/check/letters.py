"""Letters that paper cannot draw: they are printed as their names in square brackets."""

import unicodedata
from collections.abc import Iterator

from coursekit.check.texts import Text, all_texts
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.letters import not_drawn
from coursekit.model.problem import Problem
from coursekit.model.school import Person


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each text, name and local detail with such letters, where it goes on paper."""
    pages = {page.path for page in loaded.course.pages if page.head.kind != "session"}
    for text in all_texts(loaded):
        if text.owner.origin.path not in pages:
            yield from _in_text(text)
    for contact in loaded.course.contacts:
        yield from _said(loaded.origin("contact", contact.id), ("name",), contact.name)
    if ("school", "school") in loaded.origins:
        yield from of_school(loaded)


def _in_text(text: Text) -> Iterator[Problem]:
    for sign in not_drawn(text.text):
        offset = max(text.text.find(sign), 0)
        yield text.problem(offset, "not-drawn", _message(sign), _HINT, severity="warning")


def of_school(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each letter of a local detail that paper cannot draw."""
    school, origin = loaded.course.school, loaded.origin("school", "school")
    yield from _said(origin, ("name",), school.name)
    for key in type(school).model_fields:
        person = getattr(school, key)
        if isinstance(person, Person):
            for part, value in person:
                yield from _said(origin, (key, part), value)


def _said(origin: Origin, where: tuple[str, ...], value: str | None) -> Iterator[Problem]:
    for sign in not_drawn(value or ""):
        yield origin.problem(where, "not-drawn", _message(sign), _HINT, severity="warning")


def _message(sign: str) -> str:
    name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    return f"Paper cannot draw “{sign}” and prints its name, “[{name}]”."


_HINT = "Leave the sign out, or write the name in Latin letters too."
