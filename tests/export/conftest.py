"""What several test files of this folder use."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from readers import reader
from scorm_platform import Platform


@pytest.fixture(params=["lms", "scorm-again"])
def platform(request, tmp_path, browser) -> Iterator["Platform"]:
    """A strict platform written here, and the one of scorm-again, which real platforms are made with."""
    if request.param == "scorm-again":
        script = reader("scorm-again@3.4.3") / "dist/scorm12.min.js"
        (tmp_path / script.name).write_bytes(script.read_bytes())

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    frame = Path(__file__).with_name(f"{request.param}.html").read_text(encoding="utf-8")
    yield Platform(tmp_path, page, f"http://127.0.0.1:{server.server_port}", frame)
    page.close()
    server.shutdown()
    server.server_close()
