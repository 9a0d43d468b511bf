"""The school's colours can be read: contrast as WCAG 2.2, success criterion 1.4.3, asks."""

from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.model.problem import Problem

PAPER, INK_ON_ACCENT = "#fbf8f2", "#2a1a02"
"""What the main colour's text stands on, and the text that stands on the accent (templates/site/theme)."""
ENOUGH = 4.5


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each colour that text could not be read in or on."""
    colours = loaded.course.school.colours
    for key, colour, other in (("main", colours.main, PAPER), ("accent", colours.accent, INK_ON_ACCENT)):
        if colour and contrast(colour, other) < ENOUGH:
            message = f"{colour} is too {'light' if key == 'main' else 'dark'} to be read ({key})."
            hint = f"Choose one with a contrast of {ENOUGH} to 1 or more to {other}."
            yield loaded.origin("school", "school").problem(("colours", key), "contrast", message, hint)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as `#0f5552`, from 1 to 21 (WCAG 2.2, definition)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
