"""Signatures: who has read which exact words of a place's pages and papers, and what readers are told of it.

A sentence is known by the SHA-256 of its words as a reader sees them, so that a signature falls off whatever
changes it: the text itself, a fact, a number or the template of a card.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from coursekit.model.base import Frozen, Line, PlaceCode
from coursekit.model.dates import long_date

NOT_REVIEWED = "Not yet reviewed by a safeguarding professional."

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks inside words that nobody sees."""


def normal(words: str) -> str:
    """The words of a sentence in one form (Unicode NFC), with single spaces and no unseen marks."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", words)).split())


def sha256(words: str) -> str:
    """What a sentence is known by: the SHA-256 of its normalised words, in 64 hexadecimal digits."""
    return hashlib.sha256(normal(words).encode()).hexdigest()


Sha256 = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{64}$"),
    Field(description="Write nothing here by hand: “review sign” writes the whole file."),
]
REMEDY = (
    "Take the file back as “review sign” wrote it, for example from Git, and sign again where words changed."
)


class SignedSentence(Frozen):
    """A sentence as it was signed."""

    words: Line
    sha256: Sha256

    @model_validator(mode="after")
    def is_of_its_words(self) -> Self:
        """The hash is that of the words beside it: neither was changed alone."""
        if self.sha256 != sha256(self.words):
            raise ValueError("these words are not those of their sha256", REMEDY)
        return self


class Signature(Frozen):
    """What one professional has signed on one day."""

    name: Line
    role: Line
    body: Line
    """The organisation or profession in whose name it is signed."""
    day: date
    sentences: Annotated[tuple[SignedSentence, ...], Field(min_length=1)]
    seal: Sha256
    """Over everything above: a line that is added, changed or moved by hand is seen."""

    @model_validator(mode="after")
    def is_sealed(self) -> Self:
        """Nothing was changed since it was written."""
        hashes = [sentence.sha256 for sentence in self.sentences]
        if self.seal != seal(self.name, self.role, self.body, self.day, hashes):
            raise ValueError("this signature was changed after it was made", REMEDY)
        return self

    @property
    def who(self) -> str:
        """`Ann Lee, social worker (County Board) on 22 November 2026`."""
        return f"{self.name}, {self.role} ({self.body}) on {long_date(self.day)}"


def seal(name: str, role: str, body: str, day: date, hashes: Iterable[str]) -> str:
    """The seal over a signature. It shows slips and edits; it is no proof of who typed it."""
    sealed = json.dumps([name, role, body, day.isoformat(), *sorted(hashes)], ensure_ascii=False)
    return hashlib.sha256(sealed.encode()).hexdigest()


def review_path(place: str) -> str:
    """The file of a place's signatures, below the project's folder."""
    return f"reviews/{place.lower()}.yml"


class Review(Frozen):
    """A file of `reviews/`: all signatures of a place."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    place: PlaceCode
    signatures: tuple[Signature, ...] = ()


def marks(signatures: Iterable[Signature]) -> dict[str, Signature]:
    """The newest signature of each sentence, by its hash."""
    found: dict[str, Signature] = {}
    for signature in sorted(signatures, key=lambda one: (one.day, one.name)):
        found |= {sentence.sha256: signature for sentence in signature.sentences}
    return found


_NAMED = 2
_WORDS = 6


class Standing(Frozen):
    """How much of a page or paper is signed, and by whom."""

    total: int = 0
    by: tuple[str, ...] = ()
    """Each signature that holds here, in the order of their days."""
    missing: tuple[str, ...] = ()
    """The sentences that nobody has signed, where some are signed."""

    @property
    def line(self) -> str:
        """The whole truth in a sentence or two, without the words that are missing."""
        if not self.by:
            return NOT_REVIEWED
        who = " and by ".join(self.by)
        if not self.missing:
            return f"Reviewed by {who}, these exact words."
        some = f"{self.total - len(self.missing)} of {self.total} sentences"
        return f"{some} reviewed by {who}, these exact words."

    @property
    def short(self) -> str:
        """For paper: the same, and the beginnings of what is missing."""
        if not self.missing or not self.by:
            return self.line
        named = ", ".join(f"“{_beginning(words)}”" for words in self.missing[:_NAMED])
        more = len(self.missing) - _NAMED
        return f"{self.line} Not yet reviewed: {named}{f' and {more} more' if more > 0 else ''}."


def _beginning(words: str) -> str:
    first = words.split()
    return " ".join(first[:_WORDS]) + " …" if len(first) > _WORDS else words.rstrip(".")


def standing_of(sentences: Iterable[str], signatures: Iterable[Signature]) -> Standing:
    """How much of these sentences is signed."""
    signed, every = marks(signatures), tuple(dict.fromkeys(map(normal, sentences)))
    found = {words: signed.get(sha256(words)) for words in every}
    by = {signature.who: signature for signature in found.values() if signature}
    return Standing(
        total=len(every),
        by=tuple(sorted(by, key=lambda who: (by[who].day, who))),
        missing=tuple(words for words in every if not found[words]) if by else (),
    )
