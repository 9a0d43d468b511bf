"""Values of JSON and TOML from anywhere: whatever stands in a place, it is what is asked for, or nothing."""

from typing import Any


def record(value: Any, *keys: str) -> dict[str, Any]:
    """The record at these keys, or an empty one."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """The list, or an empty one."""
    return value if isinstance(value, list) else []


def words(value: Any) -> str:
    """The text, or a number as one, or nothing."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
