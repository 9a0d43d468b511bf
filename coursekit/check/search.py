"""The search's answers lead somewhere, and no word means two things."""

import re
from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.search import SMALL, Lead, SearchEntry

_HEADING = re.compile(r"^#{2,3}\s+(.+?)\s*#*$", re.MULTILINE)
"""What begins a section that the search can lead to."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each answer that leads nowhere, and each word that means nothing or two things."""
    found: dict[str, set[str]] = {}
    for page in loaded.course.pages:
        found.setdefault(page.head.id, set()).update(_HEADING.findall(page.text))
    seen: dict[str, str] = {}
    for entry in loaded.course.searched:
        origin = loaded.origin("search entry", entry.id)
        yield from _words(entry, origin, seen)
        for index, lead in enumerate(entry.leads or ()):
            if lead.page not in loaded.lost:
                yield from _lead(lead, ("leads", index), origin, found)


def _lead(
    lead: Lead, where: tuple[str | int, ...], origin: Origin, found: dict[str, set[str]]
) -> Iterator[Problem]:
    if lead.page not in found:
        hint = did_you_mean(lead.page, found, "Write the id of a page of course/.")
        yield origin.problem((*where, "page"), "unknown-page", f"There is no page “{lead.page}”.", hint)
    elif lead.heading and lead.heading not in found[lead.page]:
        message = f"The page “{lead.page}” has no heading “{lead.heading}”."
        hint = did_you_mean(
            lead.heading, found[lead.page], "Write the heading as it stands there, or leave it out."
        )
        yield origin.problem((*where, "heading"), "unknown-heading", message, hint)


def _words(entry: SearchEntry, origin: Origin, seen: dict[str, str]) -> Iterator[Problem]:
    """Problems of what readers type; `seen` holds the words with their meaning."""
    for key, phrases in (("same", entry.same or ()), ("asks", entry.asks or ())):
        for index, phrase in enumerate(phrases):
            typed = " ".join(phrase.lower().split())
            if key == "asks" and set(typed.split()) <= SMALL:
                message = f"“{phrase}” holds only words that the search passes over."
                yield origin.problem(
                    (key, index), "nothing-to-look-for", message, "Add a word that says more."
                )
            known = f"{key} {typed}"
            if known in seen:
                message = f"“{phrase}” stands a second time; the first is in “{seen[known]}”."
                yield origin.problem((key, index), "said-twice", message, "Remove one of the two.")
            seen.setdefault(known, entry.id)
