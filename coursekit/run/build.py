"""One build: make every artefact that is not in the cache, run the engine, publish."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock, Timeout

from coursekit import __version__
from coursekit.export.site_files import chosen
from coursekit.plan.artefact import Artefact, SitePackage
from coursekit.plan.plan import Plan
from coursekit.render.site.engine import Engine
from coursekit.render.templates import TEMPLATES
from coursekit.run import extra, kept, keys, ownership, sizes, work
from coursekit.run.cache import Cache, Outputs
from coursekit.run.digest import digest
from coursekit.run.flush import flush
from coursekit.run.offline import PATH, TEMPLATE, is_offline, offline_zip
from coursekit.run.ownership import RefusedError
from coursekit.run.publish import is_cut_off, is_fixed, publish, repair
from coursekit.run.report import NAME, report
from coursekit.run.unchanged import contents


class WorkerEndedError(Exception):
    """Something outside ended a process that was making files, twice; the message says what to do."""


@dataclass(frozen=True)
class Options:
    """How to build. `jobs` is the number of processes that make files."""

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


Task = tuple[Any, ...]
"""A function and its arguments."""
Progress = Callable[[str, int, int], None]
"""Called with the path just made, the number done and the number to do."""


def build(plan: Plan, options: Options, progress: Progress = lambda *_: None) -> Result:
    """Make and publish everything in the plan.

    Raises RefusedError if another build is at work on the same cache or site, or if the site's folder is not
    ours to replace; EngineError if the engine fails; WorkerEndedError and OSError where the machine does.
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
        _clear_work(options.cache / "work")
        return _build(plan, options, progress)


def at_hand(plan: Plan, options: Options) -> Plan:
    """The plan without the files that would have to be made first: what a preview can show at once."""
    cache = Cache(options.cache)
    files = tuple(file for file in plan.files if cache.get(keys.key(file)) is not None)
    return replace(plan, files=files, packages=())


def _lock_files(options: Options) -> tuple[Path, Path]:
    """One for the cache and one for the site, beside it where we may write there."""
    site, beside = options.site, options.site.parent
    there = not is_fixed(site) or os.access(beside, os.W_OK)
    return options.cache / "lock", (beside if there else options.cache) / f".{site.name}.lock"


def _clear_work(folder: Path) -> None:
    """Remove what a build that was killed has left: folders named by a key."""
    for left in folder.glob("[0-9a-f]" * 64):
        shutil.rmtree(left, ignore_errors=True)


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
    maker = _Maker(options, cache, result, progress)
    # The files take longest, so they start first, in processes of their own. Pages are quick and made here;
    # the engine, a program of its own, then runs beside the files.
    with maker.files(plan.files) as files, ThreadPoolExecutor(1) as beside:
        site = beside.submit(maker.site, plan)
        result.outputs |= files() | site.result()
    result.outputs |= maker.packages(plan.packages, result.outputs)
    result.outputs |= maker.listed(plan.listings, result.outputs)
    result.outputs |= maker.offline(result.outputs)
    artefacts = (*plan.pages, *plan.files, *plan.packages)
    copied = kept.copy_list(result.outputs, artefacts)
    result.outputs |= cache.put(f"copy-{options.engine}", {kept.NAME: copied})
    result.outputs |= maker.as_they_are(result.outputs)
    told = report(__version__, result.outputs, artefacts, plan.engine_sources)
    result.outputs[NAME] = cache.put(f"report-{options.engine}", {NAME: told})[NAME]
    result.changed = _publish(options, cache, result.outputs)
    cache.prune()
    return result


def _slow_first(artefact: Artefact) -> int:
    """Long papers first, so that no process is still at one when the others have nothing left to do."""
    return -len(artefact.inputs.model_dump_json()) if artefact.path.endswith(".pdf") else 0


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


_CLEARED = "ignore:resource_tracker:UserWarning"
"""Where a build is stopped, Python's own helper clears up after it; that is nothing to warn anybody of."""


@cache
def _context() -> BaseContext:
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
        _context()
        forkserver.ensure_running()


