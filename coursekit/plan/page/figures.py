"""The facts in figures: by place, kind, how they were compared and when; reviews, signatures, the watch."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from coursekit.catalogue import Catalogue
from coursekit.model.base import Frozen
from coursekit.model.checked import Checked
from coursekit.model.dates import MONTHS
from coursekit.model.facts import Fact
from coursekit.model.statutes import shares
from coursekit.model.watched import LastWatch
from coursekit.plan.modules import number_of
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.sources import WORDS
from coursekit.plan.ways import url_of
from coursekit.render.site.page import PageInputs

KINDS = {
    "law": "Law",
    "guidance": "Guidance",
    "contact": "Contacts",
    "statistic": "Statistics",
    "method": "How services and tools work",
    "misconception": "What people often believe",
    "history": "History",
    "term": "Words",
}
"""What each kind of line is called, in the order of the page."""
YEARS = 3
"""Years of a copy that have a column of their own, the newest last; older ones share one."""


class Compared(Frozen):
    """Lines of one place or of one kind, by how they were compared."""

    name: str
    url: str | None = None
    """The page that lists them."""
    total: int
    official: int
    """Compared with the official page or text, and the passage is on record."""
    report: int
    """Read in somebody else's account, or without a note of the passage."""
    neither: int


class Law(Frozen):
    """How much of a place's law was read in the statute itself."""

    name: str
    total: int
    statute: int


class Aged(Frozen):
    """Lines of one place by the year of the copy that was read."""

    name: str
    counts: tuple[int, ...]
    """In the order of `Figures.ages`."""


class Due(Frozen):
    """Lines that are to be compared again in one month."""

    month: str
    last_day: date
    count: int


class Signed(Frozen):
    """What one professional has signed of a place."""

    place: str
    who: str
    sentences: int


class Practised(Frozen):
    """How much of a session of one length is practice."""

    name: str
    url: str
    length: str
    minutes: int
    """Minutes in which people speak, answer or decide."""
    share: int
    """Per cent of the session."""
    aloud: int
    """Rehearsals that are said aloud in it."""


class Figures(Frozen):
    """All figures of the facts."""

    places: tuple[Compared, ...]
    kinds: tuple[Compared, ...]
    law: tuple[Law, ...]
    ages: tuple[str, ...]
    """What stands above the columns of `aged`."""
    aged: tuple[Aged, ...]
    due: tuple[Due, ...]
    signed: tuple[Signed, ...]
    unsigned: tuple[str, ...]
    """The places of which nobody has signed a word."""
    practised: tuple[Practised, ...]
    watch: LastWatch | None

    @property
    def total(self) -> int:
        """All lines, each once."""
        return sum(kind.total for kind in self.kinds)


class FiguresInputs(PageInputs):
    """The page of figures."""

    figures: Figures


def _fields(asked: Asked) -> dict[str, Any]:
    return {"figures": figures(asked.library)}


def figures(library: Catalogue) -> Figures:
    """Count every line of `facts/` that was compared with something."""
    course = library.course
    lines = [record for _, record in course.records() if isinstance(record, Checked)]
    newest = max((_year(line) or 0 for line in lines), default=0)
    years = tuple(range(newest - YEARS + 1, newest + 1))
    by_place = [
        (place, [line for line in lines if place.code in line.places]) for place in library.open_places
    ]
    signed = {review.place for review in course.reviews if review.signatures}
    return Figures(
        places=tuple(
            _compared(place.name, found, url_of(library, "sources", place)) for place, found in by_place
        ),
        kinds=tuple(_kinds(lines)),
        law=tuple(Law(name=one.place, total=one.rows, statute=one.statute) for one in shares(course)),
        ages=(*(f"{year}" for year in years), f"Before {years[0]}", "Date not known"),
        aged=tuple(Aged(name=place.name, counts=_ages(found, years)) for place, found in by_place),
        due=tuple(_due(lines)),
        signed=tuple(_signed(library)),
        unsigned=tuple(place.name for place in library.open_places if place.code not in signed),
        practised=tuple(_practised(library)),
        watch=course.watch,
    )


def _counted(library: Catalogue) -> Iterator[str]:
    """The records that are counted and not shown, as `fact:id` and so on."""
    for kind, record in library.course.records():
        if isinstance(record, Checked):
            yield f"{kind}:{record.id}"


def _compared(name: str, lines: Iterable[Checked], url: str | None = None) -> Compared:
    counts = Counter(line.confidence for line in lines)
    return Compared(
        name=name,
        url=url,
        total=counts.total(),
        official=counts["confirmed"],
        report=counts["secondary"],
        neither=counts["unverified"],
    )


def _kinds(lines: Iterable[Checked]) -> Iterator[Compared]:
    found: dict[str, list[Checked]] = {}
    for line in lines:
        found.setdefault(line.kind if isinstance(line, Fact) else type(line).__name__.lower(), []).append(
            line
        )
    for kind in sorted(found, key=list(KINDS).index):
        yield _compared(KINDS[kind], found[kind])


def _year(line: Checked) -> int | None:
    """The year of the text that was read."""
    known = line.compared and line.compared.of != "unknown"
    return int(line.compared.of[:4]) if known and line.compared else None


def _ages(lines: Iterable[Checked], years: tuple[int, ...]) -> tuple[int, ...]:
    counts = Counter(map(_year, lines))
    before = sum(count for year, count in counts.items() if year and year < years[0])
    return (*(counts[year] for year in years), before, counts[None])


def _due(lines: Iterable[Checked]) -> Iterator[Due]:
    months = Counter((line.review_by.year, line.review_by.month) for line in lines)
    for (year, month), count in sorted(months.items()):
        last = date(year, month, monthrange(year, month)[1])
        yield Due(month=f"{MONTHS[month - 1]} {year}", last_day=last, count=count)


def _signed(library: Catalogue) -> Iterator[Signed]:
    for review in library.course.reviews:
        for signature in sorted(review.signatures, key=lambda one: one.day, reverse=True):
            yield Signed(
                place=library.place_names[review.place],
                who=signature.who,
                sentences=len(signature.sentences),
            )


def _practised(library: Catalogue) -> Iterator[Practised]:
    sessions = [(page, page.head.session) for page in library.course.pages if page.head.session]
    for page, session in sorted(sessions, key=lambda pair: (number_of(library, pair[0]), pair[0].path)):
        for length in session.lengths:
            yield Practised(
                name=(library.module_of(page) or page).head.title,
                url=f"{page.head.slug}.html",
                length=length,
                minutes=session.practice(length),
                share=session.share(length),
                aloud=sum(len(segment.rehearsals) for segment in session.plan(length)),
            )


KIND = Kind(
    group=WORDS, template="site/figures.html.j2", inputs=FiguresInputs, fields=_fields, counts=_counted
)
