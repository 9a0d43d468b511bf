"""The course's own vocabulary: what a word means here, for the glossary."""

from coursekit.model.base import Line, Prose
from coursekit.model.checked import Checked


class Term(Checked):
    """A word of the glossary."""

    term: Line
    meaning: Prose
    """One plain sentence."""
    note: Prose | None = None
    """When to use it, and when not."""
    instead_of: tuple[Line, ...] = ()
    """Words this one replaces."""
