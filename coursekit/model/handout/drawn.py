"""A poster for a wall with a drawing, in colour and for a grey copier."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(is_roomy=True, is_poster=True, has_grey=True)
