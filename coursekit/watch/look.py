"""One address and its rows: ask, read, compare, and look elsewhere on the site for what is gone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from coursekit.watch.addresses import Watched, address
from coursekit.watch.compare import (
    NEEDS_A_PERSON,
    Verdict,
    compared,
    first_read,
    same_place,
    unreadable,
)
from coursekit.watch.feeds import Entry
from coursekit.watch.fetch import Answer, Visit
from coursekit.watch.passages import holds
from coursekit.watch.state import Address, Baseline
from coursekit.watch.text import Document, document
from coursekit.watch.words import content, tokens

Announced = Callable[[str], list[Entry] | None]
"""What a source's own list of changes has for an address; None where there is none to be read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of an address: what is kept of it, and the verdict on each row."""

    kept: Address
    verdicts: dict[str, Verdict]
    stop: bool = False
    """The server asks not to be asked again for a while."""
    silent: bool = False
    """The server said nothing at all."""

    def as_data(self) -> dict[str, Any]:
        """Plain data, for the journal."""
        verdicts = {
            row: [each.status, each.reason, each.was, each.now] for row, each in self.verdicts.items()
        }
        return {"kept": self.kept.as_data(), "verdicts": verdicts, "silent": self.silent}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Seen":
        """Read what `as_data` wrote."""
        verdicts = {
            row: Verdict(status, reason, tuple(was), tuple(now))
            for row, (status, reason, was, now) in data["verdicts"].items()
        }
        return cls(Address.from_data(data["kept"]), verdicts, silent=data["silent"])


def look(visit: Visit, url: str, rows: list[Watched], old: Address, day: date, announced: Announced) -> Seen:
    """Ask for an address and judge each of its rows against what is kept of it."""
    bases = {row.row: base for row in rows if (base := old.rows.get(row.row)) and base.serves(row)}
    known = len(bases) == len(rows)
    answer = visit.get(url, _conditions(old) if known else {})
    if answer.status == 304 and known:
        same = {row.row: Verdict("same") for row in rows}
        kept = replace(old, read=day.isoformat(), blocked="")
        return _seen(kept, same, bases, announced(url), day)
    page = document(answer.body, answer.headers.get("content-type", "")) if answer.body else Document()
    trouble = unreadable(answer, page)
    found = {row.row: trouble for row in rows} if trouble else _judge(rows, page, bases, answer.url)
    if all(verdict.status == "blocked" for verdict in found.values()):
        kept = replace(old, rows=bases, blocked=old.blocked or day.isoformat())
        return Seen(kept, found, answer.status in (429, 503), answer.silent)
    if lost := [row for row in rows if _is_lost(found[row.row]) and not answer.silent]:
        found |= _elsewhere(visit, url, page, lost, bases)
    kept = Address(
        read=old.read if trouble else day.isoformat(),
        etag=answer.headers.get("etag", ""),
        last_modified=answer.headers.get("last-modified", ""),
    )
    return replace(_seen(kept, found, bases, announced(url), day), silent=answer.silent)


def _judge(
    rows: list[Watched], page: Document, bases: dict[str, Baseline], landed: str
) -> dict[str, Verdict]:
    """The verdict on each row; what was read for the first time joins `bases`."""
    found = {}
    for row in rows:
        found[row.row], base = _judged(row, page, bases.get(row.row), landed)
        if base:
            bases[row.row] = base
    return found


