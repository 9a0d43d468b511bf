"""From what was found to questions of a quiz: ids that stay, and no question that our models refuse."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coursekit.bank.found import Data, Item, Refused, Where
from coursekit.load.drafts import filled, missing
from coursekit.model.filenames import as_id
from coursekit.model.quiz import Question

_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
_LONGEST = 60_000
"""Characters of one text: more is no question any more."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A question ready to be written."""

    where: Where
    data: Data
    lost: tuple[str, ...]
    key_mark: str
    """Known by this in the other tool: eight digits."""
    mark: str
    """What it said when it was imported: eight digits, others where a word of it has changed."""


@dataclass(slots=True)
class Assembled:
    """The questions of a quiz, and those that did not come over."""

    imported: list[Imported] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def assembled(
    found: Iterable[Item | Refused], taken: frozenset[str] = frozenset(), prefix: str = ""
) -> Assembled:
    """Give each question its id. An id that is `taken` elsewhere gets the `prefix`."""
    made = Assembled()
    ids: set[str] = set()
    tried: Counter[str] = Counter()
    for each in found:
        if isinstance(each, Refused):
            made.refused.append(each)
            continue
        id_ = _id(each, ids, taken, prefix, tried)
        data = _in_order(id_, each.data)
        if why := _refusal(data):
            made.refused.append(Refused(each.where, why))
            continue
        ids.add(id_)
        key = each.key or each.data["stem"]
        made.imported.append(Imported(each.where, data, tuple(each.lost), digits(key), digits(each.data)))
    return made


def digits(data: Any) -> str:
    """Eight digits that stand for data."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _id(item: Item, ids: set[str], taken: frozenset[str], prefix: str, tried: Counter[str]) -> str:
    words = as_id(item.key[:200])[:60].strip("-") if item.key else ""
    if not words or words == "part":
        words = "-".join(as_id(item.data["stem"][:200]).split("-")[:6])[:48].strip("-")
    if words in taken and prefix:
        words = f"{prefix}-{words}"[:60].strip("-")
    if words not in ids and words not in taken:
        return words
    again = f"{words[:50].strip('-')}-{digits(item.data)[:4]}"
    while (unique := f"{again}-{tried[again]}" if tried[again] else again) in ids or unique in taken:
        tried[again] += 1 + (not tried[again])
    return unique


def _in_order(id_: str, data: Data) -> Data:
    """The question as authors read it: its id, its type, and that it is a draft where texts are missing."""
    rest = {key: value for key, value in data.items() if key != "type"}
    whole = {"id": id_, "type": data["type"], **rest}
    if not missing(whole):
        return whole
    return {"id": id_, "type": data["type"], "draft": True, **rest}


def _refusal(data: Data) -> str:
    """Why our models refuse a question; nothing where they take it."""
    if any(len(text) > _LONGEST for text in _texts(data)):
        return f"one of its texts is longer than {_LONGEST:,} characters"
    try:
        _QUESTION.validate_python(filled(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ", ".join(str(step) for step in first["loc"][1:])
        return f"“{place}” of it cannot be taken: {first['msg']}"
    return ""


def _texts(data: Any) -> Iterable[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)
