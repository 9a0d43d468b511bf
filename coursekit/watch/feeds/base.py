"""What all lists of changes come down to."""

from collections.abc import Callable
from dataclasses import dataclass


class BrokenFeedError(Exception):
    """An answer is not the list of changes that was asked for."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A change that a publisher lists."""

    day: str
    """When it was listed, as `2026-11-24`, or with its time."""
    what: str
    url: str = ""
    part: str = ""
    """What is changed, in the publisher's own form (`s. 15A(1)`); empty for all of it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A list of changes: where it is, how its answer is read, and which entries concern the address."""

    url: str
    read: Callable[[bytes], list[Entry]]
    """All entries, oldest first. Raises BrokenFeedError where the answer is no such list."""
    concerns: Callable[[Entry], bool] = lambda _: True
