"""Many addresses on servers of this machine, a run that is killed, and one that goes on.

    python -m watch.many            # with PYTHONPATH=tests:. ; prints the figures as JSON

2,000 addresses on 20 servers; the suite takes fewer (`test_run.py`).
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import psutil
from project import ROOT
from watch.server import EAGER, Page, Server, page, row, serving

from coursekit.watch.run import Options, run

WORDS = [
    f"{a}{b}"
    for a in ("bar", "lin", "mop", "tor", "zan", "qui", "fel")
    for b in ("ter", "gle", "nick", "dor", "pew")
]


def text(number: int) -> str:
    """A page of its own for each number, some long."""
    words = [WORDS[(number * 7 + step * step) % len(WORDS)] for step in range(12)]
    filler = "".join(
        f"<p>{' '.join(WORDS[(step * 3 + n) % len(WORDS)] for n in range(40))}.</p>"
        for step in range(number % 60)
    )
    return page(f"<p>{' '.join(words)} is {number} pounds.</p>{filler}")


def rows(hosts: list[str], addresses: int) -> list[Any]:
    """A row for each address."""
    return [
        row(f"fact:n{number}", f"http://{hosts[number % len(hosts)]}/{number}", claim(number))
        for number in range(addresses)
    ]


def claim(number: int) -> str:
    """What the record of a number says."""
    words = [WORDS[(number * 7 + step * step) % len(WORDS)] for step in range(12)]
    return f"{' '.join(words)} is {number} pounds."


def options(folder: Path) -> Options:
    """Where the run keeps what it read."""
    return Options(folder / "read", folder / "journal", date(2026, 11, 30), manners=EAGER)


def child(folder: str, addresses: str, *hosts: str) -> None:
    """One run in a process of its own; prints its peak memory and what it found."""
    own, peak, start = psutil.Process(), [], []

    def progress(_: str, done: int, total: int) -> None:
        size = own.memory_info().rss
        (start if done <= total // 10 else peak).append(size)

    found = run(rows(list(hosts), int(addresses)), options(Path(folder)), progress)
    told = Counter(result.verdict.status for result in found)
    print(
        json.dumps(
            {
                "results": len(found),
                **told,
                "early_mb": max(start or [0]) >> 20,
                "peak_mb": max(peak or [0]) >> 20,
            }
        )
    )


def main(addresses: int = 2000, hosts: int = 20, kill_after: int = 700) -> dict[str, Any]:
    """Serve, run, kill, go on; return the figures."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        servers = [stack.enter_context(serving(f"127.0.0.{number + 1}")) for number in range(hosts)]
        for server in servers:
            server.pages = lambda path: None if path == "/robots.txt" else Page(text(int(path[1:])))
        command = [
            sys.executable,
            "-c",
            "import sys; from watch.many import child; child(*sys.argv[1:])",
            name,
        ]
        command += [str(addresses), *(server.host for server in servers)]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tests/support")))
        }
        begun = time.monotonic()
        killed = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while sum(len(server.asked) for server in servers) < kill_after and killed.poll() is None:
            time.sleep(0.005)
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        while any(server.busy for server in servers):  # what the killed run had asked is still being answered
            time.sleep(0.005)
        judged = judged_in(Path(name) / "journal")
        before = _pages(servers)
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        asked = _pages(servers)
        twice = {url: count for url, count in asked.items() if count > 1}
        return {
            **json.loads(done.stdout),
            "hosts": hosts,
            "asked_before_the_kill": sum(before.values()),
            "judged_before_the_kill": len(judged),
            "asked": sum(asked.values()),
            "asked_twice": len(twice),
            "judged_twice": len(judged & set(twice)),
            "most_at_once_a_server": max(server.most for server in servers),
            "seconds": round(time.monotonic() - begun, 1),
        }


def judged_in(journal: Path) -> set[str]:
    """The addresses that a journal holds whole lines of."""
    found = set()
    for line in journal.read_text("utf-8").splitlines() if journal.exists() else []:
        try:
            found.add(json.loads(line).get("url", ""))
        except ValueError:
            continue
    return found - {""}


def _pages(servers: list[Server]) -> Counter[str]:
    return Counter(server.url(path) for server in servers for path in server.asked if path != "/robots.txt")


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
