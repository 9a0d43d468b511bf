"""How large a text may be set so that it fits its box.

A deck names Arial, which every presenter's computer has or has a twin of. It is measured with our own font,
which has the same width (within one per cent) and is here.
"""

from collections.abc import Iterable
from functools import cache

from coursekit.render.flow import Block
from coursekit.render.slides.layouts import Box
from coursekit.render.templates import TEMPLATES

SPARE = 1.09
"""Room for what a program breaks or spaces differently."""
LEADING = 1.22
"""Height of a line, in sizes of its type."""
LABEL = 0.68
"""How large a label is, in sizes of the words below it."""
LARGE = 1.6
"""How large the emergency number is, in sizes of the words around it."""
_HANG = 1.05
"""How far a marked line hangs in, in sizes of its type."""


def size_for(box: Box, blocks: Iterable[Block]) -> int:
    """The largest size at which the text fits the box, else the smallest there is.

    In a list, a size a little smaller is taken where it saves a line: one word alone on a line reads badly.
    """
    blocks = tuple(blocks)
    texts = [(block.text, any(run.bold for run in block.runs)) for block in blocks]
    large = sum(block.level for block in blocks if block.kind == "text") * (LARGE - 1) * LEADING
    fitting = (size for size in box.sizes if height(box, texts, size) + large * size <= room(box))
    largest = next(fitting, box.sizes[-1])
    if not box.mark:
        return largest
    near = [size for size in box.sizes if 0.86 * largest <= size <= largest]
    return min(near, key=lambda size: (round(_lines_at(box, texts, size), 1), -size))


def _lines_at(box: Box, texts: list[tuple[str, bool]], size: float) -> float:
    """How many lines the texts take where nothing is spaced differently."""
    bare = size / SPARE
    return (height(box, texts, bare) - box.space * max(len(texts) - 1, 0)) / (bare * LEADING)


def room(box: Box) -> float:
    """The height inside a box, in points."""
    return (box.h - 2 * box.inset) * 72


def height(box: Box, texts: Iterable[tuple[str, bool]], size: float) -> float:
    """The height of these paragraphs at this size, in points; each says whether it is bold."""
    hang = _HANG * size if box.mark else 0
    across = (box.w - 2 * box.inset - (0.2 if box.pill else 0)) * 72 - hang
    heights = [_paragraph(text, size, across, box.bold or bold) for text, bold in texts]
    return sum(heights) + box.space * max(len(heights) - 1, 0)


def _paragraph(text: str, size: float, across: float, bold: bool) -> float:
    """The height of a paragraph; a line that ends with `\\v` is the small label of the next."""
    *labels, last = text.split("\v")
    small = sum(lines(label, size * LABEL, across, False) for label in labels) * LABEL
    return (small + lines(last, size, across, bold)) * size * LEADING


def spare_width(box: Box, text: str, size: float) -> float:
    """How much narrower the box may be, in inches, before its text takes another line."""
    across = box.w * 72
    count = lines(text, size, across, box.bold)
    steps = (across * share / 100 for share in range(50, 100, 2))
    narrow = next((wide for wide in steps if lines(text, size, wide, box.bold) == count), across)
    return (across - narrow) / 72 if count > 1 else 0.0


def lines(text: str, size: float, across: float, bold: bool) -> int:
    """How many lines a text takes; a word that is too long is broken."""
    count, left = 1, 0.0
    for word in text.split(" "):
        wide = width(word + " ", bold) * size * SPARE
        if left and left + wide - size * 0.25 > across:
            count, left = count + 1, 0.0
        left += wide
        if left > across * 1.02:
            count += int(left // across)
            left %= across
    return count


def width(text: str, bold: bool) -> float:
    """The width of a text, in sizes of its type."""
    widths = _widths("Bold" if bold else "Regular")
    return sum(widths.get(ord(character), 1.0) for character in text)


@cache
def _widths(cut: str) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(TEMPLATES / f"fonts/AtkinsonHyperlegibleNext-{cut}.ttf") as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
