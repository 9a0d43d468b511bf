"""How much of the law of each place was read in the statute itself."""

from dataclasses import dataclass

from coursekit.model.course import Course
from coursekit.model.facts import Fact


@dataclass(frozen=True, slots=True)
class Share:
    """Law rows of one place: all of them, and those that rest on the statute itself."""

    place: str
    """The place's name."""
    rows: int
    statute: int

    def __str__(self) -> str:
        return f"{self.place} {self.statute} of {self.rows} ({100 * self.statute // self.rows} %)"


def shares(course: Course) -> list[Share]:
    """The share of each place that has law rows, in the order of the places; a row of two counts in both."""
    found = []
    for place in course.places:
        law = [fact for fact in course.facts if fact.kind == "law" and place.code in fact.places]
        if law:
            found.append(Share(place.name, len(law), sum(on_statute(course, fact) for fact in law)))
    return found


def on_statute(course: Course, fact: Fact) -> bool:
    """Whether a law row was compared with the law’s own words, where that place publishes its law."""
    compared = fact.compared
    if not course.hosts or not compared or fact.confidence != "confirmed" or compared.how == "report":
        return False
    return any(course.hosts.publishes(url, fact.places) for url in {fact.read_at, fact.source.url})
