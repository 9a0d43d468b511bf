"""A poster for a wall."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(is_roomy=True, is_poster=True)
