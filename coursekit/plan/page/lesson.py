"""A lesson of a module."""

from coursekit.plan.page.base import Kind

KIND = Kind(group="The course")
