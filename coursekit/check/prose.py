"""The plain words of a text, and its sentences, each at the place where it stands in the source."""

import re
from bisect import bisect_right
from functools import lru_cache

from coursekit.model.reference import references

TEXTS = 16384
"""How many texts are remembered: more than a course has, since each rule goes through all of them."""

END = "¶"
"""Stands in plain text where a paragraph, heading, list item or table cell ends."""

ODD_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""Spaces that word processors type: to a reader they are like the ordinary one."""
_LIKE = str.maketrans(dict.fromkeys(ODD_SPACES, " ") | dict.fromkeys("\u2010\u2011\u2012\u2212", "-"))
"""Spaces and hyphens of other kinds as the ordinary ones."""
_QUOTE = re.compile(r"“[^”¶]*”|\"[^\"¶]*\"")
_TARGET = re.compile(r"\]\([^)\n]*\)")
_BOX = re.compile(r"^([ \t]*!!! ?\w*)([^\n]*)$", re.MULTILINE)
_HEADING = re.compile(r"^([ \t]*)#{1,6}(?=\s)([^\n]*)(?:\n|$)", re.MULTILINE)
_START = re.compile(r"^[ \t]*(?:>|[-+*]|\d+[.)])(?=\s)|\n(?=[ \t]*\n)|\|", re.MULTILINE)
_MARK = re.compile(r"[*_`\[\]]")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SENTENCE_END = re.compile(rf"{END}|[.!?…][\"”’')]*(?=\s+[^\sa-z])")


@lru_cache(maxsize=TEXTS)
def plain(text: str) -> str:
    """Return `text` without references, addresses of links and marks of Markdown, every word in its place."""
    text = _HEADING.sub(lambda found: _ended(found[0]), without_references(text))
    text = _BOX.sub(lambda found: END.ljust(len(found[1])) + _titled(found[2]), text)
    text = _START.sub(lambda found: END.rjust(len(found[0])), text)
    return _MARK.sub(" ", text)


def _ended(heading: str) -> str:
    return END + heading.replace("#", " ")[1:].rstrip("\n") + END * heading.endswith("\n")


def _titled(title: str) -> str:
    return title.replace('"', " ")[:-1] + END * bool(title)


def without_references(text: str) -> str:
    """Blank out references and the targets of links, which have rules of their own, keeping offsets.

    Spaces and hyphens that only look alike become the ordinary ones, so that no rule is passed by with them.
    """
    for reference in references(text):
        text = text[: reference.start] + " " * (reference.end - reference.start) + text[reference.end :]
    return _TARGET.sub(lambda found: " " * len(found[0]), text.translate(_LIKE))


@lru_cache(maxsize=TEXTS)
def sentences(words: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each sentence of a plain text; headings, list items and cells end theirs."""
    ends = [found.end() for found in _SENTENCE_END.finditer(words)]
    spans = zip([0, *ends], [*ends, len(words)], strict=True)
    return tuple((start, end) for start, end in spans if words[start:end].strip(END + " \n\t"))


def sentence_at(words: str, offset: int) -> tuple[int, int]:
    """The sentence that holds an offset."""
    spans = sentences(words)
    index = bisect_right(spans, (offset, len(words))) - 1
    return spans[max(index, 0)] if spans else (0, len(words))


def paragraph_at(words: str, offset: int) -> str:
    """The paragraph, list item or cell that holds an offset."""
    end = words.find(END, offset)
    return words[words.rfind(END, 0, offset) + 1 : end if end >= 0 else len(words)]


def quotation_at(words: str, start: int, end: int) -> tuple[int, int] | None:
    """The quotation inside which a piece of text stands, with its marks."""
    left = words.rfind(END, 0, start) + 1
    for found in _QUOTE.finditer(words, left):
        if found.start() <= start and end <= found.end():
            return found.span()
        if found.start() > start:
            break
    return None


def word_count(words: str) -> int:
    """How many words there are."""
    return sum(1 for _ in _WORD.finditer(words))
