"""A drawing as pixels, for programs that show no SVG: drawn as every printable is."""

import io
from functools import lru_cache

from coursekit.model.picture import Picture
from coursekit.render.print.pdf import to_pdf
from coursekit.render.templates import template

SHARP = 2
"""Pixels a unit of a drawing: screens of phones show two, and a projector enlarges."""
TEMPLATE = "print/picture.html.j2"


@lru_cache(maxsize=64)
def as_pixels(picture: Picture) -> bytes:
    """The file of a picture as PNG or JPEG."""
    if not picture.name.endswith(".svg"):
        return picture.content
    import pypdfium2  # here, because the plan needs none of it

    page = pypdfium2.PdfDocument(to_pdf(template(TEMPLATE).render(picture=picture)))[0]
    drawn = page.render(scale=SHARP * picture.width / page.get_width()).to_pil()
    data = io.BytesIO()
    drawn.convert("RGB").save(data, "PNG", optimize=True)
    return data.getvalue()
