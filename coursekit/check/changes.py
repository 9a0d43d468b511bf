"""The change log: each entry rests on facts that exist, hold in its places and are sure enough."""

from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.model.changes import Change
from coursekit.model.facts import Fact
from coursekit.model.problem import Problem, did_you_mean


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each fact a change cannot rest on."""
    facts = {fact.id: fact for fact in loaded.course.facts}
    for change in loaded.course.changes:
        origin = loaded.origin("change", change.id)
        for number, id_ in enumerate(change.facts):
            if id_ in loaded.lost:
                continue
            for code, message, hint in _complaints(change, id_, facts):
                yield origin.problem(("facts", number), code, message, hint)


def _complaints(change: Change, id_: str, facts: dict[str, Fact]) -> Iterator[tuple[str, str, str]]:
    fact = facts.get(id_)
    if fact is None:
        hint = did_you_mean(id_, facts, "Add it to facts/.")
        yield "unknown-fact", f"There is no fact “{id_}”.", hint
        return
    if fact.confidence == "unverified":
        message = f"The fact “{id_}” is unverified, so nobody can be told that it changed."
        yield "unverified", message, "Compare it with its source first."
    missing = [place for place in change.places if place not in fact.places and "INT" not in fact.places]
    if missing:
        message = f"The fact “{id_}” does not hold in {', '.join(missing)}."
        yield "wrong-place", message, "Give the change the places of its facts."
