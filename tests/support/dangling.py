"""What a finished output says and does not hold, and what is left of things that were taken out of it.

“The links are below” needs links below it, in that output: a reader who is sent to what is not there stops.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from outputs import Part, Parts, parts


def dangling(path: str, data: bytes) -> list[str]:
    """Everything in a finished file that points to nothing or is left of nothing, as `where: what`."""
    return [
        f"{name or path}: {complaint}"
        for name, found in parts(path, data)
        for complaint in dict.fromkeys([*left_over(found), *said_wrongly(found), *pointing(found)])
    ]


# --- Left of what is not there -----------------------------------------------------------------------------


def left_over(found: Parts) -> Iterator[str]:
    """Empty lists, boxes, folds and headings; headings, titles of boxes and “…:” over nothing."""
    level = 0
    for index, part in enumerate(found):
        after = found[index + 1 :]
        level = part.level or level
        if part.empty:
            yield f"an empty {part.kind}"
        elif part.kind == "heading" and _over_nothing(part, after, level):
            yield f"nothing under the heading “{part.text}”"
        elif part.kind == "text" and part.text.endswith(":") and _over_nothing(part, after, level):
            yield f"nothing after “{part.text}”"


LABEL = 90
"""Characters. A longer text that ends in a colon is no label."""


def _over_nothing(part: Part, after: Parts, level: int) -> bool:
    """Whether a section ends, or one that is not below this level begins, before anything else is met."""
    for other in after:
        if other.kind == "end" or other.level:
            return other.kind == "end" or other.level <= level
        if part.kind == other.kind == "text" and len(part.text) < LABEL and other.text.endswith(":"):
            return len(other.text) < LABEL
        if other.kind in {"control", "picture"} or other.text not in part.text:
            return False
    return True


# --- Said wrongly ------------------------------------------------------------------------------------------

WRONG = {
    "a stray quotation mark": re.compile(r"“\s*”|‘\s*’|\"\"|^[“”\"]$"),
    "a reference left unread": re.compile(r"\{\{|\}\}|\{%|%\}"),
    "two stops": re.compile(r"(?<!\.)\.\s?\.(?![./])|[?!]\.(?!\.)|[,;:]\.(?!\w)|,,|;;"),
    "a value that is not there": re.compile(
        r"\b(?:undefined|NaN)\b|\[object \w+\]|[a-z,;(] None\b(?! of)|^(?:None|null)$"
    ),
}


def said_wrongly(found: Parts) -> Iterator[str]:
    """Signs of a template that had nothing to put in, and quotations that nobody has closed."""
    for part in found:
        if part.kind in {"text", "heading"}:
            yield from (
                f"{what} in “{part.text}”" for what, wrong in WRONG.items() if wrong.search(part.text)
            )
            if part.text.count("“") != part.text.count("”"):
                yield f"a quotation without an end or a beginning in “{part.text}”"


# --- Pointing ----------------------------------------------------------------------------------------------

Test = Callable[[Part], bool]


def _is(*kinds: str) -> Test:
    return lambda part: part.kind in kinds


def _says(pattern: str) -> Test:
    words = re.compile(pattern, re.IGNORECASE)
    return lambda part: bool(words.search(part.text))


_REACHED = r"\d{3}|\d[\d \-]{3,}|number|____|\.\w{2,}\b"
"""How somebody can be reached: a number, a blank to write it in, an address."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point, to what, and where that must be: `after` or `before` the sentence, or `any`where."""

    said: re.Pattern[str]
    where: str
    what: str
    is_there: Test


def _pointer(said: str, where: str, what: str, is_there: Test) -> Pointer:
    return Pointer(re.compile(rf"\b(?:{said})", re.IGNORECASE), where, what, is_there)


