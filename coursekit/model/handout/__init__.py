"""Every kind of handout, each told in the module of its name."""

from typing import Literal, get_args

from coursekit.model.handout.base import Traits
from coursekit.model.kinds import told

HandoutKind = Literal[
    "poster",
    "drawn",
    "flowchart",
    "card",
    "sheet",
    "letter",
    "policy",
    "form",
    "certificate",
    "glossary",
    "messages",
    "easy",
]

TRAITS: dict[HandoutKind, Traits] = told(__name__, get_args(HandoutKind), "TRAITS")
