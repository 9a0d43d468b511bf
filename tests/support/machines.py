"""A dask scheduler and workers as processes of their own, to use, to kill and to pause."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from distributed import Client
from project import ROOT


class Machines(ExitStack):
    """A scheduler on this machine, and workers of one thread."""

    def __init__(self, folder: Path, workers: int, *, patience: str = "60s", program: Path = ROOT) -> None:
        super().__init__()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "scheduler.json"
        self.environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, Path(__file__).parent))),
            "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": patience,
        }
        address = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
        self.started = [self._start("scheduler", *address, "--scheduler-file", str(self.file))]
        while not self.file.exists():
            assert self.started[0].poll() is None, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
        self.client = self.enter_context(Client(scheduler_file=str(self.file)))
        self.address: str = self.client.scheduler.address
        for _ in range(workers):
            self.add(program)
        if workers:
            self.client.wait_for_workers(workers, 60)

    def add(self, program: Path = ROOT, *more: str) -> subprocess.Popen:
        """Start a worker that has this copy of the program."""
        self.environment["PYTHONPATH"] = os.pathsep.join(map(str, (program, Path(__file__).parent)))
        local = ("--local-directory", str(self.folder / "scratch"), "--no-dashboard")
        started = self._start("worker", self.address, "--nthreads", "1", *local, *more)
        self.started.append(started)
        return started

    def processes(self) -> list[int]:
        """The processes of the workers that are there."""
        return sorted(self.client.run(os.getpid).values())

    def _start(self, *words: str) -> subprocess.Popen:
        log = self.enter_context((self.folder / f"{words[0]}.log").open("ab"))
        started = subprocess.Popen(
            [sys.executable, "-m", "dask", *words], env=self.environment, cwd=self.folder,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        self.callback(_end, started)
        return started


def which(shared: object, _number: int) -> tuple[int, int]:
    """Tell in which process a task found what tasks share, and which copy of it."""
    return os.getpid(), id(shared)


def _end(started: subprocess.Popen) -> None:
    """End a program and what it has started."""
    started.terminate()
    try:
        started.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
