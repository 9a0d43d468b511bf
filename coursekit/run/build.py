"""One build: make every artefact that is not in the cache, then publish."""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from coursekit.plan.artefact import SITE, Artefact
from coursekit.plan.plan import Plan
from coursekit.render.site.engine import Engine
from coursekit.run import keys, ownership
from coursekit.run.cache import Cache, Outputs
from coursekit.run.digest import digest
from coursekit.run.flush import flush
from coursekit.run.graph import Executor, Graph
from coursekit.run.local import Local
from coursekit.run.ownership import RefusedError
from coursekit.run.publish import is_cut_off, is_fixed, publish, repair
from coursekit.run.unchanged import contents
from coursekit.run.wholes import wholes


@dataclass(frozen=True)
class Options:
    """How to build. `jobs` is the number of processes here, `cluster` the address of others, if any."""

    root: Path
    site: Path
    engine: Engine = "mkdocs"
    jobs: int = os.cpu_count() or 1
    cluster: str = ""
    tell: Callable[[str], None] = lambda _: None
    """Called with what is worth a line, such as where the cluster is looked at."""

    @property
    def cache(self) -> Path:
        """Where what was made is kept between builds."""
        return self.root / ".cache"


@dataclass
class Result:
    """What a build did: the paths made afresh, all that the site holds, and whether it was published."""

    made: list[str] = field(default_factory=list)
    outputs: Outputs = field(default_factory=dict)
    engine_ran: bool = False
    changed: bool = False


Progress = Callable[[str, int, int], None]
"""Called with the path just made, the work done and all there is (see `graph.effort`)."""


def build(plan: Plan, options: Options, progress: Progress = lambda *_: None) -> Result:
    """Make and publish everything in the plan.

    Raises RefusedError if another build is at work on the same cache or site, or if the site's folder is not
    ours to replace; EngineError if the engine fails; ClusterError if a cluster cannot be used or has gone;
    WorkerEndedError and OSError where the machine fails.
    """
    options = replace(options, site=ownership.real_folder(options.site))
    ownership.refuse_place(options.site, options.root)
    if not is_cut_off(options.site):
        ownership.refuse_contents(options.site)
    with ExitStack() as locks:
        for file in _lock_files(options):
            locks.enter_context(_locked(file))
        repair(options.site)
        ownership.refuse_contents(options.site)
        shutil.rmtree(options.cache / _WORK, ignore_errors=True)  # left by a build that was killed
        return _build(plan, options, progress)


def at_hand(plan: Plan, options: Options) -> Plan:
    """The plan without what would have to be made first, pages apart: what a preview can show at once."""
    cache = Cache(options.cache)
    files = (file for file in plan.files if cache.get(keys.key(file)) is not None)
    return replace(plan, artefacts=(*plan.pages, *files))


def _lock_files(options: Options) -> tuple[Path, Path]:
    """One for the cache and one for the site, beside it where we may write there."""
    site, beside = options.site, options.site.parent
    there = not is_fixed(site) or os.access(beside, os.W_OK)
    return options.cache / "lock", (beside if there else options.cache) / f".{site.name}.lock"


def _locked(file: Path) -> FileLock:
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise RefusedError(
            f"Another build is at work in {file.parent}. Wait until it has finished, or stop it."
        ) from None
    return lock


def _build(plan: Plan, options: Options, progress: Progress) -> Result:
    result = Result()
    cache = Cache(options.cache)
    planned = frozenset(made.name for made in plan.artefacts)

    def tell(made: Artefact, done: int, total: int) -> None:
        if made.name in planned:
            result.made.append(made.path)
            progress(made.path, done, total)
        result.engine_ran |= made.name == SITE

    whole = wholes(plan, options.engine, options.root, options.cache / _WORK)
    artefacts, report = (*plan.artefacts, *whole), whole[-1]
    with ExitStack() as stack:
        graph = Graph(artefacts, cache, _executor(options, cache, artefacts, stack), tell)
        graph.make()
    result.outputs = graph.given(report) | graph.outputs[report.name]
    result.changed = _publish(options, cache, result.outputs)
    cache.prune()
    return result


def _executor(options: Options, cache: Cache, artefacts: tuple[Artefact, ...], stack: ExitStack) -> Executor:
    if not options.cluster:
        return stack.enter_context(Local(cache, options.jobs, artefacts))
    from coursekit.run.cluster import Cluster, Spread

    cluster = stack.enter_context(Cluster(options.cluster, options.tell))
    return stack.enter_context(Spread(cluster, cache, options.jobs, artefacts))


_WORK = f"work/{digest(b'where the site engine runs')}"
"""Where that is, below the cache: as nobody names a folder of their own, since it is removed."""


def _publish(options: Options, cache: Cache, outputs: Outputs) -> bool:
    """Publish unless the site already holds exactly this. A preview need not outlast a power cut."""
    same = contents(options.site) == outputs
    if not same:
        lasting = not options.site.is_relative_to(options.cache)
        if lasting:
            flush(cache.folder)
        ownership.refuse_contents(options.site)  # somebody may have put a file there in the meantime
        files = ((path, cache.blob(blob)) for path, blob in sorted(outputs.items()))
        publish(options.site, files, lasting=lasting)
    return not same
