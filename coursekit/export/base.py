"""What every export takes."""

from coursekit.model.base import Frozen
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf


class ExportInputs(Frozen):
    """A quiz as one place takes it, and the records its texts name."""

    quiz: Quiz
    shelf: Shelf
    title: str
    """Neutral: what the platform lists."""
