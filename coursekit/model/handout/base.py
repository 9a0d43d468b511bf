"""What one kind of handout is, for everybody who plans, checks or draws one."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Traits:
    """How a kind of handout differs from the rest; `templates/print/NAME.html.j2` draws it."""

    needs: Literal["steps", "parts", "easy"] | None = None
    """The key of its head that no handout of another kind has."""
    help: Literal["always", "families", "never"] = "families"
    """When the box that says who helps stands on a version for a place."""
    is_signed: bool = False
    """Whether its sentences are signed even where it is for every place."""
    is_roomy: bool = False
    """Whether it is set in larger type: it is read from afar, or has few words."""
    is_poster: bool = False
    """Whether it is made in the big size too, and holds one text a cell."""
    has_grey: bool = False
    """Whether it is in colour, and made once more in black lines on white, for a copier."""
    is_letter: bool = False
    """Whether it has a letterhead, and somebody signs it."""
    is_messages: bool = False
    """Whether each paragraph is a text message of its own, and nothing is printed."""
    flowing_type: float = 12
    """The size of the type, in points, where it may take as many sides as it needs."""
    lists_terms: bool = False
    """Whether it holds the words of the course."""
    cites_guidance: bool = False
    """Whether its text ends in what a policy of its place is likely to name."""
