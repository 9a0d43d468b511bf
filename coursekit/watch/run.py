"""One run over all servers: several at once, each asked for one page at a time."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from coursekit.watch.addresses import Watched, by_host, host_of
from coursekit.watch.compare import Verdict
from coursekit.watch.feeds import BrokenFeedError, Entry, Source, feed_for
from coursekit.watch.fetch import Manners, Turns, Visit
from coursekit.watch.look import Seen, look, needs_a_person
from coursekit.watch.robots import Rules, robots_url, rules_of
from coursekit.watch.state import Address, Journal, Store

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Options:
    """How to watch. `read` holds what was last read, `journal` what this run has done."""

    read: Path
    journal: Path
    day: date
    only: str = ""
    manners: Manners = field(default_factory=Manners)
    hosts_at_once: int = 8


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict on a row at one of its addresses."""

    row: Watched
    verdict: Verdict
    needs_a_person: bool
    read: str
    """When its page was last read; empty where it never was."""


class OfflineError(Exception):
    """No server at all could be reached: that says something of this machine, not of the sources."""


Progress = Callable[[str, int, int], None]
STRIKES = 3
"""Failures one after the other after which a server is left alone for this run."""


def run(rows: Iterable[Watched], options: Options, progress: Progress = lambda *_: None) -> list[Result]:
    """Look at every address, keep what was read, and return the verdicts by row and address.

    A run that was killed goes on where it was: an address whose answer was judged is not asked again.
    Raises OfflineError, and BrokenStateError of `state`.
    """
    hosts = by_host(rows)
    if options.only:
        hosts = {options.only: hosts.get(options.only, {})}
    return _Run(hosts, options, progress).all()


class _Once(Generic[Value]):
    """Makes a value for a key once, whoever asks first; others wait for it."""

    def __init__(self) -> None:
        self._guard, self._locks = Lock(), dict[str, Lock]()
        self.values: dict[str, Value] = {}

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        with self._guard:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            if key not in self.values:
                self.values[key] = make()
            return self.values[key]


class _Run:
    def __init__(
        self, hosts: dict[str, dict[str, list[Watched]]], options: Options, progress: Progress
    ) -> None:
        self.hosts, self.options, self.progress = hosts, options, progress
        self.store = Store(options.read)
        self.journal = Journal(options.journal, {"day": options.day.isoformat(), "only": options.only})
        self.rules, self.feeds = _Once[Rules](), _Once[list[Entry] | None]()
        turns = Turns(self._pause)
        self.visit = Visit(options.manners, turns, lambda url: self._rules(url).allow(url))
        self.plain = Visit(options.manners, turns)
        """Asks for robots.txt itself."""
        self.lock = Lock()
        before = (not line["silent"] for line in self.journal.done.values())
        self.heard = any(self.journal.robots.values()) or any(before)
        """Whether any server has said anything."""
        self.total = sum(map(len, hosts.values()))
        self.count = 0

    def all(self) -> list[Result]:
        """Every verdict; what was read is kept once all of them are there."""
        old = {host: self.store.read(host) for host in self.hosts}
        seen: dict[str, dict[str, Seen]] = {}
        finished = False
        try:
            with ThreadPoolExecutor(self.options.hosts_at_once) as pool:
                longest_first = sorted(self.hosts, key=lambda host: (-len(self.hosts[host]), host))
                waiting = {pool.submit(self._host, host, old[host]): host for host in longest_first}
                try:
                    seen = {waiting[done]: done.result() for done in as_completed(waiting)}
                except BaseException:
                    self.stopped = True
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
            if self.total and not self.heard:
                raise OfflineError
            self._keep(seen)
            finished = True
        finally:
            self.journal.close(finished=finished)
        return sorted(self._results(seen), key=lambda result: (result.row.row, result.row.url))

    stopped = False

    def _keep(self, seen: dict[str, dict[str, Seen]]) -> None:
        for host, addresses in seen.items():
            self.store.write(host, {url: each.kept for url, each in addresses.items()})
        if not self.options.only:
            self.store.drop_others(seen)

    def _host(self, host: str, old: dict[str, Address]) -> dict[str, Seen]:
        """Look at all addresses of a server."""
        seen: dict[str, Seen] = {}
        strikes, stop = 0, ""
        for url, rows in sorted(self.hosts[host].items()):
            if self.stopped:
                break
            seen[url] = self._one(url, rows, old.get(url, Address()), stop)
            strikes = strikes + 1 if seen[url].silent else 0
            if seen[url].stop:
                stop = "the server asks us to wait"
            elif strikes >= STRIKES:
                stop = "the server did not answer"
        return seen

    def _one(self, url: str, rows: list[Watched], old: Address, stop: str) -> Seen:
        if done := self.journal.done.get(url):
            seen = Seen.from_data(done)
        elif stop:
            kept = replace(old, blocked=old.blocked or self.options.day.isoformat())
            seen = Seen(kept, {row.row: Verdict("blocked", stop) for row in rows}, silent=True)
        else:
            seen = look(self.visit, url, rows, old, self.options.day, self._announced)
            self.heard = self.heard or not seen.silent
            self.journal.note({"url": url, **seen.as_data()})
        with self.lock:
            self.count += 1
            self.progress(url, self.count, self.total)
        return seen

    def _results(self, seen: Mapping[str, Mapping[str, Seen]]) -> Iterable[Result]:
        for host, addresses in self.hosts.items():
            for url, rows in addresses.items():
                for row in rows:
                    verdict, kept = seen[host][url].verdicts[row.row], seen[host][url].kept
                    needs = needs_a_person(verdict, kept, row.checked, self.options.day)
                    yield Result(row, verdict, needs, kept.read)

    def _rules(self, url: str) -> Rules:
        """The rules of the server of an address, asked for once a run."""
        return self.rules.get(host_of(url), lambda: self._ask_for_rules(url))

    def _ask_for_rules(self, url: str) -> Rules:
        host = host_of(url)
        if host not in self.journal.robots:
            answer = self.plain.get(robots_url(url))
            self.heard = self.heard or not answer.silent
            self.journal.note({"host": host, "robots": rules_of(answer)})
        return Rules(self.journal.robots[host])

    def _pause(self, host: str) -> float:
        rules = self.rules.values.get(host)
        return max(self.options.manners.pause, rules.delay() if rules else 0.0)

    def _announced(self, url: str) -> list[Entry] | None:
        """What the source's own list of changes has for an address; None where it has none or fails."""
        feed = feed_for(url)
        if feed is None:
            return None
        entries = self.feeds.get(feed.url, lambda: self._ask_for_changes(feed))
        return None if entries is None else [entry for entry in entries if feed.concerns(entry)]

    def _ask_for_changes(self, feed: Source) -> list[Entry] | None:
        if feed.url not in self.journal.feeds:
            answer = self.visit.get(feed.url)
            try:
                entries = feed.read(answer.body) if answer.status == 200 else None
            except BrokenFeedError:
                entries = None
            listed = None if entries is None else [asdict(entry) for entry in entries]
            self.journal.note({"feed": feed.url, "entries": listed})
        listed = self.journal.feeds[feed.url]
        return None if listed is None else [Entry(**each) for each in listed]
