"""The law of a place."""

from coursekit.plan.page.base import Kind
from coursekit.render.site.page import PageInputs


class LookedUpInputs(PageInputs):
    """A page in which people look something up: its parts are listed first, and its minutes are counted."""

    looked_up: bool = True


KIND = Kind(
    group="The law, place by place",
    template="site/law.html.j2",
    inputs=LookedUpInputs,
    facts=lambda place: place.in_short,
)
