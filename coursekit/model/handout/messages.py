"""Text messages that a school sends."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(is_messages=True)
