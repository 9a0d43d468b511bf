"""What counts when two texts are compared: words, numbers and signs of money; not letters' case or marks."""

import re
import unicodedata
from collections.abc import Iterator

Token = str

_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[£$€₹%§]")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[^a-z\s])|\s+[|·•]\s+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\.?\s+(?:\d{{1,2}},?\s+)?\d{{4}})"
)
_UPKEEP = re.compile(
    r"^\W*(?:(?:this|the|page|document|content|information|date|website|site|was|is|on|we|last|first) )*"
    r"(?:updated|modified|reviewed|published|checked|changed|edited|printed|generated|accessed|up to date)\b"
    rf"[^.;]{{0,40}}?{_DATE}"
    r"|(?:©|\bcopyright\b|^\(c\)(?=\s*(?:19|20)\d\d))[^.;]{0,60}?\b(?:19|20)\d\d\b"
    rf"|^\W*(?:date|today)?:?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?{_DATE}\W*$"
    r"|^\W*[\d,.]+\s+(?:views?|visits?|comments?|shares?|likes?|downloads?)\W*$",
    re.IGNORECASE,
)
_UPKEEP_WORDS = 16
"""A longer sentence is no note of upkeep: it may be a rule with a date in it."""


def tokens(text: str) -> Iterator[Token]:
    """Yield what counts in a text: `£1,000.` and `£1000` are the same, `16` and `18` are not."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("\u00ad", "").casefold()
    for found in _TOKEN.finditer(plain):
        word = found[0]
        yield re.sub(r"(?<=\d),(?=\d{3}\b)", "", word)


def sentences(text: str) -> list[str]:
    """The sentences of a text, without loss."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def without_dates(text: str) -> str:
    """A text without the notes of a page's own upkeep: when it was updated, whose copyright it is."""
    return " ".join(
        sentence
        for sentence in sentences(text)
        if len(sentence.split()) > _UPKEEP_WORDS or not _UPKEEP.search(sentence)
    )


_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can could did do does for from had has have he her his if in into"
        " is it its may more must no nor not of on one or our out over she should so some such than that the"
        " their them then there these they this those to under up was we were what when where which who will"
        " with would you your",
    )
)


def content(words: Iterator[Token] | tuple[Token, ...] | list[Token]) -> list[Token]:
    """The words that say what a text is about, cut to their stems: plurals and endings are the same word."""
    return [stem(word) for word in words if word not in _SMALL]


def stem(word: Token) -> Token:
    """A word without its commonest endings: `sharing`, `shared` and `shares` are one."""
    if word[:1].isdigit() or len(word) < 5:
        return NUMBERS.get(word, word)
    return re.sub(r"(?:ing|ed|es|s|e|ies|y)$", "", NUMBERS.get(word, word))


_IN_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
NUMBERS = {word: str(number) for number, word in enumerate(re.findall(r"\w+", _IN_WORDS), 1)}
"""Numbers in words count as their digits when a passage is looked for."""
