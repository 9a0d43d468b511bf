"""Asking a server, politely: one request at a time, a pause between, no more than a limit, nothing kept.

No cookie is taken or sent, nothing that arrives is run, and a body that does not end is cut.
"""

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urljoin

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.util import parse_url

from coursekit.watch.addresses import host_of
from coursekit.watch.guard import Endpoint, RefusedAddressError, UnknownNameError, endpoint

AGENT = "TrustedAdultWatch/1 (+compares pages that a school course cites; weekly; honours robots.txt)"
PRODUCT = "TrustedAdultWatch"
REDIRECTS = 6
_REDIRECT = (301, 302, 303, 307, 308)
_KEPT = ("etag", "last-modified", "content-type", "retry-after")


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. Times are in seconds, sizes in bytes after unpacking."""

    pause: float = 2.0
    """Between two requests to one server."""
    connect: float = 10.0
    silence: float = 20.0
    """How long a server may say nothing."""
    whole: float = 90.0
    """How long an answer may take in all."""
    size: int = 20_000_000
    private: bool = False
    """For tests alone: this machine may be asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `failure` says in words why there is no answer; then `status` is 0."""

    url: str
    """Where the answer came from in the end."""
    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Those of use here, by small letters."""
    failure: str = ""
    unknown_name: bool = False
    """The server's name does not exist: the page cannot be anywhere on it."""
    silent: bool = False
    """Nothing came from the server at all."""


class Visit:
    """Asks for pages, and for what their redirects lead to."""

    def __init__(
        self, manners: Manners, turns: "Turns | None" = None, allowed: Callable[[str], bool] = lambda _: True
    ) -> None:
        self.manners, self.allowed = manners, allowed
        self.turns = turns or Turns(lambda _: manners.pause)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return what is at an address, after redirects; every failure is told in the answer.

        Each step of a redirect is looked at like the first address: only public servers of the web, and only
        what `allowed` (the server's robots.txt) lets us ask.
        """
        asked = url
        for _ in range(REDIRECTS):
            if not self.allowed(url):
                return Answer(url, failure="robots.txt asks us not to read it")
            try:
                answer = self._once(url, headers or {} if url == asked else {})
            except RefusedAddressError as error:
                return Answer(url, failure=f"the address is refused: {error}")
            except UnknownNameError as error:
                return Answer(url, failure=str(error), unknown_name=True, silent=True)
            except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
                heard = type(error) is ValueError or isinstance(error, DecodeError)
                return Answer(url, failure=_in_words(error), silent=not heard)
            to = answer.headers.get("location", "")
            if answer.status not in _REDIRECT or not to:
                return answer
            url = urljoin(url, to).partition("#")[0]
        return Answer(url, failure="it redirects without end")

    def _once(self, url: str, headers: Mapping[str, str]) -> Answer:
        """One request. Raises what urllib3 and http.client raise, and ValueError beyond a limit."""
        server = endpoint(url, private=self.manners.private)
        with self.turns.take(host_of(url)):
            return self._asked(url, server, headers)

    def _asked(self, url: str, server: Endpoint, headers: Mapping[str, str]) -> Answer:
        connection = _connected(server, self.manners)
        try:
            with _Clock(connection, self.manners.whole) as clock:
                parsed = parse_url(url)
                sent = {**_HEADERS, "Host": parsed.netloc or "", **headers}
                connection.request("GET", parsed.request_uri, headers=sent, preload_content=False)
                answer = self._answer(url, connection.getresponse())
                clock.check()
                return answer
        finally:
            connection.close()

    def _answer(self, url: str, response: urllib3.BaseHTTPResponse) -> Answer:
        kept = {key: value for key in _KEPT if (value := response.headers.get(key))}
        if response.status in _REDIRECT:
            kept["location"] = response.headers.get("location", "")
            return Answer(url, response.status, b"", kept)
        return Answer(url, response.status, self._body(response), kept)

    def _body(self, response: urllib3.BaseHTTPResponse) -> bytes:
        """The body as far as the size limit allows; what is packed is counted unpacked."""
        parts, size = [], 0
        while part := response.read1(65_536, decode_content=True):
            size += len(part)
            if size > self.manners.size:
                raise ValueError(f"it is longer than {self.manners.size / 1_000_000:g} MB")
            parts.append(part)
        return b"".join(parts)


class Turns:
    """One request at a time to a server, and a pause after each, whoever asks."""

    def __init__(self, pause: Callable[[str], float], sleep: Callable[[float], None] = time.sleep) -> None:
        self._pause, self._sleep = pause, sleep
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}

    @contextlib.contextmanager
    def take(self, host: str) -> Iterator[None]:
        """Wait for this server's turn, and keep it."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            if host in self._last:
                self._sleep(max(0.0, self._last[host] + self._pause(host) - time.monotonic()))
            try:
                yield
            finally:
                self._last[host] = time.monotonic()


_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
}


def _connected(server: Endpoint, manners: Manners) -> HTTPConnection:
    """A connection to one of the numbers that were looked at, under the server's own name."""
    failure: Exception | None = None
    for number in server.numbers:
        if server.scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                number,
                server.port,
                timeout=manners.connect,
                server_hostname=server.name,
                assert_hostname=server.name,
            )
        else:
            connection = HTTPConnection(number, server.port, timeout=manners.connect)
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            failure = error
            connection.close()
            continue
        connection.sock.settimeout(manners.silence)
        connection.timeout = manners.silence
        return connection
    raise failure or OSError("no address")


class _Clock:
    """Ends a connection when its time is over, even if the server sends a little now and then."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._socket, self._seconds, self._over = connection.sock, seconds, False
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def _end(self) -> None:
        self._over = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._timer.cancel()
        if kind:
            self.check()

    def check(self) -> None:
        """Raise ValueError if the time was over: what was read is then only a part."""
        if self._over:
            raise ValueError(f"it did not end within {self._seconds:g} seconds")


def _in_words(error: Exception) -> str:
    if isinstance(error, urllib3.exceptions.NewConnectionError):  # to urllib3 a kind of time-out
        return "the connection failed"
    if isinstance(error, urllib3.exceptions.TimeoutError | TimeoutError):
        return "it did not answer in time"
    if isinstance(error, urllib3.exceptions.SSLError | ssl.SSLError):
        return "its certificate is not valid"
    if isinstance(error, DecodeError | zlib.error):
        return "its answer is packed wrongly"
    if isinstance(error, ValueError) and not isinstance(error, HTTPError | UnicodeError):
        return str(error)
    return "the connection failed"
