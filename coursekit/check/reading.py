"""Plain English: sentences short enough for their readers, and parents' pages short enough for a telephone.

Counting words needs no library: those that exist (textstat, py-readability-metrics) do not know Markdown,
cannot say where a sentence stands, and bring dictionaries for formulas that we do not use. A count is a smoke
alarm; a person reads the page too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from coursekit.check.prose import END, TEXTS, plain, sentences, word_count
from coursekit.check.texts import Owner, Text, all_texts
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """How many words a sentence may have, on average and at most."""

    average: int
    longest: int


PARENTS, OTHERS = Limits(15, 25), Limits(20, 30)
"""Parents may be reading in a crisis, on a telephone; 15 to 20 words is common advice for everybody."""
PAGE = 750
"""Words of a parents' page: five minutes."""
Counter = Callable[[str], tuple[int, ...]]
_HEADING = ("#", "!!!", "|")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each sentence, page and average that is too long for its readers."""
    counts = _counter(_names(loaded))
    for text in all_texts(loaded):
        limits = limits_for(text.owner)
        yield from _sentences(text, limits, counts)
        if text.role == "body":
            yield from _page(text, limits, counts)


def limits_for(owner: Owner) -> Limits:
    """The limits for a page's, a handout's or another record's readers."""
    return PARENTS if owner.kind in {"parents", "help"} or owner.audience == ("parents",) else OTHERS


def _sentences(text: Text, limits: Limits, counts: Counter) -> Iterator[Problem]:
    words = plain(text.text)
    for start, end in sentences(words):
        if word_count(words[start:end]) <= limits.longest:  # with the names: most are short enough so
            continue
        count = max(counts(words[start:end]))
        if count > limits.longest:
            first = end - len(words[start:end].lstrip(f"{END} \n\t"))
            message = f"This sentence has {count} words."
            hint = f"Make two of it; {limits.longest} are enough here."
            yield text.problem(first, "long-sentence", message, hint, severity="warning")


def _page(text: Text, limits: Limits, counter: Counter) -> Iterator[Problem]:
    words = plain(text.text)
    spans = (span for span in sentences(words) if not _label(text, span[0]))
    counts = [count for span in spans for count in counter(words[slice(*span)]) if count]
    average = sum(counts) / max(len(counts), 1)
    if average > limits.average:
        message = f"The sentences of this page have {average:.1f} words on average."
        hint = f"Shorten some; {limits.average} are enough for these readers."
        yield text.problem(0, "long-sentences", message, hint, severity="warning")
    if text.owner.kind == "parents" and (total := word_count(words)) > PAGE:
        hint = f"Keep {PAGE} at most, and link to the rest."
        yield text.problem(0, "long-page", f"This page has {total} words.", hint, severity="warning")


def _label(text: Text, start: int) -> bool:
    """Tell whether a sentence is a heading, the title of a box or in a table: these are no sentences."""
    line = text.text.rfind("\n", 0, start + 1) + 1
    return text.text[line:].lstrip().startswith(_HEADING)


@lru_cache(maxsize=4)
def _counter(names: re.Pattern[str]) -> Counter:
    """Counts the words of a sentence without names; semicolons make a list of it, read item by item."""
    return lru_cache(maxsize=TEXTS)(
        lambda sentence: tuple(word_count(part) for part in names.sub("", sentence).split(";"))
    )


def _names(loaded: Loaded) -> re.Pattern[str]:
    """The names of services, sources and the school: nobody can make them shorter."""
    course = loaded.course
    records = (*course.facts, *course.contacts, *course.terms)
    names = {contact.name for contact in course.contacts} | {record.source.title for record in records}
    names |= {course.school.name or ""}
    longest_first = sorted(names - {""}, key=lambda name: (-len(name), name))
    return (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
        if longest_first
        else re.compile(r"$^")
    )
