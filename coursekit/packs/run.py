"""A list of schools into packs: rows stream in, processes make packs, what became of each streams out."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coursekit.load.course import Loaded
from coursekit.model.school import Logo, School
from coursekit.packs.base import listed
from coursekit.packs.make import Form, Made, Maker, TakenError, Task, look_of, task
from coursekit.packs.schools import Read
from coursekit.plan.artefact import Artefact
from coursekit.run.cache import Cache, Outputs
from coursekit.run.graph import Graph, WorkerEndedError
from coursekit.run.local import Local, process_context
from coursekit.run.work import Worker

Done = tuple[Read, Made | None, str]
"""A row, its pack, and why there is none where a school was read and none could be made."""


@dataclass(frozen=True)
class Options:
    """Where packs are made, in which form, and by how many processes."""

    root: Path
    out: Path
    form: Form = "folder"
    jobs: int = 1

    @property
    def cache(self) -> Cache:
        """Where ready files are kept, as for any build."""
        return Cache(self.root / ".cache")


class Packs(ExitStack):
    """Makes packs. Of each look the ready files are made once, and kept for the next run too."""

    def __init__(self, loaded: Loaded, options: Options, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.loaded, self.options, self.tell = loaded, options, tell
        self._look = lru_cache(maxsize=32)(self._made_look)
        self._processes: ProcessPoolExecutor | None = None

    def make(self, reads: Iterable[Read]) -> Iterator[Done]:
        """Yield what became of each row, in their order; few are at work at a time.

        Raises WorkerEndedError where something ends a process twice, and faults of the machine.
        """
        waiting: deque[tuple[Read, Task | None, Future[Made] | None]] = deque()
        for read in reads:
            work = self._task(read) if read.school else None
            waiting.append((read, work, self._submit(work) if work else None))
            while len(waiting) > 3 * self.options.jobs or (waiting and waiting[0][2] is None):
                yield self._done(*waiting.popleft())
        while waiting:
            yield self._done(*waiting.popleft())

    def _task(self, read: Read) -> Task:
        assert read.school  # noqa: S101 (asked only for these)
        files, ready = self._look(look_of(read.school), read.logo)
        return task(read.slug, read.school, read.logo, files, ready)

    def _done(self, read: Read, work: Task | None, future: Future[Made] | None) -> Done:
        if work is None or future is None:
            return read, None, ""
        try:
            try:
                return read, future.result(), ""
            except BrokenProcessPool:  # ended from outside: another takes its place, and its work
                self._processes = None
                return read, self._submit(work).result(), ""
        except BrokenProcessPool:
            raise WorkerEndedError(
                f"Something outside ended the process that made {work.slug}, twice: most likely there was no "
                "memory left. Close other programs, or use --jobs 1. What is made is kept: start again."
            ) from None
        except TakenError as error:
            return read, None, str(error)

    def _submit(self, work: Task) -> Future[Made]:
        if self._processes is None:
            told = (self.loaded, self.options.cache, self.options.out, self.options.form)
            self._processes = ProcessPoolExecutor(
                self.options.jobs, process_context(), initializer=PackWorker.begin, initargs=told
            )
            self.callback(self._processes.shutdown, cancel_futures=True)
        try:
            return self._processes.submit(PackWorker.make, work)
        except BrokenProcessPool as error:
            failed: Future[Made] = Future()
            failed.set_exception(error)
            return failed

    def _made_look(self, school: School, logo: Logo | None) -> tuple[tuple[Artefact, ...], Outputs]:
        files = listed(self.loaded, school, logo)
        self.tell(f"Making the {len(files)} files that schools of {school.place} share")
        outputs = made(files, self.options)
        return files, outputs


class PackWorker:
    """A process that makes packs: the course came with its start."""

    maker: Maker

    @classmethod
    def begin(cls, loaded: Loaded, cache: Cache, out: Path, form: Form) -> None:
        """Take what all tasks share, and end when the command does."""
        Worker.begin(cache, ())
        cls.maker = Maker(loaded, cache, out, form)

    @classmethod
    def make(cls, work: Task) -> Made:
        """Make a pack."""
        return cls.maker.make(work)


def made(files: Iterable[Artefact], options: Options) -> Outputs:
    """Make ready files, unless the cache holds them; return their digests by path."""
    files = tuple(files)
    with Local(options.cache, options.jobs, files) as local:
        graph = Graph(files, options.cache, local, lambda *_: None)
        graph.make()
    return {path: blob for outputs in graph.outputs.values() for path, blob in outputs.items()}
