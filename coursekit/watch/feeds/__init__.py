"""Lists of changes that publishers of law keep themselves: one adapter a list, behind one interface."""

from typing import Protocol

from coursekit.watch.feeds import federal_register, legislation
from coursekit.watch.feeds.base import BrokenFeedError, Entry, Source

__all__ = ["FEEDS", "BrokenFeedError", "Entry", "Feed", "Source", "feed_for"]


class Feed(Protocol):
    """What an adapter offers (a module of this package)."""

    def source(self, url: str) -> Source | None:
        """The list that covers an address; None where it covers none."""


FEEDS: tuple[Feed, ...] = (legislation, federal_register)


def feed_for(url: str) -> Source | None:
    """The list of changes that covers an address; None for most."""
    return next((found for feed in FEEDS if (found := feed.source(url))), None)
