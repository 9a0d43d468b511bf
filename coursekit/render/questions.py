"""What the templates of questions need: an order that tells nothing, and a text cut at its gaps."""

import hashlib
from collections.abc import Sequence
from string import ascii_uppercase
from typing import TypeVar

from markupsafe import Markup

from coursekit.model.question.cloze import MARK, Cloze, Gap
from coursekit.render.markdown import Sections

Part = TypeVar("Part")


def mixed(parts: Sequence[Part], seed: str) -> list[Part]:
    """The parts in an order that gives nothing away, the same on every day and in every version of Python.

    Parts with `fixed` keep their position.
    """
    loose = sorted(
        (part for part in parts if not getattr(part, "fixed", False)),
        key=lambda part: hashlib.sha256(f"{seed}/{getattr(part, 'id', part)}".encode()).digest(),
    )
    return [part if getattr(part, "fixed", False) else loose.pop(0) for part in parts]


def disordered(parts: Sequence[Part], seed: str) -> list[Part]:
    """The parts mixed, and in any case not in the order they came in, which is the answer."""
    made = mixed(parts, seed)
    return [*made[1:], made[0]] if made == list(parts) else made


def letter(number: int) -> str:
    """A for 1, and so on: a question has fewer parts than the alphabet has letters."""
    return ascii_uppercase[number - 1]


def gaps(text: Sections, question: Cloze) -> list[tuple[Markup, Gap | None]]:
    """The pieces of a text, each with the gap that follows it; the last has none."""
    known = {gap.id: gap for gap in question.gaps}
    return [(words, known.get(name)) for words, name in text.cut(MARK)]
