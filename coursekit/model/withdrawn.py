"""What the course once said and no longer says: ids are never used again, and readers can see why."""

from datetime import date
from typing import Literal

from coursekit.model.base import Frozen, Id, Prose
from coursekit.model.checked import Places

IdKind = Literal["fact", "contact", "term", "change", "place"]
"""The kinds of record whose ids others may have kept."""


class Withdrawn(Frozen):
    """A record that was taken out."""

    id: Id
    kind: Literal["fact", "contact", "term", "change"]
    said: Prose
    """What it said, in words; no telephone number, because somebody might ring it."""
    reason: Prose
    """Why it was taken out, and what holds instead."""
    day: date
    places: Places
