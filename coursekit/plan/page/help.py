"""What to do now, for somebody who is worried about a child."""

from coursekit.model.facts import ContactKind
from coursekit.plan.page.base import Kind

KIND = Kind(
    group="Help",
    template="site/help.html.j2",
    fields=lambda _: {"brief": True},
    contacts=(ContactKind.EMERGENCY, ContactKind.CRISIS),
)