class _Maker:
    """Makes what the cache lacks. The processes start only when there is a file to make."""

    def __init__(self, options: Options, cache: Cache, result: Result, progress: Progress) -> None:
        self.options, self.cache, self.result, self.progress = options, cache, result, progress
        self.lock = Lock()
        self.total = 0

    @contextmanager
    def files(self, artefacts: Iterable[Artefact]) -> Iterator[Callable[[], Outputs]]:
        """Start making the files; the function given waits for all of them."""
        outputs, lacking = self._known(artefacts)
        tasks = {
            artefact.path: (work.make, self.cache.folder, key, artefact)
            for artefact, key in sorted(lacking, key=lambda pair: _slow_first(pair[0]))
        }
        with self._processes(tasks) as made:
            yield lambda: outputs | made()

    @contextmanager
    def _processes(self, tasks: dict[str, Task], *, again: bool = False) -> Iterator[Callable[[], Outputs]]:
        """Start these tasks, by path, in processes of their own; the function given waits for all of them.

        Where something ends one of the processes, what is left is begun once more.
        """
        if not tasks:
            yield dict
            return
        with ProcessPoolExecutor(self.options.jobs, _context(), initializer=work.end_with_parent) as pool:
            waiting: dict[Future[Outputs], str] = {}
            with suppress(BrokenProcessPool):
                waiting.update((pool.submit(*task), path) for path, task in tasks.items())
            try:
                yield lambda: self._collected(tasks, waiting, again=again)
            finally:
                pool.shutdown(cancel_futures=True)

    def _collected(
        self, tasks: dict[str, Task], waiting: dict[Future[Outputs], str], *, again: bool
    ) -> Outputs:
        outputs: Outputs = {}
        left = dict(tasks)
        with suppress(BrokenProcessPool):
            for future in as_completed(waiting):
                outputs |= future.result()
                del left[waiting[future]]
                self._made(waiting[future])
        if left and again:
            raise WorkerEndedError(
                f"Something outside ended the process that made {next(iter(left))}, twice: most likely "
                "there was no memory left. Close other programs, or build with --jobs 1."
            )
        with self._processes(left, again=True) as made:
            return outputs | made()

    def site(self, plan: Plan) -> Outputs:
        """Make the page sources, then run the engine on them.

        The engine's run is one artefact: made again when any page, the theme or the shell changed.
        """
        outputs, lacking = self._known(plan.pages)
        for artefact, key in lacking:
            outputs |= work.make(self.cache.folder, key, artefact)
            self._made(artefact.path)
        sources = {page.name: self.cache.blob(outputs[page.path]) for page in plan.pages}
        key = keys.engine_key(self.options.engine, plan.shell, sources)
        known = self.cache.get(key)
        if known is not None:
            return known
        self.result.engine_ran = True
        return work.run_engine(self.cache.folder, key, self.options.engine, plan.shell, sources)

    def packages(self, packages: Iterable[SitePackage], site: Outputs) -> Outputs:
        """Make the packages that hold pages of the site, each again when one of its pages has changed."""
        outputs: Outputs = {}
        lacking = []
        for package in packages:
            needed = {path: site[path] for path in chosen(site, package.needs)}
            key = keys.package_key(package, needed)
            known = self.cache.get(key)
            outputs |= known or {}
            if known is None:
                lacking.append((key, package, needed))
        self.total += len(lacking)
        tasks = {each[1].path: (work.make_package, self.cache.folder, *each) for each in lacking}
        with self._processes(tasks) as made:
            return outputs | made()

    def listed(self, pages: Iterable[str], outputs: Outputs) -> Outputs:
        """Write the size of each file beside its name, on the pages that list them."""
        written: Outputs = {}
        for path in pages:
            page = self.cache.blob(outputs[path])
            files = {file: outputs[file] for file in sizes.named(page) if file in outputs}
            parts = ["sizes", keys.code("coursekit.run.sizes"), outputs[path], sorted(files.items())]
            key = digest(json.dumps(parts).encode())
            known = self.cache.get(key)
            if known is None:
                html = sizes.filled(page, lambda file: len(self.cache.blob(files[file])))  # noqa: B023
                known = self.cache.put(key, {path: html})
            written |= known
        return written

    def offline(self, outputs: Outputs) -> Outputs:
        """Pack everything made so far into the zip that opens from a disk."""
        packed = {path: blob for path, blob in outputs.items() if is_offline(path)}
        drawn = keys.file_digest(TEMPLATES / TEMPLATE)
        parts = ["offline", keys.code("coursekit.run.offline"), drawn, sorted(packed.items())]
        key = digest(json.dumps(parts).encode())
        known = self.cache.get(key)
        if known is not None:
            return known
        files = ((path, self.cache.blob(blob)) for path, blob in packed.items())
        return self.cache.put(key, {PATH: offline_zip(files)})

    def as_they_are(self, outputs: Outputs) -> Outputs:
        """Take the project's own files, published as they are, into the cache."""
        files = extra.files(self.options.root, outputs)
        return self.cache.put(digest(json.dumps(["extra", *files]).encode()), files)

    def _known(self, artefacts: Iterable[Artefact]) -> tuple[Outputs, list[tuple[Artefact, str]]]:
        """What the cache holds of these, and what it lacks with its keys."""
        outputs: Outputs = {}
        lacking = []
        for artefact in artefacts:
            key = keys.key(artefact)
            known = self.cache.get(key)
            if known is None:
                lacking.append((artefact, key))
            outputs |= known or {}
        with self.lock:
            self.total += len(lacking)
        return outputs, lacking

    def _made(self, path: str) -> None:
        with self.lock:
            self.result.made.append(path)
            self.progress(path, len(self.result.made), self.total)
