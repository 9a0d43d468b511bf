"""What was found in a file: questions in the shape of our YAML, and what cannot come over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from coursekit.bank.source import BankFile

Data = dict[str, Any]
"""A question, or a part of one, as it stands in a quiz file; texts are our Markdown."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where in a file something stands: `line` counts from 1 and is None where lines say nothing."""

    file: str
    line: int | None = None
    name: str = ""
    """What the file calls it."""

    def __str__(self) -> str:
        """`bank.gift:12: “Name”`."""
        at = f"{self.file}:{self.line}" if self.line else self.file
        flat = " ".join(self.name.split())
        return f"{at}: “{flat if len(flat) <= 60 else flat[:59] + '…'}”" if flat else at


@dataclass(slots=True)
class Item:
    """A question that came over, without its id and as yet without reasons where the file has none."""

    where: Where
    key: str
    """What the other tool knows it by; empty where that is nothing."""
    data: Data
    lost: list[str] = field(default_factory=list)
    """What of it did not come over, in words that end the sentence “Not carried: …”."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that did not come over, and why, as a sentence."""

    where: Where
    why: str


@dataclass(slots=True)
class Bank:
    """A quiz of the file."""

    title: str = ""
    found: list[Item | Refused] = field(default_factory=list)
    key: str = ""
    """The quiz's own id, where the file has one."""
    settings: Data = field(default_factory=dict)
    pools: list[Data] = field(default_factory=list)
    """With the questions by their keys."""
    intro: str = ""
    lost: list[str] = field(default_factory=list)
    """What of the whole quiz did not come over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFormat:
    """What a reader says of itself, in the `FORMAT` of its module.

    `recognises` looks at a file without reading all of it; `read` yields its quizzes. `takes` says which
    kinds of question come over, `leaves` what of them never does.
    """

    title: str
    recognises: Callable[[BankFile], bool]
    read: Callable[[BankFile], Iterator[Bank]]
    takes: str
    leaves: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    """The endings of the files of ours that it reads."""
