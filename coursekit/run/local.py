"""Makes artefacts on this machine: what takes long in processes of their own, the rest beside the build."""

import sys
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import cache, partial
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext

from coursekit.plan.artefact import Artefact
from coursekit.run import work
from coursekit.run.cache import Cache, Outputs

_BESIDE = frozenset({"page", "asset", "aggregate"})
"""Kinds that are quick to make, or made by a program of its own: the site's engine."""


def is_beside(artefact: Artefact) -> bool:
    """Whether it is made beside the build, in no process of its own."""
    return artefact.kind in _BESIDE


class Local(ExitStack):
    """At most `jobs` processes on this machine; they start with the first artefact that takes long."""

    def __init__(self, folder: Cache, jobs: int, artefacts: Iterable[Artefact]) -> None:
        super().__init__()
        self.cache, self.jobs = folder, jobs
        self.apart = [artefact for artefact in artefacts if not is_beside(artefact)]
        self.beside = self.enter_context(ThreadPoolExecutor(1))
        self.callback(self.beside.shutdown, cancel_futures=True)
        self.processes: ProcessPoolExecutor | None = None

    def submit(self, key: str, artefact: Artefact, given: Outputs) -> Future[Outputs]:
        """Begin to make an artefact (see `graph.Executor`)."""
        if is_beside(artefact):
            return self.beside.submit(work.make, self.cache, key, artefact, given)
        task = partial(work.Worker.make, key, artefact.name, given)
        if self.processes is None:
            self.processes = self._started()
        try:
            return self.processes.submit(task)
        except BrokenProcessPool:  # one of them was ended from outside: all are, and others take their place
            self.processes = self._started()
            return self.processes.submit(task)

    def _started(self) -> ProcessPoolExecutor:
        # All artefacts travel at once, when a process starts: they share most of their records.
        told = (self.cache, self.apart)
        pool = ProcessPoolExecutor(self.jobs, process_context(), initializer=work.Worker.begin, initargs=told)
        self.callback(pool.shutdown, cancel_futures=True)
        return pool


_CLEARED = "ignore:resource_tracker:UserWarning"
"""Where a build is stopped, Python's own helper clears up after it; that is nothing to warn anybody of."""


@cache
def process_context() -> BaseContext:
    """How workers start: on Linux forked from a warm process that has loaded the libraries once."""
    if _CLEARED not in sys.warnoptions:  # which Python hands on to the processes that it starts
        sys.warnoptions.append(_CLEARED)
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["coursekit.run.tied", "coursekit.run.warm"])
    return context


def start_early() -> None:
    """Let the warm process load its libraries while this one still reads and checks the sources."""
    if sys.platform == "linux":
        process_context()
        forkserver.ensure_running()
