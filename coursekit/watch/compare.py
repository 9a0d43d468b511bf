"""The verdict on a row: what was last read, against what stands there now."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal
from urllib.parse import urlsplit

from coursekit.watch.addresses import Watched
from coursekit.watch.fetch import Answer
from coursekit.watch.passages import holds, passages, standing
from coursekit.watch.state import Baseline
from coursekit.watch.text import Document
from coursekit.watch.words import content, tokens

Status = Literal["first", "same", "moved", "changed", "gone", "blocked", "unfound"]
"""`first`: read for the first time, there was nothing to compare with; `unfound`: the page answers, but what
carries the record was never found on it."""
NEEDS_A_PERSON = frozenset({"moved", "changed", "gone"})

LIKE = 0.45
"""Two passages with less in common than this are not the same passage in other words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a row."""

    status: Status
    reason: str = ""
    was: tuple[str, ...] = ()
    """The passages last read that no longer stand there."""
    now: tuple[str, ...] = ()
    """For each of them what stands there instead; `` for nothing like it."""


def unreadable(answer: Answer, page: Document | None) -> Verdict | None:
    """Whether an answer holds no page to compare: gone, or blocked; None where it holds one."""
    if answer.status in (404, 410):
        return Verdict("gone", f"the server answers {answer.status}")
    if answer.unknown_name:
        return Verdict("gone", answer.failure)
    if answer.failure:
        return Verdict("blocked", answer.failure)
    if answer.status not in (200, 203):
        return Verdict("blocked", f"the server answers {answer.status}")
    if page is None or not any(page.tokens):
        return Verdict("blocked", "there is no text without scripts, or it is a picture")
    if len(page.stream.split()) < FEW_WORDS and _NOT_FOUND.search(
        page.title + " " + " ".join(page.blocks[:6])
    ):
        return Verdict("gone", "the page says that it is not there")
    return None


FEW_WORDS = 400
_NOT_FOUND = re.compile(
    r"\b(?:page|document|content|article|site) (?:(?:was|is|has|could|can|cannot) )?"
    r"(?:not (?:be )?found|be found|no longer|(?:does )?not exist|been removed|moved)"
    r"|\b404\b|page (?:that )?you .{0,40}(?:not|no longer) (?:be |exist|available|found)",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"cookie|consent|javascript|captcha|are you (?:a )?human|robot|cloudflare|access denied|unusual traffic"
    r"|sign in|log in|subscribe|verif(?:y|ying) you",
    re.IGNORECASE,
)


def wall(page: Document) -> bool:
    """Whether a page is a wall before the one that was asked for: few words, about cookies or robots."""
    words = len(page.stream.split())
    return words < WALL_WORDS and bool(_WALL.search(" ".join(page.blocks)))


WALL_WORDS = 250


def first_read(row: Watched, page: Document) -> tuple[Verdict, Baseline | None]:
    """Read a row for the first time, or anew after somebody has compared it."""
    found = passages(row, page)
    if found:
        return Verdict("first"), Baseline.of(row, found, signals(page, found))
    if wall(page):
        return Verdict("blocked", "a page about cookies, consent or scripts stands before it"), None
    if row.quotation:
        return Verdict(
            "changed", "the quoted words are not there", (row.quotation,), (nearest(page, row.quotation),)
        ), None
    return Verdict(
        "unfound", "no passage was found that carries the record; give its words or its section"
    ), None


def compared(baseline: Baseline, page: Document) -> Verdict:
    """Compare what was last read with the page as it is."""
    missing = tuple(passage for passage in baseline.passages if not holds(page, passage))
    if missing and len(missing) == len(baseline.passages) and wall(page):
        return Verdict("blocked", "a page about cookies, consent or scripts stands before it")
    if missing:
        now = tuple(nearest(page, passage) for passage in missing)
        reason = "the passage reads differently" if any(now) else "the passage is no longer there"
        return Verdict("changed", reason, missing, now)
    new = [words for words in signals(page, baseline.passages) if key_of(words) not in baseline.signals]
    if new:
        return Verdict(
            "changed", "the page says that it no longer holds", baseline.passages, (" ".join(new[:2]),)
        )
    return Verdict("same")


def nearest(page: Document, passage: str) -> str:
    """The part of a page that is most like a passage; `` where nothing is.

    A passage may stretch over several blocks, so runs of up to three are looked at too.
    """
    words = list(tokens(passage))
    wanted = set(content(words))
    scored = []
    for index in range(len(page.blocks)):
        if wanted & page.contents[index]:
            for length in (1, 2, 3):
                about = frozenset().union(*page.contents[index : index + length])
                shared = len(wanted & about) / max(len(wanted), len(about), 1)
                scored.append((shared, -length, index))
    best, found = 0.0, ""
    for _, length, index in sorted(scored, reverse=True)[:8]:
        run = [word for block in page.tokens[index : index - length] for word in block]
        ratio = SequenceMatcher(None, words, run, autojunk=False).ratio()
        if ratio > best:
            best, found = ratio, " ".join(page.blocks[index : index - length])
    return found if best >= LIKE else ""


_SIGNAL = re.compile(
    r"\b(?:repealed|revoked|rescinded|superseded|withdrawn|discontinued|ceased to|out of date"
    r"|service has ended|no longer (?:in force|available|operat\w+|applies|valid|current|taking|accept\w+)"
    r"|(?:has|have|was|were|been) (?:replaced|archived|abolished)|(?:has|have) closed"
    r"|closed (?:permanently|down|for good))\b",
    re.IGNORECASE,
)
NEAR, TOP = 3, 12
"""Blocks beside a passage, and at the head of the text, in which a notice concerns the passage."""


def signals(page: Document, found: tuple[str, ...]) -> list[str]:
    """Sentences near the passages or at the head of the text that say that something no longer holds."""
    near = set(sorted(page.main)[:TOP])
    for passage in found:
        for index in standing(page, passage):
            near |= set(range(index - NEAR, index + NEAR + 1))
    blocks = [page.blocks[i] for i in sorted(near) if 0 <= i < len(page.blocks) and i in page.main]
    return [block for block in blocks if _SIGNAL.search(block) and len(block.split()) < FEW_WORDS]


def key_of(words: str) -> str:
    """What stays the same of a notice when its dates change."""
    return " ".join(word for word in tokens(words) if not word[:1].isdigit())[:160]


def same_place(one: str, other: str) -> bool:
    """Whether two addresses are one page for a reader: `www.`, `https` and a final `/` make no difference."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    path = re.sub(r"/(?:index|default)\.\w+$", "", parts.path.rstrip("/"))
    return (parts.netloc.casefold().removeprefix("www."), path, parts.query)
