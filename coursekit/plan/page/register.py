"""The register that a lead keeps of the slips."""

from coursekit.plan.page.base import Kind
from coursekit.plan.page.details import YOUR_SCHOOL

KIND = Kind(group=YOUR_SCHOOL, template="site/register.html.j2")
