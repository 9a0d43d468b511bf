"""What to do now, for somebody who is worried about a child."""

from coursekit.model.facts import ContactKind
from coursekit.plan.page.base import Kind
from coursekit.render.site.page import PageInputs


class HelpInputs(PageInputs):
    """A help page: numbers in few words."""

    brief: bool = True


KIND = Kind(
    group="Help",
    template="site/help.html.j2",
    inputs=HelpInputs,
    contacts=(ContactKind.EMERGENCY, ContactKind.CRISIS),
)
