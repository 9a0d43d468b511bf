"""What to do, box by box."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(needs="steps", is_signed=True)
