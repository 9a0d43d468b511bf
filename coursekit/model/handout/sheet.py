"""A sheet to read and to keep."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(help="always")
