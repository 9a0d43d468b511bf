"""The law of a place."""

from coursekit.plan.page.base import Kind

KIND = Kind(
    group="The law, place by place",
    template="site/law.html.j2",
    fields=lambda _: {"looked_up": True},
    facts=lambda asked: asked.place.in_short if asked.place else (),
)
