"""Whom to tell in a place."""

from coursekit.plan.page.base import Kind
from coursekit.plan.page.law import LookedUpInputs

KIND = Kind(group="Who to tell, place by place", inputs=LookedUpInputs)
