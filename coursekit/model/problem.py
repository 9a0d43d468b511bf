"""Problems are data: what is wrong, where exactly, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One mistake in a source file, for its author.

    `line` and `column` count from 1. `message` says what is wrong, quoting what was typed; `hint` says
    what to do. An `error` stops the build, a `warning` does not.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """`path:line:column: what is wrong. what to do`, on one line whatever was typed."""
        mark = "warning: " if self.severity == "warning" else ""
        said = " ".join(f"{self.message} {self.hint}".split())
        return f"{self.path}:{self.line}:{self.column}: {mark}{said}"


def did_you_mean(typed: str, known: Iterable[str], otherwise: str) -> str:
    """Suggest the nearest of the `known` names, or say what to do `otherwise`."""
    near = get_close_matches(typed, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else otherwise
