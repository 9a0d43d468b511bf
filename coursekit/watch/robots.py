"""What a server asks of programs that read it (robots.txt, RFC 9309)."""

from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from coursekit.watch.fetch import PRODUCT, Answer

LONGEST_DELAY = 30.0
"""Seconds. A longer pause than this would keep a run from ending."""
SIZE = 500_000
"""Bytes that are read of a robots.txt; the standard asks for at least this (section 2.5)."""


def robots_url(url: str) -> str:
    """Where the rules for an address stand."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def rules_of(answer: Answer) -> str:
    """The rules in an answer: none where there is no such file, all closed where the server fails.

    RFC 9309, sections 2.3.1.3 and 2.3.1.4. A server that we cannot reach at all says so itself when its pages
    are asked for.
    """
    if answer.status in (200, 203):
        return answer.body[:SIZE].decode("utf-8", "replace")
    if answer.status >= 500:
        return "User-agent: *\nDisallow: /"
    return ""


class Rules:
    """The rules of one server."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Whether this program may read an address."""
        return bool(self._rules.can_fetch(url, PRODUCT))

    def delay(self) -> float:
        """The pause that the server asks for, in seconds; 0 where it asks for none."""
        return min(float(self._rules.crawl_delay(PRODUCT) or 0), LONGEST_DELAY)
