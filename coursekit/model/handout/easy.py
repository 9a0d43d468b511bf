"""A sheet in easy words: one idea a line, each with a drawn sign; it says itself whom to call."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(needs="easy", help="never", is_signed=True, flowing_type=14.5)
