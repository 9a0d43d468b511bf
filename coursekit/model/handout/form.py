"""A form to fill in, on screen or by hand."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(needs="parts")
