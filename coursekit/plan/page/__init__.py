"""Every kind of page, each told in the module of its name."""

from importlib import import_module
from importlib.util import find_spec
from typing import get_args

from coursekit.model.course import PageKind
from coursekit.plan.page.base import Kind
from coursekit.render.templates import demand


def _kind(name: str) -> Kind:
    """What the module of this name says. Raises ValueError where there is none: no kind is left half done."""
    if find_spec(f"{__name__}.{name}") is None:
        raise ValueError(f"coursekit/plan/page/{name}.py is not there: it says what the kind “{name}” is.")
    kind: Kind = import_module(f"{__name__}.{name}").KIND
    return kind


KINDS: dict[PageKind, Kind] = {name: _kind(name) for name in get_args(PageKind)}
demand(kind.template for kind in KINDS.values())
