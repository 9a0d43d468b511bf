"""A card for a pocket: it says itself whom to tell."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(help="never", is_signed=True, is_roomy=True)
