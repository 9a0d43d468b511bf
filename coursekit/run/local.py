"""Makes artefacts on this machine: what takes long in processes of their own, the rest beside the build."""

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from coursekit.plan.artefact import Artefact
from coursekit.run import work
from coursekit.run.cache import Cache, Outputs

Result = TypeVar("Result")
_BESIDE = frozenset({"page", "asset", "aggregate"})
"""Kinds that are quick to make, or made by a program of its own: the site's engine."""


def is_beside(artefact: Artefact) -> bool:
    """Whether it is made beside the build, in no process of its own."""
    return artefact.kind in _BESIDE


class Processes(ExitStack):
    """At most `jobs` processes of this machine; they start with the first task.

    Each calls `begin` with what is `told`, which travels once: tasks that share it stay small.
    """

    def __init__(self, jobs: int, begin: Callable[..., None], *told: Any) -> None:
        super().__init__()
        self.jobs, self.begin, self.told = jobs, begin, told
        self.pool: ProcessPoolExecutor | None = None

    def submit(self, task: Callable[[], Result]) -> Future[Result]:
        """Begin a task; the future ends with BrokenExecutor where its process was ended from outside."""
        if self.pool is None:
            self.pool = self._started()
        try:
            return self.pool.submit(task)
        except BrokenExecutor:  # one of them was ended from outside: all are, and others take their place
            self.pool = self._started()
            return self.pool.submit(task)

    def _started(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(self.jobs, process_context(), initializer=self.begin, initargs=self.told)
        self.callback(pool.shutdown, cancel_futures=True)
        return pool


class Local(ExitStack):
    """Makes what takes long in at most `jobs` processes of this machine."""

    def __init__(self, folder: Cache, jobs: int, artefacts: Iterable[Artefact]) -> None:
        super().__init__()
        self.cache = folder
        apart = [artefact for artefact in artefacts if not is_beside(artefact)]
        self.beside = self.enter_context(ThreadPoolExecutor(1))
        self.callback(self.beside.shutdown, cancel_futures=True)
        self.processes = self.enter_context(Processes(jobs, work.Worker.begin, folder, apart))

    def submit(self, key: str, artefact: Artefact, given: Outputs) -> Future[Outputs]:
        """Begin to make an artefact (see `graph.Executor`)."""
        if is_beside(artefact):
            return self.beside.submit(work.make, self.cache, key, artefact, given)
        return self.processes.submit(partial(work.Worker.make, key, artefact.name, given))


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
