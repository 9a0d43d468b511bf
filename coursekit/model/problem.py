"""Problems are data: what is wrong, where exactly, and what to do about it."""

import re
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
        return printable(f"{self.path}:{self.line}:{self.column}: {mark}{said}")


_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """A text as it can be shown on one line of any terminal, which it cannot command, turn round or crash.

    Control characters, marks that change the direction and bytes of a file name that are no text (Python
    holds them as surrogates, PEP 383) become escapes such as `\\x1b`.
    """
    return _UNSEEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    byte = code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code
    return f"\\x{byte:02x}" if byte < 256 else f"\\u{byte:04x}"


def did_you_mean(typed: str, known: Iterable[str], otherwise: str) -> str:
    """Suggest the nearest of the `known` names, or say what to do `otherwise`."""
    near = get_close_matches(typed, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else otherwise
