"""What was last read at each address: a file a server, and the journal of the run at work."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Self

from coursekit.watch.addresses import Watched

Feeds = dict[str, list[dict[str, str]] | None]
"""The entries of each list of changes, by its address; None for one that could not be read."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was read for a row when somebody last compared it. It stays until somebody compares it again."""

    checked: str
    claim: str
    """A digest of what the record says: another claim needs another passage."""
    passages: tuple[str, ...]
    signals: tuple[str, ...] = ()
    """Notices that something no longer holds, which stood there already."""
    landed: str = ""
    """Where the address led."""
    announced: str = ""
    """The last day in the source's own list of changes, where it has one."""

    @classmethod
    def of(cls, row: Watched, passages: tuple[str, ...], notices: Iterable[str], landed: str = "") -> Self:
        """A baseline for a row as it is now."""
        return cls(row.checked.isoformat(), claim_of(row), passages, tuple(sorted(set(notices))), landed)

    def serves(self, row: Watched) -> bool:
        """Whether the record has been neither compared anew nor rewritten since."""
        return self.checked == row.checked.isoformat() and self.claim == claim_of(row)


def claim_of(row: Watched) -> str:
    """The digest of what a row says and where it says it stands."""
    said = json.dumps([row.claims, row.quotation, row.locator], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Address:
    """What is kept of an address."""

    read: str = ""
    """The last day on which its page was read; empty where it never was."""
    blocked: str = ""
    """Since when it could not be read."""
    etag: str = ""
    last_modified: str = ""
    rows: dict[str, Baseline] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Read what `as_data` wrote."""
        rows = {
            row: Baseline(
                **{**each, "passages": tuple(each["passages"]), "signals": tuple(each.get("signals", ()))}
            )
            for row, each in data.get("rows", {}).items()
        }
        return cls(**{**data, "rows": rows})

    def as_data(self) -> dict[str, Any]:
        """Plain data without what is empty."""
        data = {key: value for key, value in asdict(self).items() if value and key != "rows"}
        rows = {
            row: {key: value for key, value in asdict(each).items() if value}
            for row, each in self.rows.items()
        }
        return {**data, "rows": rows} if rows else data


class BrokenStateError(Exception):
    """A file of what was last read cannot be used; the message names it and says what to do."""


class Store:
    """The files of what was last read, by server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, host: str) -> Path:
        """The file of a server."""
        return self.folder / f"{re.sub(r'[^A-Za-z0-9.-]', '_', host)}.json"

    def read(self, host: str) -> dict[str, Address]:
        """What is kept of a server, by address. Raises BrokenStateError where its file is no such file."""
        file = self.file(host)
        if not file.is_file():
            return {}
        try:
            data = json.loads(file.read_bytes())
            return {url: Address.from_data(each) for url, each in data.items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise BrokenStateError(
                f"{file} cannot be read. Take it back from the history (git checkout -- {file}), or delete "
                "it: its passages are then read as for the first time."
            ) from None

    def write(self, host: str, addresses: dict[str, Address]) -> None:
        """Keep what was read at a server; equal reading gives equal bytes, and a kill leaves the old file."""
        data = {url: each.as_data() for url, each in addresses.items()}
        write_whole(self.file(host), json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def drop_others(self, hosts: Iterable[str]) -> None:
        """Forget the servers that no record names any more."""
        named = {self.file(host) for host in hosts}
        for file in self.folder.glob("*.json"):
            if file not in named:
                file.unlink()


def write_whole(file: Path, text: str) -> None:
    """Write a file so that whoever looks sees the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, file)  # noqa: PTH105 (the same as Path.replace, and says what it is for)


class Journal:
    """What this run has done already, so that one that was killed goes on where it was.

    A line of JSON for each answer, written as soon as it is judged. A last line cut short is not counted.
    """

    def __init__(self, file: Path, head: dict[str, str]) -> None:
        self.file = file
        self.done: dict[str, dict[str, Any]] = {}
        self.robots: dict[str, str] = {}
        self.feeds: Feeds = {}
        self._lock = Lock()
        lines = list(_lines(file))
        if lines[:1] == [head]:
            for line in lines[1:]:
                self._take(line)
        else:
            write_whole(file, json.dumps(head) + "\n")
        self._open = file.open("a", encoding="utf-8", newline="\n")
        if not file.read_bytes().endswith(b"\n"):
            self._open.write("\n")

    def _take(self, line: dict[str, Any]) -> None:
        if "robots" in line:
            self.robots[line["host"]] = line["robots"]
        elif "feed" in line:
            self.feeds[line["feed"]] = line["entries"]
        else:
            self.done[line["url"]] = line

    def note(self, line: dict[str, Any]) -> None:
        """Note an answer."""
        with self._lock:
            self._take(line)
            self._open.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._open.flush()

    def close(self, *, finished: bool) -> None:
        """End the journal; of a run that has finished nothing is kept."""
        self._open.close()
        if finished:
            self.file.unlink(missing_ok=True)


def _lines(file: Path) -> Iterable[dict[str, Any]]:
    if not file.is_file():
        return
    for line in file.read_text("utf-8", errors="replace").splitlines():
        try:
            data = json.loads(line)
        except ValueError:
            continue
        if isinstance(data, dict):
            yield data
