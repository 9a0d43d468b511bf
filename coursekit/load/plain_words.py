"""What the model library says of a value, in plain words with what to do."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic_core import ErrorDetails

from coursekit.model.problem import did_you_mean

Words = tuple[str, str]
"""What is wrong, and what to do."""


def words_for(key: str, detail: ErrorDetails, hint: str, known: Iterable[str]) -> Words:
    """Say what is wrong with the value at `key`.

    `hint` is the model's own for this value, empty where it has none; `known` are the keys it may have.
    """
    kind, typed = detail["type"], f"“{_short(detail['input'])}”"
    context: dict[str, Any] = detail.get("ctx", {})
    if kind in {"literal_error", "enum", "union_tag_invalid"}:
        return _not_among(detail)
    if kind == "value_error":
        return _own_rule(detail)
    if kind == "union_tag_not_found":
        return "This question has no type.", "Add “type: single”, or another type."
    if kind in {"tuple_type", "list_type"}:
        return _no_list(key, detail["input"], known)
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return _no_keys(key, typed, known)
    if kind.startswith("string") or kind in {"too_short", "too_long"}:
        return _text_or_length(key, detail, hint, context)
    return _one_value(key, typed, kind, context)


def _one_value(key: str, typed: str, kind: str, context: dict[str, Any]) -> Words:
    if kind.startswith("date"):
        return f"{typed} is not a date ({key}).", "Write year-month-day, such as 2027-09-01."
    if kind.startswith("bool"):
        return f"{key} must be true or false, not {typed}.", "Write true or false."
    for limit, word in (("ge", "or more"), ("le", "or less")):
        if limit in context:
            return f"{key} cannot be {typed}.", f"Write {context[limit]} {word}."
    if kind.startswith("int"):
        return f"{typed} is no whole number ({key}).", "Write it in digits, such as 10, without quotes."
    return f"{typed} does not fit {key}.", "Compare it with the authors’ guide."


def _text_or_length(key: str, detail: ErrorDetails, hint: str, context: dict[str, Any]) -> Words:
    kind, typed = detail["type"], f"“{_short(detail['input'])}”"
    if kind == "string_type":
        return _no_text(key, detail["input"])
    if kind == "string_pattern_mismatch":
        return f"{typed} is not a valid {key}.", hint or "Compare it with the authors’ guide."
    if kind == "string_too_short":
        return f"{key} is empty.", "Write it out."
    if kind == "string_too_long":
        return f"{key} has more than {context['max_length']} characters ({typed}).", "Shorten it."
    if kind == "too_short":
        least, found = context["min_length"], context["actual_length"]
        return f"{key} needs at least {least}, and has {found}.", "Add what is missing."
    return f"{key} may have {context['max_length']}, and has more.", "Take some out."


def _own_rule(detail: ErrorDetails) -> Words:
    """A rule of our own: its error has the hint as its second argument."""
    error = detail.get("ctx", {}).get("error")
    said, *hints = getattr(error, "args", None) or (detail["msg"].removeprefix("Value error, "),)
    said = str(said)
    hint = hints[0] if hints else "Compare it with the authors’ guide."
    return f"{said[:1].upper()}{said[1:]}.", str(hint)


def _not_among(detail: ErrorDetails) -> Words:
    context = detail.get("ctx", {})
    expected = str(context.get("expected", context.get("expected_tags", "")))
    allowed = re.findall(r"'([^']+)'", expected) or [expected]
    word = _short(context.get("tag", detail["input"]))
    return f"“{word}” is not known here.", did_you_mean(
        word, allowed, f"Choose one of: {', '.join(allowed)}."
    )


def _no_text(key: str, value: Any) -> Words:
    if isinstance(value, (list, dict)):
        return f"{key} is a text, and this is {_short(value)}.", "Put the whole text in double quotes."
    if value is None:
        return f"{key} has no text.", "Write it after the colon, in double quotes."
    return f"{key} must be text, not “{_short(value)}”.", "Put it in double quotes."


def _no_list(key: str, value: Any, known: Iterable[str]) -> Words:
    if not set(known) and isinstance(value, (str, int)) and not isinstance(value, bool):
        text = str(value)
        shown = text if re.fullmatch(r"[\w-]+(?: *, *[\w-]+)*", text) else '"…"'
        return f"{key} is a list, and “{_short(value)}” is none.", f"Write “{key}: [{shown}]”."
    return f"{key} is a list, and this is {_short(value)}.", "Begin each of its items with “- ”."


def _no_keys(key: str, typed: str, known: Iterable[str]) -> Words:
    keys = sorted(known)[:6]
    below = (
        f"Write its keys{' below, indented' * bool(key)}, each with a colon and a value: {', '.join(keys)}."
    )
    where = key or "This file"
    return f"{where} has keys of its own, and {typed} cannot stand for them.", below


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a set of keys"
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
