"""Briefings on what changed: one for each change of a year on which staff must act, fit for a slide."""

from collections.abc import Iterator
from datetime import timedelta

from coursekit.check.sessions import LINES, WORDS
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.changes import Brief, Change
from coursekit.model.problem import Problem
from coursekit.model.reference import links, references

YEAR = timedelta(days=366)


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield each change of the year that staff have no briefing on, and what does not fit a slide."""
    for change in loaded.course.changes:
        origin = loaded.origin("change", change.id)
        if change.brief:
            yield from _brief(change, change.brief, origin)
        elif "staff" in change.who and _is_of_the_year(change):
            message = f"Staff are to act on “{change.id}”, and there is no briefing on it."
            hint = "Add “brief:” with title, new, scene, say and do; or take “staff” out of “who:”."
            yield origin.problem(("who",), "no-briefing", message, hint, severity="warning")


def _is_of_the_year(change: Change) -> bool:
    """Whether it began in the year before it was logged; of a bare year nobody can say so."""
    return len(change.since) > len("2026") and change.since >= str(change.logged - YEAR)[: len(change.since)]


def _brief(change: Change, brief: Brief, origin: Origin) -> Iterator[Problem]:
    if "staff" not in change.who:
        message = "A briefing is for staff, and this change is not."
        yield origin.problem(
            ("brief",), "no-briefing", message, "Add “staff” to “who:”, or take “brief:” out."
        )
    for where, text in brief.texts():
        if next(references(text), None) or next(links(text), None):
            message = "A briefing names its facts under “facts:”, and links nowhere: it is paper and slides."
            yield origin.problem(("brief", *where), "structure", message, "Say it in words.")
        if where[0] in {"new", "do"} and len(text.split()) > WORDS:
            message = f"This line of a slide has {len(text.split())} words."
            hint = f"Keep to {WORDS} words and {LINES} lines."
            yield origin.problem(("brief", *where), "full-slide", message, hint)
