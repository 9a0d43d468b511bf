"""A question that is imported again: what the other tool says of it now, and what its author wrote since.

The other tool rules what is asked and what is right; reasons, misconceptions and whatever else was written
here stay. Parts are known by their ids, or by their words.
"""

from collections.abc import Iterable
from typing import Any

from coursekit.bank.found import Data
from coursekit.load.drafts import missing

_LISTS = ("options", "pairs", "distractors", "steps", "gaps", "choices", "wrong")
_WORDS = ("text", "left", "right", "answers", "accept")


def merged(old: Data, new: Data) -> Data:
    """The question as it is to stand, with the id that it has here."""
    made = _merged(old, new)
    made["id"] = old["id"]
    made.pop("draft", None)
    order = ["id", "type", *(["draft"] if missing(made) or old.get("draft") else [])]
    if "draft" in order:
        made["draft"] = True
    return {key: made[key] for key in (*order, *(key for key in made if key not in order))}


def _merged(old: Data, new: Data) -> Data:
    made: Data = {}
    for key, value in new.items():
        before = old.get(key)
        if key in _LISTS and isinstance(value, list):
            made[key] = list(_parts(before if isinstance(before, list) else [], value))
        elif isinstance(value, dict):
            made[key] = _merged(before if isinstance(before, dict) else {}, value)
        elif key in {"reason", "otherwise", "note", "tell"}:
            made[key] = before or value
        else:
            made[key] = value
    return made | {key: value for key, value in old.items() if key not in new and key not in _OURS_ALONE}


_OURS_ALONE = frozenset(("correct", "fixed", "scoring", "points", "wrong", "distractors", "choose"))
"""Keys that an import leaves out where they have their usual value: the other tool rules them too."""


def _parts(old: list[Any], new: list[Any]) -> Iterable[Any]:
    known = [part for part in old if isinstance(part, dict)]
    taken = {str(part["id"]) for part in known if "id" in part}
    for part in new:
        same = next((each for each in known if _said(each) == _said(part)), None)
        same = same or next((each for each in known if "id" in part and each.get("id") == part["id"]), None)
        if same is None:
            yield {**part, "id": _fresh(part["id"], taken)} if "id" in part else part
            continue
        known.remove(same)
        both = _merged(same, part)
        yield {**both, "id": same["id"]} if "id" in same else both


def _fresh(id_: str, taken: set[str]) -> str:
    number, unique = 1, id_
    while unique in taken:
        number += 1
        unique = f"{id_[:55]}-{number}"
    taken.add(unique)
    return unique


def _said(part: Data) -> tuple[str, ...]:
    return tuple(str(part[key]) for key in _WORDS if key in part)
