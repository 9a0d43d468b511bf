"""A page for families."""

from coursekit.plan.page.base import Kind

KIND = Kind(group="For families")
