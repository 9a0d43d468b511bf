"""Kinds of page and handout: each is told in the module of its name, and none is left half done."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def told(package: str, names: Iterable[str], constant: str) -> dict[Any, Any]:
    """What the modules of these names in a package say with a constant, by name.

    Raises ValueError where a module is not there; its message says which.
    """
    found: dict[Any, Any] = {}
    for name in names:
        module = f"{package}.{name}"
        if find_spec(module) is None:
            raise ValueError(
                f"{module.replace('.', '/')}.py is not there: it says what the kind “{name}” is."
            )
        found[name] = getattr(import_module(module), constant)
    return found
