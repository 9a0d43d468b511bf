"""legislation.gov.uk: the effects of newer law on an Act, as Atom with one `ukm:Effect` an entry.

An effect is listed before it is written into the text, so a passage may look the same and hold no longer.
The format: https://legislation.github.io/data-documentation/formats/atom.html
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from coursekit.watch.feeds.base import BrokenFeedError, Entry, Source

_HOSTS = frozenset({"www.legislation.gov.uk", "legislation.gov.uk"})
_PATH = re.compile(
    r"^/(?:id/|cy/)?(?P<type>[a-z]{3,5})/(?P<year>\d{4})/(?P<number>\d+)"
    r"(?:/(?P<part>section|article|regulation|schedule)/(?P<of>\d+[A-Za-z]*))?(?P<rest>/.*)?$"
)
_AS_IT_WAS = re.compile(r"/(?:\d{4}-\d\d-\d\d|enacted|made|notes)(?:/|$)")
_LIST = "https://www.legislation.gov.uk/changes/affected/{type}/{year}/{number}/data.feed?results-count=50&sort=modified"
_FEED = "{http://www.w3.org/2005/Atom}feed"
_UKM = "{http://www.legislation.gov.uk/namespaces/metadata}"
_SHORT = {
    "section": r"\bss?\.",
    "article": r"\barts?\.",
    "regulation": r"\bregs?\.",
    "schedule": r"\bSchs?\.",
}
_NUMBERS = r"\s*((?:\d+[A-Za-z]*(?:\([^)]*\))*\s*[-–,]?\s*)+)"
_WHOLE = frozenset({"", "act", "whole act", "order", "regulations", "measure"})


def source(url: str) -> Source | None:
    """The list for an Act or an instrument; none for a text as it once was, or its notes."""
    parts = urlsplit(url)
    path = _PATH.match(parts.path)
    if (parts.hostname or "").rstrip(".") not in _HOSTS or not path or _AS_IT_WAS.search(path["rest"] or ""):
        return None
    kind, number = path["part"], path["of"]
    return Source(
        _LIST.format(**path.groupdict()), read, lambda entry: not kind or touches(entry.part, kind, number)
    )


def read(body: bytes) -> list[Entry]:
    """Return the effects; see `Source.read`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenFeedError(str(error)) from None
    if root.tag != _FEED:
        raise BrokenFeedError("it is no Atom feed")
    return sorted(map(_entry, root.iter(f"{_UKM}Effect")))


def touches(provisions: str, kind: str, number: str) -> bool:
    """Whether `s. 14, 15A(1)` or `ss. 14-16` is about section `15A`; what is about the whole Act is.

    `kind` is a word of the address: section, article, regulation or schedule.
    """
    if provisions.strip().casefold() in _WHOLE:
        return True
    wanted = _order(number)
    return any(first <= wanted <= last for first, last in _ranges(provisions, kind))


def _ranges(provisions: str, kind: str) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    for group in re.findall(_SHORT[kind] + _NUMBERS, provisions):
        for part in re.sub(r"\([^)]*\)", "", group).split(","):
            ends = re.findall(r"\d+[A-Za-z]*", part)
            if ends:
                yield _order(ends[0]), _order(ends[-1])


def _order(number: str) -> tuple[int, str]:
    """`15A` comes after `15` and before `16`."""
    digits = re.match(r"\d+", number)
    return int(digits[0] if digits else 0), re.sub(r"^\d+", "", number).upper()


def _entry(effect: etree._Element) -> Entry:
    by = effect.findtext(f"{_UKM}AffectingTitle") or effect.get("AffectingURI") or "newer law"
    part = effect.get("AffectedProvisions") or ""
    how, where = effect.get("Type") or "changed", effect.get("AffectingProvisions") or ""
    what = f"{part or 'The whole'}: {how} by {by} {where}"
    return Entry(
        day=(effect.get("Modified") or "")[:19],
        what=" ".join(what.split()),
        url=effect.get("AffectingURI") or "",
        part=part,
    )