_THINGS = (
    r"(?:list|table|links?|box|order|modules|questions?|form|record|files?|steps|pictures?|drawings?|cards?)"
)
POINTERS = (
    _pointer(
        r"links? (?:is|are|stands?) below|links below|pages? ?,? (?:for your place, )?below",
        "after",
        "a link",
        _is("link"),
    ),
    _pointer(
        r"choose (?:your \w+|one|it)?,? ?(?:below|here)\b(?! for)",
        "after",
        "something to choose",
        _is("link", "control"),
    ),
    _pointer(r"(?:list|order|modules) below", "after", "a list", _is("list", "table")),
    _pointer(r"(?:list) above", "before", "a list", _is("list", "table")),
    _pointer(
        r"(?:in|see|from|fill in) the table\b(?! to)|table (?:below|above)|this table",
        "any",
        "a table",
        _is("table"),
    ),
    _pointer(
        r"on the (?:left|right)\b(?! of| hand)(?=[ .,;:](?:leave|put|are|is|show)|[.,;:]|$)",
        "any",
        "a table",
        _is("table"),
    ),
    _pointer(r"(?:in|see|read) (?:the|this) box\b", "any", "a box", _is("box", "table")),
    _pointer(
        r"(?:this|the) list\b(?= below| above)|(?:give|show|read) (?:\w+ )?this list",
        "any",
        "a list",
        _is("list", "table"),
    ),
    _pointer(
        r"(?:helplines?|crisis lines?|numbers?|contacts?|services?) (?:are )?(?:above)\b",
        "before",
        "a number",
        _says(_REACHED),
    ),
    _pointer(
        r"(?:helplines?|crisis lines?|numbers?|contacts?|services?) (?:are )?(?:below)\b",
        "after",
        "a number",
        _says(_REACHED),
    ),
    _pointer(
        r"(?:named|listed|shown|given) below\b",
        "after",
        "what is named",
        _is("list", "table", "text", "heading"),
    ),
    _pointer(
        r"(?:named|listed|shown|given) above\b",
        "before",
        "what is named",
        _is("list", "table", "text", "heading"),
    ),
    _pointer(r"lead named below", "after", "the lead", _says(r"\blead|person|teacher")),
    _pointer(
        r"what to cut first is marked|marked to be cut|parts (?:that are )?marked for it"
        r"|segment that is marked|what the plan marks",
        "any",
        "a mark",
        _says(r"\bcut (?:this )?first\b(?! is)"),
    ),
    _pointer(
        r"(?:on|see) the next page\b|the next page (?:shows|gives|has)",
        "after",
        "a next page",
        _says(r"^next\b|next page|^\d+ of|continue"),
    ),
    _pointer(
        r"overleaf|other side of this|on the back of this", "after", "another side", _is("heading", "text")
    ),
    _pointer(
        r"scan (?:the|this) (?:code|sign|square)|scan, or type",
        "any",
        "a code",
        lambda part: part.kind == "picture" and "QR" in part.text,
    ),
    _pointer(
        r"(?:picture|drawing|figure|chart|photo)s? (?:above|below|on this page)",
        "any",
        "a picture",
        _is("picture"),
    ),
    _pointer(
        r"(?:press|click|tap|use) the button (?:below|above|here)", "any", "a button", _is("control", "link")
    ),
    _pointer(r"on the slide:$", "after", "a list", _is("list")),
    _pointer(
        rf"(?:see|read|use|find) (?:the )?(?:\w+ )?{_THINGS} below",
        "after",
        "anything",
        _is("list", "table", "link", "control", "box", "picture", "heading"),
    ),
)
NOWHERE = re.compile(r"\b(?:family|staff) guide \d+\b|\bclick here\b", re.IGNORECASE)
"""Names that stand on no sheet, only on tabs and in lists of files; links that do not say where to."""


def pointing(found: Parts) -> Iterator[str]:
    """Sentences that point to something which is not there, where they say that it is."""
    for index, part in enumerate(found):
        if part.kind not in {"text", "heading"}:
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", part.text):
            name = NOWHERE.search(sentence)
            if name and not re.fullmatch(rf"{name[0]}(?:, [^.]+)?", sentence):
                yield f"“{name[0]}” names nothing that a reader sees: “{sentence}”"
            where = {"after": found[index + 1 :], "before": found[:index]}
            for pointer in POINTERS:
                if pointer.said.search(sentence):
                    others = where.get(pointer.where, [*where["before"], *where["after"]])
                    if not any(map(pointer.is_there, others)):
                        yield f"{pointer.what} is not there: “{sentence}”"
