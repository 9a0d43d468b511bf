"""Whom to tell in a place."""

from coursekit.plan.page.base import Kind

KIND = Kind(group="Who to tell, place by place", fields=lambda _: {"looked_up": True})
