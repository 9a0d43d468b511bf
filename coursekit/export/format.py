"""What every format says of itself, in the `FORMAT` of its module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from coursekit.model.format_notes import FormatNotes
from coursekit.model.quiz import Quiz


def takes_all(quiz: Quiz) -> str:  # noqa: ARG001 (what a format that declines nothing answers)
    """Decline no quiz."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A platform format.

    `render` turns the inputs of a file into bytes; packages of pages are given these as well.
    `losses` says in sentences what the file cannot carry. `declines` says why a quiz has no such file at all:
    nothing, or a sentence that ends with a full stop.
    """

    of: Literal["questions", "quiz", "course"] = "questions"
    """A file of questions, a package of a quiz with the pages around it, or one of the course or a track."""
    ending: str
    """What the names of its files end with."""
    notes: FormatNotes
    render: Callable[..., bytes]
    templates: tuple[str, ...]
    losses: Callable[[Any], tuple[str, ...]]
    declines: Callable[[Quiz], str] = takes_all
    again: "Format | None" = None
    """The format whose files these are made from: the same pages in another envelope."""
    assets: tuple[str, ...] = ()
    """Other files below `templates/` that it is made of, as patterns."""

    @property
    def recipe(self) -> str:
        """The name under which a worker finds `render`."""
        return f"{self.render.__module__}:{self.render.__qualname__}"
