"""From plain data to the model: pydantic's errors become problems an author can act on."""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from coursekit.load.marked_yaml import Location, Marks
from coursekit.load.source import position
from coursekit.model.problem import Problem, did_you_mean

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read from; finds the line and column of each of its parts."""

    path: str
    marks: Marks
    base: Location = ()
    body_line: int = 1
    """The line on which a page's text begins, below its head."""

    def mark(self, *where: str | int) -> tuple[int, int]:
        """Return line and column of a part, or of its nearest parent that was written down."""
        full = (*self.base, *where)
        while full and full not in self.marks:
            full = full[:-1]
        return self.marks.get(full, (1, 1))

    def spot(self, where: Location, value: str, offset: int) -> tuple[int, int]:
        """Line and column of an offset into a text; of its key where its lines are not lines of the file."""
        block = self.marks.blocks.get((*self.base, *where))
        if block is None:
            return self.mark(*where)
        line, column = position(value, offset)
        return block[0] + line - 1, block[1] + column - 1

    def problem_in(
        self, where: Location, value: str, offset: int, code: str, message: str, hint: str
    ) -> Problem:
        """A problem at an offset into one text of this record."""
        return Problem(self.path, *self.spot(where, value, offset), code, message, hint)

    def problem(self, where: Location, code: str, message: str, hint: str, **more: Any) -> Problem:
        """A problem at one part of this record."""
        line, column = self.mark(*where)
        return Problem(self.path, line, column, code, message, hint, **more)


@dataclass(slots=True)
class Validated(Generic[Record]):
    """A record as far as it could be read. `record` is None only where nothing could be saved."""

    record: Record | None
    problems: list[Problem] = field(default_factory=list)


def validate(kind: type[Record], data: Any, origin: Origin) -> Validated[Record]:
    """Read `data` as a `kind`, with every problem in it.

    A record with problems is mended with fillers and returned all the same, so that the checks can find
    its further problems in the same run; nothing is built from it.
    """
    adapter = TypeAdapter(kind)
    try:
        return Validated(adapter.validate_python(data))
    except ValidationError as error:
        problems = [_problem(kind, data, detail, origin) for detail in _details(error)]
        return Validated(_mended(adapter, data, error), problems)


def _details(error: ValidationError) -> list[ErrorDetails]:
    """The errors; a list is not called too short where its items have errors of their own."""
    details = error.errors(include_url=False)
    parents = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if not (detail["type"] == "too_short" and detail["loc"] in parents)]


def _problem(kind: type[BaseModel], data: Any, detail: ErrorDetails, origin: Origin) -> Problem:
    where = _without_tags(data, detail["loc"])
    key = next((step for step in reversed(where) if isinstance(step, str)), "")
    kind_of_error = detail["type"]
    if kind_of_error == "extra_forbidden":
        known = _known_keys(kind, detail["loc"][:-1])
        hint = did_you_mean(key, known, f"Known here: {', '.join(sorted(known))}." if known else "Remove it.")
        return origin.problem(where, "unknown-key", f"There is no key “{key}” here.", hint)
    if kind_of_error == "missing":
        return origin.problem(
            where, "missing", f"“{key}” is missing{_owner(data, where)}.", f"Add “{key}: …”."
        )
    return origin.problem(where, _CODES.get(kind_of_error, "bad-value"), *_message(key, detail))


_CODES = {
    "string_pattern_mismatch": "bad-form",
    "date_from_datetime_parsing": "bad-date",
    "date_parsing": "bad-date",
}
_PATTERN_WORDS = {
    "[a-z][a-z0-9]*": "Use small letters, digits and single hyphens, such as “first-hour”.",
    "INT|[A-Z]": "Use a place code such as GB-ENG, IE or INT.",
    "https?": "Write a full address that begins with https://.",
    r"\d{4}": "Write a year, a month or a day, such as 2024, 2024-05 or 2024-05-07.",
    r"[^\n]*": "Keep it on one line.",
    "#[0-9": "Write a colour such as #0f5552.",
}


