"""A measured figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured figure beside its target; `holds` is None where the target is not a number to compare."""

    name: str
    value: float
    target: str
    holds: bool | None


def figure(name: str, value: float, target: float | None = None) -> Figure:
    """A figure that may be at most `target`, or one that is only told."""
    if target is None:
        return Figure(name, round(value, 3), "", None)
    return Figure(name, round(value, 3), f"≤ {target:g}", value <= target)
