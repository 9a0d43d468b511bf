"""A part of a school’s policy, with what the school has to decide marked."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(help="never", cites_guidance=True)
