"""From plain data to the model: pydantic's errors become problems an author can act on."""

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from coursekit.load.marked_yaml import Location, Marks
from coursekit.load.plain_words import words_for
from coursekit.load.source import position
from coursekit.model.base import HINTS
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
    """The errors, one for each part: of several types that would do, the one its author meant.

    A list is not called too short where its items have errors of their own.
    """
    details = error.errors(include_url=False)
    parents = {_part(detail)[:depth] for detail in details for depth in range(len(_part(detail)))}
    kept: dict[Location, ErrorDetails] = {}
    for detail in sorted(details, key=lambda detail: detail["type"].startswith("bool")):
        where = _part(detail)
        several = any(_is_tag(step) for step in detail["loc"])
        if not (where in parents and (detail["type"] == "too_short" or several)):
            kept.setdefault((*where, detail["type"]) if not several else where, detail)
    return list(kept.values())


def _part(detail: ErrorDetails) -> Location:
    return tuple(step for step in detail["loc"] if not _is_tag(step))


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
    return origin.problem(where, _CODES.get(kind_of_error, "bad-value"), *_words(kind, key, detail))


def _words(kind: type[BaseModel], key: str, detail: ErrorDetails) -> tuple[str, str]:
    loc = tuple(step for step in detail["loc"] if not _is_tag(step))
    node = next(iter(_nodes(kind, loc)), {})
    hints = [option.get("description", "") for option in (node, *_options(_schema(kind), node))]
    hint = next((text for text in hints if text.startswith(HINTS)), "")
    return words_for(key, detail, hint, _known_keys(kind, loc))


_CODES = {
    "string_pattern_mismatch": "bad-form",
    "date_from_datetime_parsing": "bad-date",
    "date_parsing": "bad-date",
}


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
    loc = tuple(step for step in loc if step == "[key]" or not _is_tag(step))
    for index, step in enumerate(loc):
        node = _at(data, where)
        last = index == len(loc) - 1
        if isinstance(node, dict) and step not in node and not last:
            continue
        if step == "[key]":
            continue
        where.append(step)
    return tuple(where)


@cache
def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a kind, with the keys as authors write them: made once, since it takes long."""
    return kind.model_json_schema(by_alias=True)


def _known_keys(kind: type[BaseModel], loc: Location) -> set[str]:
    """The keys allowed at the end of pydantic's path."""
    schema = _schema(kind)
    options = (option for node in _nodes(kind, loc) for option in _options(schema, node))
    return {key for option in options for key in option.get("properties", {})}


def _nodes(kind: type[BaseModel], loc: Location) -> list[dict[str, Any]]:
    """Walk the JSON Schema of `kind` along pydantic's path to what is said of its end."""
    schema = _schema(kind)
    nodes: list[dict[str, Any]] = [schema]
    for step in loc:
        nodes = [below for node in nodes[:1] for below in _below(schema, node, step)]
    return nodes[:1]


def _is_tag(step: str | int) -> bool:
    """Whether a step of pydantic's path is the name of a type, one of several that would do."""
    return isinstance(step, str) and (step in {"bool", "str", "int", "constrained-str"} or "[" in step)


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
        elif isinstance(option.get("additionalProperties"), dict):
            yield option["additionalProperties"]
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
