"""Whose pages a line may rest on: the hosts of `facts/hosts.yml`."""

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import StringConstraints

from coursekit.model.base import Frozen, Line, PlaceCode

Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*(/[^\s?#]+)?$")]
"""A host with everything below it, or one path of a host: `gov.uk`, `github.com/justicecanada`."""


class Hosts(Frozen):
    """Hosts by what a line may claim that was compared there."""

    official: tuple[Host, ...] = ()
    """Public bodies."""
    well_known: tuple[Host, ...] = ()
    """The services, charities and research bodies that lines are about."""
    copies: tuple[Host, ...] = ()
    """Sites that carry official texts word for word."""
    refused: dict[Line, tuple[Host, ...]] = {}
    """What nothing may rest on, by what it is."""
    reports: tuple[Host, ...] = ()
    """Newspapers and news sites."""
    legislation: dict[PlaceCode, tuple[Host, ...]] = {}
    """Where the law of a place is published, or carried word for word."""

    def confirms(self, url: str) -> bool:
        """Whether a line compared at this address may be `confirmed`."""
        may = best(url, (*self.official, *self.well_known, *self.copies))
        return len(may) > len(best(url, (*self.reports, *self._kinds)))

    def refusal(self, url: str) -> str | None:
        """What kind of refused site this address is on: `document mill`; None for one that is not refused."""
        entry = best(url, self._kinds)
        served = best(url, (*self.official, *self.well_known, *self.copies))
        return self._kinds[entry] if len(entry) > len(served) else None

    def publishes(self, url: str, places: Iterable[str]) -> bool:
        """Whether this address is where the law of one of the places is published."""
        return any(best(url, self.legislation.get(place, ())) for place in places)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """What each refused host is."""
        return {host: kind for kind, hosts in reversed(self.refused.items()) for host in hosts}


def best(url: str, hosts: Iterable[str]) -> str:
    """The longest of the entries that this address falls under; empty where it falls under none."""
    name, _ = _address(url)
    labels = name.split(".")
    ends = (".".join(labels[start:]) for start in range(len(labels)))
    near = (entry for end in ends for entry in _by_host(tuple(hosts)).get(end, ()))
    return max((entry for entry in near if under(url, entry)), key=len, default="")


@lru_cache(maxsize=64)
def _by_host(entries: tuple[str, ...]) -> dict[str, list[str]]:
    """Entries by their host without a path: an address is held against a few and not against hundreds."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        found.setdefault(entry.partition("/")[0], []).append(entry)
    return found


def under(url: str, entry: str) -> bool:
    """Whether an address is on a host, below it, or below its path.

    A name that only ends in the same letters is another host: `notgov.uk` is not below `gov.uk`.
    """
    name, where = _address(url)
    host, _, path = entry.partition("/")
    inside = name == host or name.endswith(f".{host}")
    return inside and (not path or where.startswith(f"/{path.rstrip('/')}/"))


@lru_cache(maxsize=4096)  # the same address is held against hundreds of entries
def _address(url: str) -> tuple[str, str]:
    """The host of an address and its path with a slash at the end."""
    parts = urlsplit(url)
    return (parts.hostname or "").rstrip("."), f"{parts.path}/"  # `gov.uk.` is `gov.uk`


def is_home_page(url: str) -> bool:
    """Whether an address names a whole site and no page of it: `https://gov.ie/en/`."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    bare = not steps or (len(steps) == 1 and steps[0].lower() in _FRONT)
    return bare and not parts.query and not parts.fragment.startswith(("!", "/"))


_FRONT = frozenset(
    {"en", "en-gb", "en-us", "eng", "en_gb", "home", "index.html", "index.htm", "index.php", "default.aspx"}
)
