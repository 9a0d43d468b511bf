"""Kinds of page and handout stand in a few tables; one that a table lacks stops the program at its start."""

from collections.abc import Iterable
from typing import Any, get_args


def complete(kinds: Any, table: Iterable[str], where: str) -> None:
    """Demand that a table has an entry for each value of a `Literal`, and no other.

    Raises ValueError, which names the table and what it lacks or has too much.
    """
    wanted, there = set(get_args(kinds)), set(table)
    if wanted - there:
        raise ValueError(f"{where} has no entry for {', '.join(sorted(wanted - there))}.")
    if there - wanted:
        raise ValueError(f"{where} has an entry for {', '.join(sorted(there - wanted))}, which is no kind.")
