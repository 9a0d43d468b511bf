"""What several test files of this folder use."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from readers import reader
from scorm_platform import Platform


@pytest.fixture(params=["lms", "scorm-again"])
def platform(request, tmp_path, browser) -> Iterator[Platform]:
    """A strict platform written here, and the one of scorm-again, which real platforms are made with."""
    yield from served(tmp_path, browser, request.param, "scorm12.min.js")


@pytest.fixture
def platform_2004(tmp_path, browser) -> Iterator[Platform]:
    """The platform of scorm-again for SCORM 2004."""
    yield from served(tmp_path, browser, "scorm-again-2004", "scorm2004.min.js")


def served(folder: Path, browser: Browser, name: str, program: str) -> Iterator[Platform]:
    """A platform of this name; what scorm-again takes of its own is beside it."""
    if name.startswith("scorm-again"):
        script = reader("scorm-again@3.4.3") / "dist" / program
        (folder / program).write_bytes(script.read_bytes())

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    frame = Path(__file__).with_name(f"{name}.html").read_text(encoding="utf-8")
    yield Platform(folder, page, f"http://127.0.0.1:{server.server_port}", frame)
    page.close()
    server.shutdown()
    server.server_close()
