"""The words of the course, and where they stand against its own rules."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.base import Line, PlaceCode
from coursekit.model.wording import Override
from coursekit.model.words import Term
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.sources import WORDS
from coursekit.render.site.page import PageInputs


class GlossaryInputs(PageInputs):
    """The glossary."""

    terms: tuple[Term, ...]
    place_names: dict[PlaceCode, str]
    exceptions: tuple[tuple[Line, Override], ...]
    """Words that stand somewhere against our own rules: where, and why."""


def _fields(asked: Asked) -> dict[str, Any]:
    course = asked.library.course
    return {
        "terms": tuple(sorted(course.terms, key=lambda term: term.term.casefold())),
        "place_names": asked.library.place_names,
        "exceptions": tuple(course.overrides()),
    }


def _shows(inputs: GlossaryInputs) -> Iterator[str]:
    yield from (f"term:{term.id}" for term in inputs.terms)


KIND = Kind(
    group=WORDS, template="site/glossary.html.j2", inputs=GlossaryInputs, fields=_fields, shows=_shows
)
