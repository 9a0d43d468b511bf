"""What the reader's device keeps, to see and to forget."""

from coursekit.plan.page.base import Kind
from coursekit.plan.page.home import TO_RUN

KIND = Kind(group=TO_RUN, template="site/device.html.j2")
