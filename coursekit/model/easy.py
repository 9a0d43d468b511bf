"""Text in easy words: one idea a line, each beside a drawn sign."""

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import Field

from coursekit.model.base import Frozen, Line, Prose
from coursekit.model.question.base import Location

Sign = Literal[
    "alone",
    "ask",
    "clock",
    "danger",
    "glad",
    "heart",
    "home",
    "keep",
    "listen",
    "no-picture",
    "phone",
    "school",
    "stop",
    "talk",
    "together",
    "write",
]
"""What a sign shows; each is drawn in `templates/easy/sign.html.j2`."""
SIGNS: tuple[Sign, ...] = get_args(Sign)


class EasyLine(Frozen):
    """One idea, and the sign beside it."""

    sign: Sign
    say: Prose


class EasyPart(Frozen):
    """Lines below a heading."""

    title: Line
    lines: Annotated[tuple[EasyLine, ...], Field(min_length=1, max_length=12)]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        yield ("title",), self.title
        yield from ((("lines", number, "say"), line.say) for number, line in enumerate(self.lines))
