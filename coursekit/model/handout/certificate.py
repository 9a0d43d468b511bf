"""A record of completion to fill in."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(needs="parts", is_roomy=True)
