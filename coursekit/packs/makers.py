"""Who makes packs: processes of this machine, or the workers of a cluster."""

from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

from coursekit.load.course import Loaded
from coursekit.packs.make import Maker, Packed, Task
from coursekit.packs.shelf import Made, Shelf, TakenError
from coursekit.plan.artefact import Artefact
from coursekit.run.cache import Cache, Outputs
from coursekit.run.cluster import Cluster
from coursekit.run.local import Processes
from coursekit.run.work import Worker


@dataclass(frozen=True)
class Look:
    """What schools share that look alike: their files, the digests of these, and where a cluster has them."""

    files: tuple[Artefact, ...]
    ready: Outputs
    shared: Any = None


class Here(ExitStack):
    """Processes of this machine, which put packs into their places themselves."""

    def __init__(self, jobs: int, loaded: Loaded, cache: Cache, shelf: Shelf) -> None:
        super().__init__()
        self.most = 3 * jobs
        """Packs at work at a time."""
        self.processes = self.enter_context(Processes(jobs, PackWorker.begin, loaded, cache, shelf))

    def shared(self, _ready: Outputs) -> None:
        """Processes read the cache."""

    def submit(self, task: Task, _look: Look) -> Future[Made]:
        """Begin to make a pack, unless it is there.

        The future ends with TakenError where something else is, with BrokenExecutor where the process was
        ended from outside, and with OSError where the machine fails.
        """
        return self.processes.submit(partial(PackWorker.make, task))


class PackWorker:
    """A process that makes packs: the course came with its start."""

    maker: Maker
    cache: Cache
    shelf: Shelf

    @classmethod
    def begin(cls, loaded: Loaded, cache: Cache, shelf: Shelf) -> None:
        """Take what all tasks share, and end when the command does."""
        Worker.begin(cache, ())
        cls.maker, cls.cache, cls.shelf = Maker(loaded, shelf.form), cache, shelf

    @classmethod
    def make(cls, task: Task) -> Made:
        """Make a pack, unless it is there."""
        there = cls.shelf.there(task)
        return there or cls.shelf.put(task, cls.maker.pack(task, cls.cache.blob), cls.cache.blob)


class Far:
    """The workers of a cluster; what they make comes back, and is put into its place here."""

    def __init__(self, cluster: Cluster, loaded: Loaded, cache: Cache, shelf: Shelf) -> None:
        self.cluster, self.cache, self.shelf = cluster, cache, shelf
        self.maker = cluster.shared(Maker(loaded, shelf.form))

    @property
    def most(self) -> int:
        """Packs at work at a time: enough that no worker waits for the next."""
        return 2 * self.cluster.width + 1

    def shared(self, ready: Outputs) -> Any:
        """Give the cluster ready files; each worker gets them once."""
        return self.cluster.shared({blob: self.cache.blob(blob) for blob in ready.values()})

    def submit(self, task: Task, look: Look) -> Future[Made]:
        """Begin to make a pack, unless it is there (see `Here`)."""
        done: Future[Made] = Future()
        try:
            if there := self.shelf.there(task):
                done.set_result(there)
                return done
        except TakenError as error:
            done.set_exception(error)
            return done
        return self.cluster.submit(
            _packed,
            self.maker,
            look.shared,
            task,
            then=lambda packed: self.shelf.put(task, packed, self.cache.blob),
        )


def _packed(maker: Maker, ready: dict[str, bytes], task: Task) -> Packed:
    return maker.pack(task, ready.__getitem__)
