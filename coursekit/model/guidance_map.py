"""Where the course meets what the guidance of a place asks: `facts/map.yml`."""

from pydantic import model_validator

from coursekit.model.base import Frozen, Id, PageId, Prose
from coursekit.model.facts import Fact, Topic


class GuidanceMap(Frozen):
    """For each line of guidance, the pages and papers that take it up, or why none does."""

    topics: dict[Topic, tuple[PageId, ...]]
    """Where lines of a topic lead that have no entry of their own. `guidance` has none: each has its own."""
    facts: dict[Id, tuple[PageId, ...]] = {}
    """By fact: the ids of pages and handouts, the most useful first."""
    not_covered: dict[Id, Prose] = {}
    """By fact: why the course does not take it up."""

    @model_validator(mode="after")
    def says_one_thing(self) -> "GuidanceMap":
        """A line that is covered and is not would tell an inspector two things."""
        if both := sorted(self.facts.keys() & self.not_covered.keys()):
            raise ValueError(f"“{both[0]}” stands in facts and in not_covered; leave it in one of them")
        if Topic.GUIDANCE in self.topics:
            raise ValueError("guidance has no common entry: give each of its facts one of its own")
        return self

    def holds(self, fact: Fact) -> bool:
        """Whether a fact belongs in the map: what guidance or a duty asks of a school."""
        return fact.may_be_shown and (fact.topic is Topic.GUIDANCE or fact.topic in self.topics)

    def targets(self, fact: Fact) -> tuple[str, ...]:
        """The ids of the pages and handouts that take a fact up; none where the course does not."""
        common = self.topics.get(fact.topic, ()) if fact.topic else ()
        return self.facts.get(fact.id, () if fact.id in self.not_covered else common)
