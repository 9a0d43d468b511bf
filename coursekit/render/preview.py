"""A small picture of the first side of a printable, so that somebody knows a sheet again in a list."""

import io
from collections.abc import Mapping

from PIL import Image

from coursekit.model.base import Frozen

WIDTH = 104
"""Pixels. A list of printables has dozens of pictures, and all of them together must stay light."""
GREYS = 8


class PreviewInputs(Frozen):
    """Which printable is drawn."""

    path: str


def render(inputs: PreviewInputs, files: Mapping[str, bytes]) -> bytes:
    """Return the picture as a PNG of few greys."""
    import pypdfium2  # here, because the plan needs none of it

    page = pypdfium2.PdfDocument(files[inputs.path])[0]
    large = page.render(scale=2 * WIDTH / page.get_width(), grayscale=True).to_pil()
    small = large.resize((WIDTH, round(WIDTH * large.height / large.width)), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    small.quantize(GREYS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()
