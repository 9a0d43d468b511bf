"""A letter that a school sends."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(help="always", is_letter=True)
