"""Changing one value of `school.yml` where it stands: comments, order and all other lines are kept."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

_CODE = re.compile(r"[A-Z]{2}(-[A-Z]{3})?|A4|Letter|true|false")
"""Values that stand without quotation marks."""


class NotKeptError(Exception):
    """The file is written in a way that a value cannot be put into; the message says which."""


def value_at(text: str, where: Sequence[str]) -> str | None:
    """The value at a key, or at a key below one, as text; None where it is blank or not there."""
    data: Any = yaml.safe_load(text)
    for key in where:
        data = data.get(key) if isinstance(data, dict) else None
    return None if data is None or isinstance(data, (dict, list)) else _said(data)


def with_value(text: str, where: Sequence[str], value: str | None) -> str:
    """The text of a `school.yml` with a value, or with a blank (None), at a key or a key below one.

    Raises NotKeptError where the result would not say so and leave all else as it was.
    """
    if value_at(text, where) == value:
        return text
    changed = _changed(text, where, "" if value is None else _written(value))
    try:
        is_right = value_at(changed, where) == value and _without(changed, where) == _without(text, where)
    except yaml.YAMLError:
        is_right = False
    if not is_right:
        name = ".".join(where)
        raise NotKeptError(
            f"“{name}” stands in school.yml in a way that cannot be changed here. Type it there."
        )
    return changed


def write(file: Path, text: str) -> None:
    """Replace the file in one step: a stop in between leaves the old one."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(file)


def _written(value: str) -> str:
    return value if _CODE.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _changed(text: str, where: Sequence[str], written: str) -> str:
    text = text if not text or text.endswith("\n") else text + "\n"
    mapping, inside = yaml.compose(text, yaml.SafeLoader), 0
    key: yaml.Node | None = None
    for depth, name in enumerate(where):
        found = _pair(mapping, name)
        if found is None and isinstance(mapping, yaml.MappingNode) and mapping.flow_style:
            start = mapping.start_mark.index + 1
            return f"{text[:start]}{name}: {written}, {text[start:]}"
        if found is None:
            return _added(text, where[depth:], written, key, inside)
        key, mapping = found
        inside = key.start_mark.column + 2
    assert key is not None and mapping is not None  # noqa: S101, PT018 (where names a key)
    start = key.end_mark.index + text[key.end_mark.index :].index(":") + 1
    end = mapping.end_mark.index if mapping.end_mark.index > mapping.start_mark.index else start
    rest = text[end:]
    if not written:
        return text[:start] + rest
    gap = rest.partition("\n")[0]
    shorter = len(written) + 1 if gap.lstrip().startswith("#") and end == start else 0
    spare = len(gap) - len(gap.lstrip()) - 1
    return f"{text[:start]} {written}{rest[max(min(shorter, spare), 0) :]}"


def _pair(mapping: yaml.Node | None, name: str) -> tuple[yaml.Node, yaml.Node] | None:
    pairs = mapping.value if isinstance(mapping, yaml.MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == name), None)


def _added(text: str, names: Sequence[str], written: str, below: yaml.Node | None, inside: int) -> str:
    """The text with keys that it lacks, at its end or right below the key that they belong to."""
    lines = [f"{' ' * (inside + 2 * depth)}{name}:" for depth, name in enumerate(names)]
    added = "\n".join(lines) + (f" {written}" if written else "") + "\n"
    if below is None:
        return text + added
    end = text.index("\n", below.end_mark.index) + 1
    return text[:end] + added + text[end:]


def _without(text: str, where: Sequence[str]) -> Any:
    """Everything that a file says but for one value; blanks say nothing."""

    def filled(data: Any, at: Sequence[str]) -> Any:
        if not isinstance(data, dict):
            return data
        kept = {key: filled(value, (*at, key)) for key, value in data.items() if (*at, key) != tuple(where)}
        return {key: value for key, value in kept.items() if value is not None} or None

    return filled(yaml.safe_load(text), ())
