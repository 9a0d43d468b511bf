"""`serve`: from saving a lesson to the page on the screen."""

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from coursekit.bench.figure import Figure, figure
from coursekit.bench.project import Project, edit, of

LESSON, PAGE = "course/sexting-law/index.md", "module-3.html"
LONGEST = 60
"""Seconds to wait for an edit before giving up."""


def figures(project: Project, _folder: Path) -> Iterator[Figure]:
    """Seconds until the page shows another word; the middle of five edits."""
    with _preview(project.built) as address:
        waits = sorted(_wait(project.built, address + PAGE, f"Edited{letter}") for letter in "abcde")
    yield figure("serve: one lesson saved to its page on screen, s", waits[2], 1)


@contextmanager
def _preview(project: Path) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "coursekit", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=project, env=of(project), stdout=subprocess.PIPE, text=True) as server:
        try:
            lines = iter(cast("IO[str]", server.stdout))
            found = next(filter(None, (re.search(r"http://\S+", line) for line in lines)))
            yield found[0]
        finally:
            server.terminate()


def _wait(project: Path, address: str, word: str) -> float:
    edit(project, LESSON, r"(?m)^A (\w+) goes round\.", f"A {word} goes round.")
    start = time.perf_counter()
    while time.perf_counter() - start < LONGEST:
        with urllib.request.urlopen(address) as page:  # noqa: S310 (an address of this machine)
            if word.encode() in page.read():
                return time.perf_counter() - start
        time.sleep(0.02)
    raise RuntimeError(f"{address} did not show “{word}” within {LONGEST} s")
