"""Minutes that hold: nobody is told a time in which the page cannot be read, or the session not be run.

A page takes its words at 180 a minute, slower than adults read on average: many read in a second language,
on a telephone, or stop to think. A question counts with all its reasons.
"""

from collections.abc import Iterator, Mapping

from coursekit.check.prose import plain, word_count
from coursekit.load.course import Loaded
from coursekit.model.course import Course, Page
from coursekit.model.problem import Problem
from coursekit.model.reference import references

WORDS_A_MINUTE = 180
SPOKEN = 150
"""Words a minute of somebody who speaks to a room."""
_CARD, _NAME = 40, 4
"""Words of a contact: with what it does and what happens next, and in a sentence."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each page, module, set and session whose minutes cannot hold."""
    pages = {page.head.id: page for page in loaded.course.pages}
    for page in loaded.course.pages:
        needed = _needed(loaded.course, page, pages)
        if page.head.minutes and page.head.minutes + 0.5 < needed:
            message = f"This says {page.head.minutes} minutes, and takes {round(needed)}."
            origin = loaded.origin("page", page.path)
            yield origin.problem(
                ("minutes",), "minutes", message, f"Write “minutes: {round(needed)}”, or shorten it."
            )
        yield from _segments(loaded, page)
        yield from _parts(loaded, page, pages)


def _needed(course: Course, page: Page, pages: dict[str, Page]) -> float:
    """How many minutes it takes; a module with its lessons, a set with its parts, a session what it says."""
    if page.head.session:
        return 0
    alone = words(course, page) / WORDS_A_MINUTE
    if page.head.kind == "module":
        inside = (other.head for other in pages.values() if other.module == page.module)
        alone += sum(
            head.minutes or 0 for head in inside if head.kind in {"lesson", "rehearsal"} and not head.quiz
        )
    if page.head.set:
        alone += sum(part.minutes for part in page.head.set.parts)
    return alone


def words(course: Course, page: Page) -> int:
    """How many words a reader meets: the text with the facts and contacts it names, and its questions."""
    texts = [page.text, page.head.lede or ""]
    quiz = next((quiz for quiz in course.quizzes if quiz.id == page.head.quiz), None)
    texts += quiz.texts() if quiz else []
    texts += [text for _, text in page.head.aloud.texts()] if page.head.aloud else []
    records = {("fact", fact.id): fact.text for fact in course.facts}
    records |= {("rule", rule.id): rule.text for rule in course.rules}
    return sum(word_count(plain(text)) + _named(records, text) for text in texts)


def _named(records: Mapping[tuple[str, str], str], text: str) -> int:
    found = 0
    for reference in references(text):
        line = text[: reference.start].rpartition("\n")[2] + text[reference.end :].partition("\n")[0]
        if reference.function in {"contact", "here", "school"}:
            found += _NAME if line.strip() else _CARD
        else:
            found += word_count(records.get((reference.function, reference.argument or ""), ""))
    return found


def _segments(loaded: Loaded, page: Page) -> Iterator[Problem]:
    """What is said in a part of a session fits into its minutes, in every length that has it."""
    for index, segment in enumerate(page.head.session.segments if page.head.session else ()):
        spoken = word_count(plain(segment.script)) / SPOKEN
        for length, minutes in segment.minutes.items():
            if minutes + 0.5 < spoken:
                message = f"This part has {minutes} of {length} minutes, and saying it takes {round(spoken)}."
                where = ("session", "segments", index, "minutes")
                origin = loaded.origin("page", page.path)
                yield origin.problem(where, "minutes", message, "Give it more, or say less.")


def _parts(loaded: Loaded, page: Page, pages: dict[str, Page]) -> Iterator[Problem]:
    """A part of a set takes as long there as its page says."""
    for index, part in enumerate(page.head.set.parts if page.head.set else ()):
        named = pages.get(part.page or "")
        if named and part.minutes < (named.head.minutes or 0):
            message = f"“{part.page}” takes {named.head.minutes} minutes, and has {part.minutes} here."
            where = ("set", "parts", index, "minutes")
            yield loaded.origin("page", page.path).problem(where, "minutes", message, "Give it its minutes.")
