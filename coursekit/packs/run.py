"""A list of schools into packs: rows stream in, processes make packs, what became of each streams out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coursekit.load.course import Loaded
from coursekit.model.school import Logo, School
from coursekit.packs.base import listed
from coursekit.packs.make import Form, Task, look_of, task
from coursekit.packs.makers import Far, Here, Look
from coursekit.packs.schools import Read
from coursekit.packs.shelf import Made, Shelf, TakenError
from coursekit.run.cache import Cache
from coursekit.run.cluster import Cluster, Spread
from coursekit.run.graph import Graph, WorkerEndedError
from coursekit.run.local import Local

Done = tuple[Read, Made | None, str]
"""A row, its pack, and why there is none where a school was read and none could be made."""
_AHEAD = 1000
"""Rows that may be done before one that was begun earlier."""


@dataclass(frozen=True)
class Options:
    """Where packs are made, in which form, of which files, and by how many processes or which cluster."""

    root: Path
    out: Path
    form: Form = "folder"
    jobs: int = 1
    cluster: str = ""
    files: tuple[str, ...] = ()
    """Patterns of paths; none for every file."""

    @property
    def cache(self) -> Cache:
        """Where ready files are kept, as for any build."""
        return Cache(self.root / ".cache")


@dataclass(frozen=True)
class _Work:
    """A row at work."""

    read: Read
    task: Task | None = None
    look: Look | None = None
    future: Future[Made] | None = None

    @property
    def is_done(self) -> bool:
        return self.future is None or self.future.done()


class Packs(ExitStack):
    """Makes packs. Of each look the ready files are made once, and kept for the next run too.

    Raises ClusterError where a cluster is asked for and cannot be used.
    """

    def __init__(self, loaded: Loaded, options: Options, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.loaded, self.options, self.tell = loaded, options, tell
        self._look = lru_cache(maxsize=32)(self._made_look)
        self.cluster = self.enter_context(Cluster(options.cluster, tell)) if options.cluster else None
        told = (loaded, options.cache, Shelf(options.out, options.form))
        self.makers: Here | Far = (
            Far(self.cluster, *told) if self.cluster else self.enter_context(Here(options.jobs, *told))
        )

    def make(self, reads: Iterable[Read]) -> Iterator[Done]:
        """Yield what became of each row, in their order; few are at work at a time.

        Raises WorkerEndedError where something ends a process twice, ClusterError where a cluster has gone,
        and faults of the machine.
        """
        waiting: deque[_Work] = deque()
        for read in reads:
            waiting.append(self._begun(read) if read.school else _Work(read))
            while waiting and (waiting[0].is_done or len(waiting) > _AHEAD):
                yield self._done(waiting.popleft())
            running = {work.future for work in waiting if work.future and not work.future.done()}
            if len(running) > self.makers.most:
                wait(running, return_when=FIRST_COMPLETED)
        while waiting:
            yield self._done(waiting.popleft())

    def _begun(self, read: Read) -> _Work:
        assert read.school  # noqa: S101 (asked only for these)
        look = self._look(look_of(read.school), read.logo)
        work = task(read.slug, read.school, read.logo, look.files, look.ready)
        return _Work(read, work, look, self.makers.submit(work, look))

    def _done(self, work: _Work) -> Done:
        if not (work.task and work.look and work.future):
            return work.read, None, ""
        try:
            try:
                return work.read, work.future.result(), ""
            except BrokenExecutor:  # ended from outside: another takes its place, and its work
                return work.read, self.makers.submit(work.task, work.look).result(), ""
        except BrokenExecutor:
            raise WorkerEndedError(
                f"Something outside ended the process that made {work.task.slug}, twice: most likely there "
                "was no memory left. Close other programs, or use --jobs 1. What is made is kept."
            ) from None
        except TakenError as error:
            return work.read, None, str(error)

    def _made_look(self, school: School, logo: Logo | None) -> Look:
        files = listed(self.loaded, school, logo, self.options.files)
        self.tell(f"Making the {len(files)} files that schools of {school.place} share")
        cache, jobs = self.options.cache, self.options.jobs
        with Spread(self.cluster, cache, jobs, files) if self.cluster else Local(cache, jobs, files) as local:
            graph = Graph(files, cache, local, lambda *_: None)
            graph.make()
        ready = {path: blob for outputs in graph.outputs.values() for path, blob in outputs.items()}
        return Look(files, ready, self.makers.shared(ready))