def _message(key: str, detail: ErrorDetails) -> tuple[str, str]:
    typed = f"“{_short(detail['input'])}”"
    kind = detail["type"]
    if kind.startswith("date"):
        return f"{typed} is not a date ({key}).", "Write year-month-day, such as 2027-09-01."
    if kind == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        hint = next(
            (words for part, words in _PATTERN_WORDS.items() if part in pattern), "See the authors’ guide."
        )
        return f"{typed} is not a valid {key}.", hint
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        return _not_among(detail)
    if kind == "value_error":
        said = detail["msg"].removeprefix("Value error, ")
        return f"{said[:1].upper()}{said[1:]}.", "See the authors’ guide."
    if kind == "union_tag_not_found":
        return "This question has no type.", "Add “type: single”, or another type."
    if kind in {"bool_parsing", "bool_type"}:
        return f"{key} must be true or false, not {typed}.", "Write true or false."
    if kind == "string_type":
        return f"{key} must be text, not {typed}.", "Put it in double quotes."
    return f"{key}: {detail['msg']} (you wrote {typed}).", "See the authors’ guide."


def _not_among(detail: ErrorDetails) -> tuple[str, str]:
    context = detail.get("ctx", {})
    expected = str(context.get("expected", context.get("expected_tags", "")))
    allowed = re.findall(r"'([^']+)'", expected) or [expected]
    word = str(context.get("tag", detail["input"]))
    return f"“{word}” is not known here.", did_you_mean(
        word, allowed, f"Choose one of: {', '.join(allowed)}."
    )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _owner(data: Any, where: Location) -> str:
    """Name the thing that lacks a key by its id, so that the message reads without the line."""
    node = _at(data, where[:-1])
    return f" in “{node['id']}”" if isinstance(node, dict) and isinstance(node.get("id"), str) else ""


def _at(data: Any, where: Iterable[str | int]) -> Any:
    for step in where:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _without_tags(data: Any, loc: Location) -> Location:
    """Drop what pydantic adds to a path: the tag of a union, and `[key]` of a mapping."""
    where: list[str | int] = []
    for index, step in enumerate(loc):
        node = _at(data, where)
        last = index == len(loc) - 1
        if isinstance(node, dict) and step not in node and not last:
            continue
        if step == "[key]":
            continue
        where.append(step)
    return tuple(where)


def _known_keys(kind: type[BaseModel], loc: Location) -> set[str]:
    """Walk the JSON Schema of `kind` along pydantic's path to the keys allowed at its end."""
    schema = kind.model_json_schema(by_alias=True)
    node: dict[str, Any] = schema
    for step in loc:
        node = next(iter(_below(schema, node, step)), {})
    return {key for option in _options(schema, node) for key in option.get("properties", {})}


def _options(schema: dict[str, Any], node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    yield node
    for option in [*node.get("anyOf", []), *node.get("oneOf", [])]:
        yield from _options(schema, option)


def _below(schema: dict[str, Any], node: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    for option in _options(schema, node):
        if isinstance(step, int) and "items" in option:
            yield option["items"]
        elif step in option.get("properties", {}):
            yield option["properties"][step]
        elif option.get("properties", {}).get("type", {}).get("const") == step:
            yield option


_FILLERS: tuple[Any, ...] = (
    "x",
    "x-filler",
    "2100-01-01",
    "https://x.example/",
    "INT",
    1,
    ["x"],
    {"id": "x"},
    "x",
)
"""Tried one after the other until everything fits; a word from a list is replaced by the list's first."""


def _mended(adapter: TypeAdapter[Record], data: Any, error: ValidationError) -> Record | None:
    data = copy.deepcopy(data)
    for filler in _FILLERS:
        for detail in _details(error):
            allowed = re.findall(r"'([^']+)'", str(detail.get("ctx", {}).get("expected", "")))
            value = allowed[0] if allowed else filler
            _fill(data, _without_tags(data, detail["loc"]), detail["type"], value)
        try:
            return adapter.validate_python(data)
        except ValidationError as next_error:
            error = next_error
    return None


def _fill(data: Any, where: Location, kind_of_error: str, filler: Any) -> None:
    parent = _at(data, where[:-1])
    if not where or type(parent) not in (dict, list):
        return
    step = where[-1]
    if kind_of_error == "extra_forbidden" and isinstance(parent, dict):
        parent.pop(step, None)
    elif isinstance(parent, dict) or (isinstance(step, int) and step < len(parent)):
        parent[step] = filler
