"""A place to find: one picture, and places in it that a finger can tell apart."""

from collections.abc import Iterator
from itertools import combinations

from coursekit.check.question import single
from coursekit.check.question.base import Found
from coursekit.model.picture import shown_in
from coursekit.model.question.hotspot import Hotspot

WIDE, HIGH = 12, 6
"""Per cent of the picture: on a telephone less is smaller than a fingertip (WCAG 2.2, target size)."""


def check(question: Hotspot) -> Iterator[Found]:
    """Yield a problem for another number of pictures than one, and for places that nobody could point at."""
    yield from single.check(question)
    pictures = list(shown_in(question.picture))
    if len(pictures) != 1 or not pictures[0].alone or pictures[0].decorative:
        message = f"“{question.id}” asks for a place in one picture, and nothing else stands here."
        yield ("picture",), "one-picture", message, "Write '![what it shows](pictures/name.svg)'."
    for index, spot in enumerate(question.options):
        left, top, width, height = spot.at
        if width < WIDE or height < HIGH:
            message = f"The place “{spot.id}” is too small for a finger: {width} × {height} per cent."
            yield ("options", index, "at"), "small-spot", message, f"Give it {WIDE} × {HIGH} at least."
        if left + width > 100 or top + height > 100:
            message = f"The place “{spot.id}” reaches out of the picture."
            hint = "Write from the left, from above, width and height, in per cent of the picture."
            yield ("options", index, "at"), "spot-outside", message, hint
    for (_, one), (index, other) in combinations(enumerate(question.options), 2):
        if _overlap(one.at, other.at):
            message = f"The places “{one.id}” and “{other.id}” lie on top of each other."
            yield ("options", index, "at"), "spots-overlap", message, "Move one, or make it smaller."


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return all(one[n] < other[n] + other[n + 2] and other[n] < one[n] + one[n + 2] for n in (0, 1))
