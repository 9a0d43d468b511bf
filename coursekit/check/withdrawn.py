"""Ids are for ever: none is used again, and none vanishes without a word."""

from collections.abc import Iterator
from typing import get_args

from coursekit.check.typed import TELEPHONE
from coursekit.load.course import IDS_FILE, Loaded
from coursekit.model.problem import Problem
from coursekit.model.withdrawn import IdKind


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each withdrawn id at work again, each one that vanished, each number to ring."""
    yield from _withdrawn(loaded)
    gone = {(record.kind, record.id) for record in loaded.course.withdrawn}
    for (kind, id_), line in loaded.ids.items():
        if (kind, id_) not in loaded.origins and (kind, id_) not in gone and id_ not in loaded.lost:
            message = f"The {kind} “{id_}” is gone, and others may have kept its id."
            hint = "Add it to facts/withdrawn.yml with what it said and why it went, or put it back."
            yield Problem(IDS_FILE, line, 1, "vanished", message, hint)


def check_release(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each id that is not on the list of all ids yet."""
    for kind, id_ in sorted(current(loaded) - set(loaded.ids)):
        message = f"The {kind} “{id_}” is not on the list of ids yet."
        origin = loaded.origin(kind, id_)
        yield origin.problem(("id",), "not-listed", message, "Run “python3 build.py ids” before a release.")


def current(loaded: Loaded) -> set[tuple[str, str]]:
    """Every kind and id of a record that others may keep."""
    kinds = set(get_args(IdKind))
    return {(kind, id_) for kind, id_ in loaded.origins if kind in kinds}


def _withdrawn(loaded: Loaded) -> Iterator[Problem]:
    places = {place.code for place in loaded.course.places}
    for record in loaded.course.withdrawn:
        origin = loaded.origin("withdrawn record", record.id)
        if (record.kind, record.id) in loaded.origins:
            message = f"The id “{record.id}” was withdrawn and is used again."
            yield origin.problem(("id",), "used-again", message, "Give the new record an id of its own.")
        for index, code in enumerate(record.places):
            if code not in places:
                message = f"There is no place “{code}”."
                yield origin.problem(("places", index), "unknown-place", message, "See facts/places.yml.")
        for key in ("said", "reason"):
            if found := TELEPHONE.search(getattr(record, key)):
                message = f"A withdrawn record repeats the number “{found[0]}”; somebody might ring it."
                yield origin.problem((key,), "withdrawn-number", message, "Say it without the number.")
