"""The same plan on other machines: a dask.distributed scheduler gives work to workers that have this program.

What all tasks share is kept there under a name and goes to a worker once; what comes back is kept here by its
digest. Queue, transport and what happens when a worker dies, hangs or joins are Dask's own.
"""

import logging
import pickle
import platform
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from coursekit import __version__
from coursekit.plan.artefact import Artefact
from coursekit.render.templates import TEMPLATES
from coursekit.run import keys, work
from coursekit.run.cache import Cache, Outputs
from coursekit.run.graph import ClusterError
from coursekit.run.local import Local, is_beside

if TYPE_CHECKING:
    from distributed import Client

Given = TypeVar("Given")
Kept = TypeVar("Kept")
SETTINGS = {
    "distributed.scheduler.worker-ttl": "60s",  # of one that says nothing: its work goes to others
    "distributed.admin.large-graph-warning-threshold": "1GB",  # what tasks share is large, and sent once
}
PATIENCE = 10
"""Seconds in which a scheduler has to answer."""
WAIT = 180
"""Seconds in which a first worker has to join: some clusters start one when there is work."""
_LOCAL = re.compile(r"local(?::([1-9]\d{0,3}))?")


class Cluster(ExitStack):
    """The workers of the scheduler at `address`; `local:4` starts one with four on this machine.

    Raises ClusterError where none answers, none has a worker, or a worker has not exactly this program.
    """

    def __init__(self, address: str, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.address = address
        with ExitStack() as undo:
            undo.push(self)
            self.client = self.enter_context(_client(address, self))
            tell(f"Cluster {self.client.scheduler.address}; dashboard: {self.client.dashboard_link}")
            self.executor = self.client.get_executor(pure=False)
            self._refuse_strangers(tell)
            undo.pop_all()
        self.keeping = self.enter_context(ThreadPoolExecutor(4))

    @property
    def width(self) -> int:
        """How many tasks its workers make at a time."""
        return max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def shared(self, value: Any) -> Any:
        """What stands for `value` in tasks: it goes to each worker once, and again where one is lost."""
        return self.client.submit(pickle.loads, pickle.dumps(value), pure=False)

    def submit(
        self, function: Callable[..., Given], *given: Any, then: Callable[[Given], Kept]
    ) -> Future[Kept]:
        """Let a worker call a function; the future ends with what `then`, called here, makes of its result.

        It ends with BrokenExecutor where workers that had this task ended again and again, and with
        ClusterError where the cluster itself has gone or a worker has another program.
        """
        done: Future[Kept] = Future()
        far = self.executor.submit(_work, surroundings(), function, *given)
        far.add_done_callback(lambda ended: self._take(ended, then, done))
        return done

    def _take(self, far: Future[Given], then: Callable[[Given], Kept], done: Future[Kept]) -> None:
        try:
            self.keeping.submit(self._keep, far, then, done)
        except RuntimeError:  # the command has stopped, and waits for nothing
            done.cancel()

    def _keep(self, far: Future[Given], then: Callable[[Given], Kept], done: Future[Kept]) -> None:
        try:
            done.set_result(then(far.result()))
        except BaseException as error:  # noqa: BLE001 (whoever waits for the future is told)
            done.set_exception(self._told(error))

    def _told(self, error: BaseException) -> BaseException:
        from distributed import KilledWorker

        if isinstance(error, KilledWorker):
            return BrokenExecutor(str(error))
        if isinstance(error, CancelledError):
            return ClusterError(f"The scheduler at {self.address} has gone. {_AGAIN}")
        return error

    def _refuse_strangers(self, tell: Callable[[str], None]) -> None:
        """Each worker that is there says what it has; the first to come, where none is there yet."""
        if not self.client.scheduler_info(n_workers=-1)["workers"]:
            tell(f"Waiting for a worker, at most {WAIT} s")
        try:
            first = self.executor.submit(_work, surroundings(), surroundings)
            first.result(WAIT)
            found = self.client.run(surroundings)
        except ClusterError:
            raise
        except TimeoutError:
            raise ClusterError(f"No worker came to {self.address} in {WAIT} s. {_START}") from None
        except Exception as error:
            why = f"{self.address} cannot run this program ({_first(error)})."
            raise ClusterError(f"{why} {_START}") from error
        for name, there in found.items():
            refuse_other(surroundings(), there, name)


_START = (
    "Start its scheduler and workers from a copy of exactly this folder: "
    "python3 build.py dask scheduler, and python3 build.py dask worker ADDRESS."
)
_AGAIN = "What is made is kept: start again."


def _first(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def _client(address: str, stack: ExitStack) -> "Client":
    import dask
    from distributed import Client, LocalCluster
    from distributed.utils import LoopRunner

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told by us, once
    stack.enter_context(dask.config.set(SETTINGS))
    local = _LOCAL.fullmatch(address)
    if local:
        here = LocalCluster(
            n_workers=int(local[1] or 1), threads_per_worker=1, dashboard_address="127.0.0.1:0"
        )
        address = stack.enter_context(here).scheduler_address
    try:
        # First, because a client that finds none is never cleared away; on a loop of its own, as the client's
        # is, because a notebook or a browser's driver may have one that runs here.
        LoopRunner().run_sync(_reach, address)
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"No scheduler answers at “{address}” ({_first(error)}). Write its address as it prints it, such "
            "as tcp://192.0.2.1:8786, or local:4 for four workers on this machine."
        ) from None


async def _reach(address: str) -> None:
    from distributed.comm.core import connect
    from distributed.security import Security

    given = Security().get_connection_args("client")  # of tls:// as Dask's own settings name them
    (await connect(address, timeout=PATIENCE, **given)).abort()


# --- On the worker -----------------------------------------------------------------------------------------


@cache
def surroundings() -> dict[str, str]:
    """What equal bytes depend on, beside the inputs: program, templates, libraries."""
    from weasyprint.text.ffi import pango

    whole, last = divmod(pango.pango_version(), 100)
    return {
        "version": __version__,
        "program": keys.tree_digest(keys.PACKAGE, "**/*.py"),
        "templates": keys.tree_digest(TEMPLATES, "**/*"),
        "libraries": keys.file_digest(keys.LIBRARIES),
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "Pango": f"{whole // 100}.{whole % 100}.{last}",
    }


def refuse_other(here: Mapping[str, str], there: Mapping[str, str], name: str) -> None:
    """Raise ClusterError where a worker has not what this build has: its files might be others."""
    other = [key for key in here if here[key] != there.get(key)]
    if other:
        shown = [
            f"{key} ({here[key]} here, {there.get(key)} there)" if len(here[key]) < 20 else key
            for key in other
        ]
        raise ClusterError(f"The worker {name} differs in {', '.join(shown)}. {_START}")


_ALONE = Lock()
"""The libraries that draw are not made for threads, and what is filled in must never mix."""


def _work(expected: Mapping[str, str], function: Callable[..., Given], *given: Any) -> Given:
    refuse_other(expected, surroundings(), platform.node())
    with _ALONE:
        return function(*given)


def _made(artefacts: Mapping[str, Artefact], name: str) -> dict[str, bytes]:
    return work.made(artefacts[name])


# --- The graph's executor ----------------------------------------------------------------------------------


class Spread(ExitStack):
    """Has a cluster make what takes long and needs no other file; all else is made here, where these lie."""

    def __init__(self, cluster: Cluster, folder: Cache, jobs: int, artefacts: Iterable[Artefact]) -> None:
        super().__init__()
        self.cluster, self.cache = cluster, folder
        every = tuple(artefacts)
        far = {made.name: made for made in every if _is_far(made)}
        self.local = self.enter_context(Local(folder, jobs, [made for made in every if made.name not in far]))
        self.far = cluster.shared(far)

    def submit(self, key: str, artefact: Artefact, given: Outputs) -> Future[Outputs]:
        """Begin to make an artefact (see `graph.Executor`)."""
        if not _is_far(artefact):
            return self.local.submit(key, artefact, given)
        return self.cluster.submit(_made, self.far, artefact.name, then=partial(self.cache.put, key))


def _is_far(artefact: Artefact) -> bool:
    """Whether it takes long and needs no file that lies here."""
    return not (artefact.needs or is_beside(artefact))
