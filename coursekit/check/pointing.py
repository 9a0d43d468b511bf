"""Words that point: no text sends a reader to what is not there, printed, shuffled or cut out as it may be.

The finished files are looked through as well (`tests/support/dangling.py`); here is what can be told from
the text.
"""

import re
from collections.abc import Iterator

from coursekit.catalogue import Records
from coursekit.check.texts import Text, texts
from coursekit.load.course import Loaded
from coursekit.model.facts import ContactKind
from coursekit.model.problem import Problem
from coursekit.model.reference import replace

_SHEET = r"(?:cards?|sheets?|posters?|handouts?|letters?|forms?|papers?|checklists?)"
_NAMED = re.compile(rf"\b{_SHEET}\s+(?:called\s+)?(“[^”]+”(?:(?:,|\s+and|\s+or)\s+“[^”]+”)*)", re.IGNORECASE)
_TITLE = re.compile(r"“([^”]+)”")
_WHERE = r"(?:see|as|listed|named|shown|given|described|explained|lists?|tables?|links?|box|page|picture)"
_OUTSIDE = re.compile(
    rf"\b(?:{_WHERE}\s+(?:above|below)|(?:previous|last|following)\s+question|next\s+page|question\s+\d+"
    r"|on\s+(?:the\s+next|this)\s+page|overleaf)\b",
    re.IGNORECASE,
)
_ON_SCREEN = re.compile(
    r"\blinks?\s+(?:(?:is|are|stands?)\s+)?(?:above|below)\b|\b(?:click|tap)\s+here\b"
    r"|\b(?:press|click|tap)\s+the\s+button\b",
    re.IGNORECASE,
)
_CUT_IS_MARKED = re.compile(
    r"\bmarked\s+to\s+be\s+cut\b|\bparts?\s+(?:that\s+(?:is|are)\s+)?marked\b|\bsegments?\s+that\s+(?:is|are)\s+marked\b"
    r"|\bwhat\s+the\s+plan\s+marks\b",
    re.IGNORECASE,
)


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each name of a sheet and each pointing word with nothing to point to."""
    titles, tabs = tuple(_titles(loaded)), _tabs(loaded)
    records = Records(loaded)
    uncut = {
        page.head.id
        for page in loaded.course.pages
        if page.head.session and not any(segment.cut_first for segment in page.head.session.segments)
    }
    for text in texts(loaded):
        yield from _names(text, titles)
        yield from _tab_titles(text, tabs)
        yield from _over_nothing(text, records)
        if text.owner.kind == "quiz":
            message = (
                "points outside of the question. In packages, and where questions are mixed, it stands alone."
            )
            yield from _found(text, _OUTSIDE, message, "Say it in the question itself, or name the page.")
        if text.on_paper or text.owner.kind == "session":
            message = "is printed as well, and there is no link on paper."
            yield from _found(text, _ON_SCREEN, message, "Say what the page is called.")
        if text.owner.name in uncut:
            message = "points to a mark, but no part of this session is marked."
            yield from _found(text, _CUT_IS_MARKED, message, "Write “cut_first: true” at a segment.")


_LED_TO = re.compile(
    r"^[ \t]*(?P<led>\S[^\n]*:)[ \t]*\n\s*\n[ \t]*\{\{\s*here\([\"“](?P<kinds>[^\"”]+)[\"”]\)\s*\}\}[ \t]*$",
    re.MULTILINE,
)
"""A line that ends in a colon, and a place's contacts alone below it."""


def _over_nothing(text: Text, records: Records) -> Iterator[Problem]:
    """Where a place has no such contact, the line would lead to nothing. Paper has a blank there.

    Where no emergency number is sure, pages say that in words.
    """
    if text.on_paper or not text.owner.each_place:
        return
    for found in _LED_TO.finditer(text.text):
        kinds = [kind for kind in found["kinds"].split() if kind in set(ContactKind)]
        reached = records.open_among(text.places)
        lacking = next((place for place in reached if not any(map(place.of, kinds))), None)
        if lacking and kinds and ContactKind.EMERGENCY not in kinds:
            led = found["led"].rpartition(". ")[2]
            message = f"“{led}” leads to nothing {lacking.in_name}, which has none of these."
            hint = f"Name a second kind that it has, such as “{found['kinds']} child_helpline”."
            yield text.problem(found.start("kinds"), "points-nowhere", message, hint)


def _titles(loaded: Loaded) -> Iterator[str]:
    """What stands on pages, sheets, papers and cards as their title, as far as it is the same everywhere."""
    every = [page.head.title for page in loaded.course.pages]
    every += [handout.head.title for handout in loaded.course.handouts]
    every += [quiz.title for quiz in loaded.course.quizzes]
    for page in loaded.course.pages:
        every += [card.title for card in page.head.session.cards] if page.head.session else []
        every += [one.title for one in page.head.aloud.rehearsals] if page.head.aloud else []
    yield from (replace(title, lambda _: "\0").partition("\0")[0].casefold() for title in every)


def _names(text: Text, titles: tuple[str, ...]) -> Iterator[Problem]:
    for named in _NAMED.finditer(text.text):
        for quoted in _TITLE.finditer(named[1]):
            title = " ".join(quoted[1].split())
            if not any(_begins(title.casefold(), known) for known in titles):
                message = f"No sheet, page or card has the title “{title}”."
                hint = "Write the title that is printed on it, or its beginning."
                yield text.problem(named.start(1) + quoted.start(), "no-such-sheet", message, hint)


def _begins(name: str, title: str) -> bool:
    """Whether a title is this name, or begins with it and goes on with another word."""
    rest = title.removeprefix(name) if title.startswith(name) else None
    return rest is not None and not rest[:1].isalnum()


def _tabs(loaded: Loaded) -> dict[str, str]:
    """The numbered names of tabs, which stand on no sheet, with the title that does."""
    heads = (handout.head for handout in loaded.course.handouts)
    return {head.tab_title: head.title for head in heads if re.search(r"\w \d+$", head.tab_title)}


def _tab_titles(text: Text, tabs: dict[str, str]) -> Iterator[Problem]:
    for tab, title in tabs.items():
        if tab not in text.text:
            continue
        for found in re.finditer(rf"\b{re.escape(tab)}\b", text.text):
            message = f"“{tab}” is the name of a tab: it stands on no sheet."
            yield text.problem(found.start(), "no-such-sheet", message, f"Write its title: “{title}”.")


def _found(text: Text, pattern: re.Pattern[str], message: str, hint: str) -> Iterator[Problem]:
    for found in pattern.finditer(text.text):
        said = " ".join(found[0].split())
        yield text.problem(found.start(), "points-nowhere", f"“{said}” {message}", hint)
