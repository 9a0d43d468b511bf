"""A real web server on loopback that serves what a test plants, and remembers what it was asked."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import weasyprint

from coursekit.watch.addresses import Watched
from coursekit.watch.fetch import Manners

EAGER = Manners(pause=0, connect=2, silence=2, whole=4, private=True)
"""No pause, short limits, and this machine may be asked."""


@dataclass
class Page:
    """What stands at an address."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0
    """Seconds between bytes, without end."""
    endless: bool = False
    wait: float = 0
    """Seconds before anything is said."""

    @property
    def data(self) -> bytes:
        """The body as bytes."""
        return self.body.encode() if isinstance(self.body, str) else self.body


class Handler(BaseHTTPRequestHandler):
    """Serves `server.pages`; `{path: Page}`, or a function of the path."""

    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        """Note the request and serve what is planted."""
        server = self.server
        with server.lock:
            server.asked.append(self.path)
            server.sent.append(dict(self.headers.items()))
            server.busy += 1
            server.most = max(server.most, server.busy)
        try:
            page = server.pages(self.path) if callable(server.pages) else server.pages.get(self.path)
            self._serve(page or Page("<title>Page not found</title>", 404))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with server.lock:
                server.busy -= 1

    def _serve(self, page: Page) -> None:
        time.sleep(page.wait)
        mark = page.headers.get("ETag")
        if mark and self.headers.get("If-None-Match") == mark:
            self.send_response(304)
            self.send_header("ETag", mark)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(page.status)
        headers = {"Content-Type": "text/html; charset=utf-8", **page.headers}
        if not (page.endless or page.drip):
            headers["Content-Length"] = str(len(page.data))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        while page.endless:
            self.wfile.write(b"<p>more and more</p>" * 4000)
        while page.drip:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(page.drip)
        self.wfile.write(page.data)


class Server(ThreadingHTTPServer):
    """The server, with what it was asked so far."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), Handler)
        self.lock = threading.Lock()
        self.pages: Any = {}
        self.asked: list[str] = []
        self.sent: list[dict[str, str]] = []
        self.busy = self.most = 0

    @property
    def host(self) -> str:
        """Name and port, as rows have it."""
        return f"{self.server_address[0]}:{self.server_port}"

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://{self.host}{path}"

    def handle_error(self, *_: Any) -> None:
        """A reader that leaves early is no fault."""


@contextmanager
def serving(host: str = "127.0.0.1", port: int = 0) -> Iterator[Server]:
    """A server at work."""
    server = Server(host, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


HEAD = """<!doctype html><html lang="en"><head><title>{title}</title><style>p {{ color: red }}</style>
<script>var noise = "16 and 17";</script></head><body>
<header><a href="/">Home</a><nav><ul><li><a href="/help">Help and advice</a></li>
<li><a href="/law">The law</a></li><li><a href="/news">News</a></li>{menu}</ul></nav></header>{banner}
<main><h1>{title}</h1>"""
FOOT = """</main>
<aside><h2>Related</h2><ul><li><a href="/a">Reports and statistics</a></li></ul></aside>
<footer><p>Last updated: {updated}</p><p>© 2026 The body</p><p>Tel. 0300 000 0000</p></footer>
</body></html>"""


def page(main: str, *, title: str = "A page", updated: str = "3 May 2026", **head: str) -> str:
    """A page as public bodies have them: a menu, a banner, the text, a footer with a date."""
    return (
        HEAD.format(title=title, **{"banner": "", "menu": "", **head}) + main + FOOT.format(updated=updated)
    )


def a_pdf(paragraphs: list[str]) -> bytes:
    """A paper with these paragraphs."""
    return bytes(weasyprint.HTML(string="".join(f"<p>{text}</p>" for text in paragraphs)).write_pdf())


def row(id_: str, url: str, *claims: str, **more: Any) -> Watched:
    """A row to watch."""
    values = {"title": "A page", "role": "read", "checked": date(2026, 11, 22), **more}
    return Watched(row=id_, url=url, claims=claims, **values)
