"""The graph of artefacts: each is made once all that it needs is there, unless the cache holds it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from queue import SimpleQueue
from typing import Protocol

from coursekit.plan.artefact import Artefact
from coursekit.run import keys
from coursekit.run.cache import Cache, Outputs

Tell = Callable[[Artefact, int, int], None]
"""Called with the artefact just made, the effort spent and all that there is to spend."""


class WorkerEndedError(Exception):
    """Something outside ended a process that was making files, twice; the message says what to do."""


class ClusterError(Exception):
    """Nothing can be made on a cluster; the message says why and what to do."""


class Executor(Protocol):
    """Where artefacts are made: on this machine (`local.Local`), or on others as well (`cluster.Spread`)."""

    def submit(self, key: str, artefact: Artefact, given: Outputs) -> Future[Outputs]:
        """Begin to make an artefact of the files `given`, which the cache holds, and to keep it under `key`.

        The future ends with its outputs, with what its recipe raised, or with BrokenExecutor where something
        from outside ended what was making it; then it is submitted once more.
        """


@dataclass(frozen=True)
class _Task:
    key: str
    artefact: Artefact
    given: Outputs
    again: bool = False


class Graph:
    """The artefacts of a build, and what was made of them."""

    def __init__(self, artefacts: Iterable[Artefact], cache: Cache, executor: Executor, tell: Tell) -> None:
        self.artefacts: dict[str, Artefact] = {}
        for artefact in artefacts:
            if self.artefacts.setdefault(artefact.name, artefact) is not artefact:
                raise ValueError(f"{artefact.name} is planned twice")
        self.cache, self.executor, self.tell = cache, executor, tell
        self.outputs: dict[str, Outputs] = {}
        """Of each artefact, by its name."""
        self._order = TopologicalSorter({made.name: made.needs for made in self.artefacts.values()})
        self._running: dict[Future[Outputs], _Task] = {}
        self._ended: SimpleQueue[Future[Outputs]] = SimpleQueue()
        self._effort = {name: effort(artefact) for name, artefact in self.artefacts.items()}
        self._to_do = sum(self._effort.values())  # until the cache is found to hold some of it
        self._spent = 0

    def make(self) -> None:
        """Make everything that the cache lacks.

        Raises WorkerEndedError, and whatever a recipe raises.
        """
        self._order.prepare()
        while self._order.is_active():
            if ready := self._order.get_ready():
                for task in sorted(self._lacking(ready), key=lambda task: -self._effort[task.artefact.name]):
                    self._submit(task)
            else:
                self._finish(self._ended.get())

    def given(self, artefact: Artefact) -> Outputs:
        """The files that an artefact is made of; of two with one path, that of the last it needs."""
        found: Outputs = {}
        for name in artefact.needs:
            found |= self.outputs[name]
        patterns = [taken for taken in artefact.takes if "*" in taken]
        exactly = frozenset(artefact.takes)
        return {
            path: blob
            for path, blob in found.items()
            if not exactly or path in exactly or any(fnmatchcase(path, pattern) for pattern in patterns)
        }

    def _lacking(self, names: Iterable[str]) -> Iterator[_Task]:
        for name in names:
            artefact = self.artefacts[name]
            given = self.given(artefact)
            key = keys.key(artefact, given)
            outputs = self.cache.get(key)
            if outputs is None:
                yield _Task(key, artefact, given)
            else:
                self._to_do -= self._effort[name]
                self._have(name, outputs)

    def _submit(self, task: _Task) -> None:
        future = self.executor.submit(task.key, task.artefact, task.given)
        self._running[future] = task
        future.add_done_callback(self._ended.put)

    def _finish(self, future: Future[Outputs]) -> None:
        task = self._running.pop(future)
        if isinstance(future.exception(), BrokenExecutor):
            if task.again:
                raise WorkerEndedError(
                    f"Something outside ended the process that made {task.artefact.path}, twice: most likely "
                    "there was no memory left. Close other programs, or build with --jobs 1."
                )
            self._submit(replace(task, again=True))
            return
        self._have(task.artefact.name, future.result())
        self._spent += self._effort[task.artefact.name]
        self.tell(task.artefact, self._spent, self._to_do)

    def _have(self, name: str, outputs: Outputs) -> None:
        self.outputs[name] = outputs
        self._order.done(name)


def effort(artefact: Artefact) -> int:
    """About how long it takes, as far as one can tell before: the length of a paper; of all else, little."""
    return len(artefact.inputs.model_dump_json()) if artefact.path.endswith(".pdf") else 1000
