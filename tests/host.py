"""A host for a built site, with the headers the site asks its host to send."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
    handler = partial(_Handler, headers_to_send=headers_of(site), directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
