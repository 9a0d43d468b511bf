"""The preview follows an edit, and keeps the last good site when there is a mistake."""

import re
import signal
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from project import edit, of, whole_project


@pytest.fixture
def preview(tmp_path):
    root = whole_project(tmp_path / "project")
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "coursekit", "serve", "--port", "0"], cwd=root, env=of(root),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = None
    while address is None and server.poll() is None:
        found = re.search(r"http://\S+", server.stdout.readline())
        address = found[0] if found else None
    assert address, "the preview did not start"
    yield root, address, server
    server.send_signal(signal.SIGINT)
    server.wait(20)
    server.stdout.close()


def get(address: str) -> str:
    with urlopen(address, timeout=20) as answer:  # noqa: S310 (our own preview)
        return answer.read().decode()


def test_an_edit_is_seen_and_a_mistake_is_not(preview):
    root, address, server = preview
    assert "It has one of everything." in get(address)
    assert "/.next-build" in get(address + "help.html")
    assert "/.next-build" not in (root / "site/help.html").read_text()
    time.sleep(1)  # the watcher begins to look
    edit(root / "course/index.md", "one of everything", "one of all")
    get(address + ".next-build")  # answers when the next site is there
    assert "It has one of all." in get(address)
    edit(root / "course/index.md", "kind: home", "kind: hoem")
    line = ""
    while "Not built" not in line:
        line = server.stdout.readline()
    assert "It has one of all." in get(address)
