"""Every kind of handout, each told in the module of its name."""

from importlib import import_module
from importlib.util import find_spec
from typing import Literal, get_args

from coursekit.model.handout.base import Traits

HandoutKind = Literal[
    "poster", "flowchart", "card", "sheet", "letter", "form", "certificate", "glossary", "messages"
]


def _traits(name: str) -> Traits:
    """What the module of this name says. Raises ValueError where there is none: no kind is left half done."""
    if find_spec(f"{__name__}.{name}") is None:
        raise ValueError(
            f"coursekit/model/handout/{name}.py is not there: it says what the kind “{name}” is."
        )
    traits: Traits = import_module(f"{__name__}.{name}").TRAITS
    return traits


TRAITS: dict[HandoutKind, Traits] = {name: _traits(name) for name in get_args(HandoutKind)}
