"""A host for a built site, with the headers the site asks its host to send; and one that fails on purpose."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, headers_to_send: dict[str, str], directory: str) -> None:
        self.headers_to_send = headers_to_send
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        for name, value in self.headers_to_send.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def headers_of(site: Path) -> dict[str, str]:
    """What `_headers` asks for on every page."""
    lines = (site / "_headers").read_text("utf-8").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines if line.startswith(" "))


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve the site and yield its address."""
    with _serving(partial(_Handler, headers_to_send=headers_of(site), directory=str(site))) as address:
        yield address


@contextmanager
def _serving(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Host:
    """A host whose answers can be made to fail, each by its path."""

    folder: Path
    address: str = ""
    fails: Callable[[str], str | None] = lambda _: None
    """The way in which the answer to a path fails: a name of FAILURES, or None."""
    asked: list[str] = field(default_factory=list)
    """Each path that was asked for."""
    over: threading.Event = field(default_factory=threading.Event)


PORTAL = b"<!doctype html><title>Wi-Fi</title><h1>Sign in to the network</h1>"


class _Moody(_Handler):
    extensions_map = _Handler.extensions_map | {"": "text/html"}

    def __init__(self, *arguments: object, host: Host) -> None:
        self.host = host
        super().__init__(*arguments, headers_to_send={}, directory=str(host.folder))

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        self.host.asked.append(path)
        failure = self.host.fails(path.partition("?")[0])
        if failure is None:
            super().do_GET()
        else:
            FAILURES[failure](self)

    def whole(self) -> bytes:
        return Path(self.translate_path(self.path)).read_bytes()

    def say(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": self.guess_type(self.path.partition("?")[0]), **headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _stall_midway(asked: _Moody) -> None:
    whole = asked.whole()
    asked.say(whole[: len(whole) // 2], length=len(whole))
    asked.host.over.wait()


FAILURES: dict[str, Callable[[_Moody], object]] = {
    "is busy": lambda asked: asked.say(b"<h1>Service unavailable</h1>", 503),
    "breaks": lambda asked: asked.say(b"<h1>Internal error</h1>", 500),
    "stalls": lambda asked: asked.host.over.wait(),
    "stalls midway": _stall_midway,
    "is a portal": lambda asked: asked.say(PORTAL, **{"Content-Type": "text/html"}),
    "leads to another site": lambda asked: asked.say(b"", 302, Location="http://portal.invalid/"),
    "leads to its own page": lambda asked: asked.say(b"", 302, Location="/module-1.html"),
    "is filtered": lambda asked: asked.say(b"<h1>Blocked by your school</h1>", 403),
    "wants a sign-in": lambda asked: asked.say(PORTAL, 511),
    "says that it is gone": lambda asked: asked.say(b"<h1>Not found</h1>", 404),
    "damages": lambda asked: asked.say(asked.whole().replace(b"<h1>", b"<h1>Buy! ")),
    "cuts off": lambda asked: asked.say(asked.whole()[:-200]),
    "is empty": lambda asked: asked.say(b"", 204),
    "drops the line": lambda asked: asked.connection.close(),
}
"""Every way in which an answer that is none of ours has been seen to come."""


@contextmanager
def moody(folder: Path) -> Iterator[Host]:
    """Serve the folder in whatever way the host's `fails` says."""
    host = Host(folder)
    with _serving(partial(_Moody, host=host)) as host.address:
        yield host
        host.over.set()
