"""One build: make every artefact that is not in the cache, run the engine, publish."""

import os
import platform
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from coursekit import __version__
from coursekit.plan.artefact import Artefact, PageSource
from coursekit.plan.plan import Plan
from coursekit.render.site.engine import Engine
from coursekit.run import keys, work
from coursekit.run.cache import Cache, Outputs
from coursekit.run.publish import publish, repair
from coursekit.run.report import NAME, report
from coursekit.run.unchanged import contents


class BusyError(Exception):
    """Another build is at work in the same folder."""


@dataclass(frozen=True)
class Options:
    """How to build. `jobs` is the number of processes."""

    root: Path
    site: Path
    engine: Engine = "mkdocs"
    jobs: int = os.cpu_count() or 1

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
"""Called with the path just made, the number done and the number to do."""


def build(plan: Plan, options: Options, progress: Progress = lambda *_: None) -> Result:
    """Make and publish everything in the plan.

    Raises BusyError if another build is at work on the same cache or site, EngineError if the engine fails.
    """
    with ExitStack() as locks:
        for file in (options.cache / "lock", options.site.with_name(f".{options.site.name}.lock")):
            locks.enter_context(_locked(file))
        repair(options.site)
        shutil.rmtree(options.cache / "work", ignore_errors=True)  # left by a build that was killed
        return _build(plan, options, progress)


def _locked(file: Path) -> FileLock:
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"Another build is at work in {file.parent}. Wait until it has finished, or stop it."
        ) from None
    return lock


def _build(plan: Plan, options: Options, progress: Progress) -> Result:
    result = Result()
    cache = Cache(options.cache)
    with _Workers(options, cache, result, progress) as workers:
        pages = workers.make(plan.pages)()
        sources = {page.name: cache.blob(pages[page.path]) for page in plan.pages}
        # The engine takes longest, so it starts before the files and runs beside them.
        site = workers.engine(plan, sources)
        files = workers.make(plan.files)
        result.outputs |= site() | files()
    result.outputs[NAME] = cache.put(
        f"report-{options.engine}",
        {NAME: report(__version__, result.outputs, (*plan.pages, *plan.files), plan.engine_sources)},
    )[NAME]
    result.changed = _publish(options.site, cache, result.outputs)
    cache.prune()
    return result


def _publish(site: Path, cache: Cache, outputs: Outputs) -> bool:
    """Publish unless the site already holds exactly this."""
    same = contents(site) == outputs
    if not same:
        publish(site, ((path, cache.blob(blob)) for path, blob in sorted(outputs.items())))
    return not same


class _Workers:
    """The processes of one build. They start only when there is something to make."""

    def __init__(self, options: Options, cache: Cache, result: Result, progress: Progress) -> None:
        self.options, self.cache, self.result, self.progress = options, cache, result, progress
        self.pool: ProcessPoolExecutor | None = None
        self.done, self.total = 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def make(self, artefacts: Iterable[Artefact]) -> Callable[[], Outputs]:
        """Start making what the cache lacks; the function returned waits for all of it."""
        outputs: Outputs = {}
        waiting: dict[Future[Outputs], str] = {}
        for artefact in artefacts:
            key = keys.key(artefact)
            known = self.cache.get(key)
            if known is None:
                waiting[self._submit(work.make, self.cache.folder, key, artefact)] = artefact.path
            outputs |= known or {}

        def collect() -> Outputs:
            for future in as_completed(list(waiting)):
                outputs.update(future.result())
                self._made(waiting.pop(future))
            return outputs

        return collect

    def engine(self, plan: Plan, sources: dict[str, bytes]) -> Callable[[], Outputs]:
        """Start the engine's run, one artefact: made again when any page, the theme or the shell changed."""
        key = keys.engine_key(self.options.engine, plan.shell, sources)
        known = self.cache.get(key)
        if known is not None:
            return lambda: known
        self.result.engine_ran = True
        future = self._submit(
            work.run_engine, self.cache.folder, key, self.options.engine, plan.shell, sources
        )
        return future.result

    def _submit(self, function: Callable[..., Outputs], *arguments: object) -> "Future[Outputs]":
        if self.pool is None:
            # A warm process: the libraries are loaded once, in the server that the workers are forked from.
            method = (
                "forkserver"
                if "forkserver" in get_all_start_methods() and platform.system() == "Linux"
                else "spawn"
            )
            context = get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(["coursekit.run.warm"])
            self.pool = ProcessPoolExecutor(self.options.jobs, mp_context=context)
        self.total += 1
        return self.pool.submit(function, *arguments)

    def _made(self, path: str) -> None:
        self.done += 1
        self.result.made.append(path)
        self.progress(path, self.done, self.total)


__all__ = ["BusyError", "Options", "PageSource", "Result", "build"]
