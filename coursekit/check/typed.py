"""Numbers, addresses, statutes and statistics belong in `facts/` and are named by id.

Typed into the text they would go out of date unseen.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from coursekit.check.prose import TEXTS, without_references
from coursekit.check.texts import texts
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem

Rule = tuple[str, str, str, re.Pattern[str]]
"""A code, a message with a place for what was found, a remedy and a pattern."""
Found = tuple[int, str, str, str]
"""Where something starts, its code, message and remedy."""

_CONTACT_HINT = 'Name the contact instead: {{ contact("…") }}.'
_FACT_HINT = 'Name the fact instead: {{ fact("…") }}.'

# No part of a pattern goes on without end: at each of thousands of places it would look through all the rest.
_NUMBER = (
    r"(?<![\w-])(?:"
    r"(?:\+\d|\(?0\d|1[- ]?8\d\d|1300)[\d\s()–—-]{6,16}\d"
    r"|(?:\+\d{1,3}|\(?0\d{2,4}\)?) ?[./][\d ()./–—-]{3,16}\d"  # three digits at least: no day of a date
    r"|(?:\(\d{3}\) ?|\d{3}[ .–-])[2-9]\d\d[ .–-]\d{4}"
    r"|116[ -]?\d{3}"
    r")(?![\w-])"
)
"""Numbers as they are written: with a plus, a zero, 1300 or 1800 before them; North America’s, in
groups of 3, 3 and 4; and those that all of Europe shares."""
TELEPHONE = re.compile(_NUMBER)
_ADDRESS = (
    r"\b(?:https?://|www\.)\S+"
    r"|\b[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,8}\.(?:org|com|net|gov|police|edu|ie|uk|eu|au|nz|ca|us|za)\b"
)
_MAIL = r"\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+\b"
_STATUTE = (
    r"\b(?:[A-Z][\w’'()-]{1,40}\s{1,9}(?:(?:and|of|the|for|on|in)\s{1,9}){0,4}){1,8}"
    r"(?:Act|Order|Regulations?|Directive|Convention|Code)(?:\s+\([^)]+\))?\s+(?:of\s+)?(?:19|20)\d\d\b"
)
_SECTION = r"\b(?:[Ss]ections?|ss?\.|§|[Aa]rticles?|[Aa]rt\.)\s?\d+[A-Z]{0,3}\b"
_COUNT = (
    r"(?:\d+(?:[.,]\d+)?|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_PERCENT = rf"\b{_COUNT}\s?(?:%|per\s?cent\b)"
_ONE_IN = (
    rf"\b{_COUNT}\s+(?:in|out\s+of)\s+(?:every\s+)?{_COUNT}\s+"
    r"(?:children|young|teen\w*|girls|boys|pupils|parents|adults|people|students|schools|of)\b"
)
_COMPILED = tuple(
    (code, f"The {thing} “{{}}” is typed here.", hint, re.compile(pattern))
    for code, thing, hint, pattern in (
        ("typed-number", "telephone number", _CONTACT_HINT, _NUMBER),
        ("typed-address", "address", _CONTACT_HINT, _ADDRESS),
        ("typed-address", "e-mail address", _CONTACT_HINT, _MAIL),
        ("typed-statute", "law", _FACT_HINT, _STATUTE),
        ("typed-statute", "law", _FACT_HINT, _SECTION),
        ("typed-statistic", "figure", _FACT_HINT, _PERCENT),
        ("typed-statistic", "figure", _FACT_HINT, _ONE_IN),
    )
)


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for every number, address, statute or statistic typed into a text."""
    finds = _search((*_COMPILED, *_own_numbers(loaded)))
    for text in texts(loaded):
        for start, code, message, hint in finds(text.text):
            yield text.problem(start, code, message, hint)


@lru_cache(maxsize=4)
def _search(rules: tuple[Rule, ...]) -> Callable[[str], tuple[Found, ...]]:
    """Finds in a text what these rules forbid; at the next look, most texts are the same."""

    def finds(text: str) -> tuple[Found, ...]:
        plain = without_references(text)
        return tuple(
            (match.start(), code, message.format(match[0].strip()), hint)
            for code, message, hint, pattern in rules
            for match in pattern.finditer(plain)
        )

    return lru_cache(maxsize=TEXTS)(finds)


def _own_numbers(loaded: Loaded) -> tuple[Rule, ...]:
    """The numbers of our own contacts, however short: `999` is as much a number as `0800 1111`."""
    numbers = sorted(
        {re.sub(r"\D", "", contact.phone) for contact in loaded.course.contacts if contact.phone}
    )
    short = [r"[ -]?".join(number) for number in numbers if 2 < len(number) < 9]
    if not short:
        return ()
    pattern = re.compile(rf"(?<![\w.,/-])(?:{'|'.join(short)})(?![\w/-]|[.,]\d)")
    return (("typed-number", "The telephone number “{}” is typed here.", _CONTACT_HINT, pattern),)
