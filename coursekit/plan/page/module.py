"""The first page of a module."""

from coursekit.plan.page.base import Kind

KIND = Kind(group="The course", template="site/module.html.j2")
