"""The words of the course on paper."""

from coursekit.model.handout.base import Traits

TRAITS = Traits(lists_terms=True)