def _conditions(old: Address) -> dict[str, str]:
    pairs = {"If-None-Match": old.etag, "If-Modified-Since": old.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _judged(
    row: Watched, page: Document, base: Baseline | None, landed: str
) -> tuple[Verdict, Baseline | None]:
    """The verdict on one row, and the baseline to keep: a new one only where there was none."""
    if base is None:
        verdict, base = first_read(row, page)
        return verdict, replace(base, landed=landed) if base else None
    verdict = compared(base, page)
    if base.landed and not same_place(base.landed, landed):
        if verdict.status == "same":
            verdict = replace(verdict, status="moved", reason=f"it now leads to {landed}")
        else:
            verdict = replace(verdict, reason=f"{verdict.reason}; it now leads to {landed}")
    return verdict, base


def _seen(
    kept: Address,
    verdicts: dict[str, Verdict],
    bases: dict[str, Baseline],
    entries: list[Entry] | None,
    day: date,
) -> Seen:
    """Add what the source itself announces; keep the page's marks only where nothing is left to say of it."""
    for row, base in bases.items():
        if entries is None:
            continue
        new = [entry for entry in entries if entry.day > base.announced]
        if not base.announced:  # the list is read for the first time: what it holds has long been in the text
            last = max((entry.day for entry in entries), default=day.isoformat())
            bases[row] = replace(base, announced=last)
        elif new and verdicts[row].status in ("same", "moved"):
            listed = tuple(f"{entry.what} ({entry.day[:10]})" for entry in new[-3:])
            verdicts[row] = Verdict(
                "changed", "the source’s own list of changes names it", base.passages, listed
            )
    settled = all(verdict.status in ("same", "first") for verdict in verdicts.values())
    marks = {} if settled else {"etag": "", "last_modified": ""}
    return Seen(replace(kept, rows=dict(sorted(bases.items())), **marks), verdicts)


def _is_lost(verdict: Verdict) -> bool:
    return verdict.status == "gone" or (
        verdict.status == "changed" and bool(verdict.was) and not any(verdict.now)
    )


TRIED = 3
"""Pages of a site that are looked at for a passage that is gone."""


def _elsewhere(
    visit: Visit, url: str, page: Document, lost: list[Watched], bases: dict[str, Baseline]
) -> dict[str, Verdict]:
    """The rows whose passages stand on another page of the site, one that the page or its folder links to."""
    found: dict[str, Verdict] = {}
    wanted = [row for row in lost if row.row in bases]
    if not wanted:
        return found
    tried = _likely(page, url, wanted[0]) or _in_folder(visit, url, wanted[0])
    for candidate in tried[:TRIED]:
        answer = visit.get(candidate)
        if answer.status == 200:
            other = document(answer.body, answer.headers.get("content-type", ""))
            for row in wanted:
                if all(holds(other, passage) for passage in bases[row.row].passages):
                    found.setdefault(row.row, Verdict("moved", f"it now stands at {answer.url}"))
    return found


def _in_folder(visit: Visit, url: str, row: Watched) -> list[str]:
    parts = urlsplit(url)
    folder = str(PurePosixPath(parts.path or "/").parent).rstrip("/") + "/"
    above = urlunsplit((parts.scheme, parts.netloc, folder, "", ""))
    answer = visit.get(above) if above != url else Answer(url)
    return _likely(document(answer.body, ""), above, row) if answer.status == 200 else []


def _likely(page: Document, url: str, row: Watched) -> list[str]:
    """The links of a page to its own site that sound like a source, likeliest first."""
    wanted = set(_words(f"{row.title} {urlsplit(row.url).path}"))
    scores: dict[str, int] = {}
    for anchor in page.anchors:
        try:
            target = address(urljoin(url, anchor.href))
            same_site = urlsplit(target).netloc == urlsplit(url).netloc
        except ValueError:
            continue
        shared = len(wanted & set(_words(f"{anchor.words} {urlsplit(target).path}")))
        if same_site and target != address(row.url) and shared >= min(2, len(wanted)):
            scores[target] = max(shared, scores.get(target, 0))
    return sorted(scores, key=lambda target: (-scores[target], target))


def _words(text: str) -> list[str]:
    return content(list(tokens(re.sub(r"[/_.-]+", " ", text))))


def needs_a_person(verdict: Verdict, kept: Address, checked: date, day: date) -> bool:
    """Whether somebody has to look: at once, or because nothing could be read or compared for four weeks."""
    if verdict.status == "blocked" and kept.blocked:
        since = max(date.fromisoformat(kept.blocked), checked)
        return (day - since).days >= PATIENCE
    return verdict.status in NEEDS_A_PERSON


PATIENCE = 28
"""Days that a page may be out of reach before it has to be compared by hand."""
