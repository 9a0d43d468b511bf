"""A page about the course itself."""

from coursekit.plan.page.base import Kind
from coursekit.plan.page.home import TO_RUN

KIND = Kind(group=TO_RUN)
