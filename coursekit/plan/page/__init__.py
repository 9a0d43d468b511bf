"""Every kind of page, each told in the module of its name."""

from typing import get_args

from coursekit.model.course import PageKind
from coursekit.model.kinds import told
from coursekit.plan.page.base import Kind
from coursekit.render.templates import demand

KINDS: dict[PageKind, Kind] = told(__name__, get_args(PageKind), "KIND")
demand(kind.template for kind in KINDS.values())
