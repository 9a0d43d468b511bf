"""A picture with a letter at each place that may be pointed at, for paper."""

import base64
from collections.abc import Iterable

from coursekit.model.picture import Picture
from coursekit.model.question.hotspot import Spot
from coursekit.render.templates import template

TEMPLATE = "drawing/spots.svg.j2"


def spotted(picture: Picture, spots: Iterable[tuple[str, Spot]]) -> Picture:
    """The picture with a frame around each place and its letter in it."""
    drawn = template(TEMPLATE).render(picture=picture, spots=list(spots))
    return picture.model_copy(
        update={"name": "spots.svg", "data": base64.b64encode(drawn.strip().encode()).decode()}
    )
