"""What was found when every file was last checked for accessibility."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Frozen, Line


class AccessibilityReport(Frozen):
    """The file `facts/accessibility.yml`, which `python3 build.py test -m every_file` writes."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    dated: date
    version: Line
    files: dict[Line, tuple[Line, ...]]
    """By path in the site: what is wrong with each file, or nothing."""
