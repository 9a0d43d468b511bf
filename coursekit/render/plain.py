"""References in words alone, for slides, letters and plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coursekit.model.dates import any_date, long_date
from coursekit.model.facts import Contact, Fact
from coursekit.model.reference import Reference
from coursekit.model.school import Person
from coursekit.render.compared import compared_all, compared_short
from coursekit.render.direction import apart
from coursekit.render.flow import Block, Run, flow
from coursekit.render.references import Writer, reference_templates

REFERENCES = reference_templates("plain")
"""The templates that draw references in words."""


@dataclass
class PlainWriter(Writer):
    """Writes for formats that hold paragraphs of words."""

    folder: str = "plain"
    _alone: bool = False

    def flow(self, text: str) -> tuple[Block, ...]:
        """Markdown of any length as paragraphs."""
        return flow(self.block(text))

    def runs(self, text: str) -> tuple[Run, ...]:
        """One line of Markdown."""
        return tuple(run for block in flow(self.line(text)) for run in block.runs)

    def _put(self, reference: Reference, alone: bool) -> str:
        self._alone = alone
        return super()._put(reference, alone)

    def _draw(self, name: str, **values: object) -> str:
        return super()._draw(name, opens=self._alone, **values)

    @property
    def compared(self) -> str:
        """How old the comparisons behind everything shown are, in one sentence."""
        return compared_all((*self.shown, *self.contacts))

    def sources(self) -> Iterator[str]:
        """A line for each fact shown, with its number in the text."""
        for number, fact in enumerate(self.shown, 1):
            yield f"{number} {source_line(fact)}"


def source_line(fact: Fact | Contact) -> str:
    """Where a fact or contact comes from and how sure and how old it is, in one line."""
    parts = [fact.source.title, fact.source.url]
    parts += [any_date(fact.source.dated)] if fact.source.dated != "undated" else []
    parts += [f"sources disagree: {fact.disputed.rstrip('.')}"] if fact.disputed else []
    return f"{', '.join(parts)}. {compared_short(fact)}."


def standing(compared: str, review_by: date, reviewed: str) -> Iterator[str]:
    """How old a text is and, in words, who has signed it, sentence by sentence."""
    if compared:
        yield compared
    yield reviewed
    yield f"To be checked again after {long_date(review_by)}."


BLANK = "_" * 16
"""A line to type or write on, short enough for the narrow side of a slide."""


def reached(person: Person) -> str:
    """How to reach a local contact in one line; a blank line where `school.yml` has none."""
    return ", ".join(apart(part) for part in (person.name, person.phone) if part) or BLANK
