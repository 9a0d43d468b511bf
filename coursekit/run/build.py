"""One build: make every artefact that is not in the cache, run the engine, publish."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from coursekit import __version__
from coursekit.export.site_files import chosen
from coursekit.plan.artefact import Artefact, SitePackage
from coursekit.plan.plan import Plan
from coursekit.render.site.engine import Engine
from coursekit.render.templates import TEMPLATES
from coursekit.run import keys, sizes, work
from coursekit.run.cache import Cache, Outputs
from coursekit.run.digest import digest
from coursekit.run.offline import PATH, TEMPLATE, is_offline, offline_zip
from coursekit.run.publish import publish, repair
from coursekit.run.report import NAME, report
from coursekit.run.unchanged import contents


class RefusedError(Exception):
    """The build cannot start; the message says why and what to do."""


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


Progress = Callable[[str, int, int], None]
"""Called with the path just made, the number done and the number to do."""


def build(plan: Plan, options: Options, progress: Progress = lambda *_: None) -> Result:
    """Make and publish everything in the plan.

    Raises RefusedError if another build is at work on the same cache or site, or if the site's folder holds
    something else; EngineError if the engine fails.
    """
    _own(options.site)
    with ExitStack() as locks:
        for file in (options.cache / "lock", options.site.with_name(f".{options.site.name}.lock")):
            locks.enter_context(_locked(file))
        repair(options.site)
        shutil.rmtree(options.cache / "work", ignore_errors=True)  # left by a build that was killed
        return _build(plan, options, progress)


def at_hand(plan: Plan, options: Options) -> Plan:
    """The plan without the files that would have to be made first: what a preview can show at once."""
    cache = Cache(options.cache)
    files = tuple(file for file in plan.files if cache.get(keys.key(file)) is not None)
    return replace(plan, files=files, packages=())


def _own(site: Path) -> None:
    """Publishing replaces the whole folder, so it must be new, empty or a site of ours."""
    if site.exists() and not (site / NAME).is_file() and (not site.is_dir() or any(site.iterdir())):
        raise RefusedError(
            f"{site} holds something that is not a site of ours. Choose a new or empty folder."
        )


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
    told = report(__version__, result.outputs, artefacts, plan.engine_sources)
    result.outputs[NAME] = cache.put(f"report-{options.engine}", {NAME: told})[NAME]
    result.changed = _publish(options.site, cache, result.outputs)
    cache.prune()
    return result


def _slow_first(artefact: Artefact) -> int:
    """Long papers first, so that no process is still at one when the others have nothing left to do."""
    return -len(artefact.inputs.model_dump_json()) if artefact.path.endswith(".pdf") else 0


def _publish(site: Path, cache: Cache, outputs: Outputs) -> bool:
    """Publish unless the site already holds exactly this."""
    same = contents(site) == outputs
    if not same:
        publish(site, ((path, cache.blob(blob)) for path, blob in sorted(outputs.items())))
    return not same


@cache
def _context() -> BaseContext:
    """How workers start: on Linux forked from a warm process that has loaded the libraries once."""
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["coursekit.run.warm"])
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
        if not lacking:
            yield lambda: outputs
            return
        jobs = self.options.jobs
        with ProcessPoolExecutor(jobs, _context(), initializer=work.end_with_parent) as pool:
            waiting = {
                pool.submit(work.make, self.cache.folder, key, artefact): artefact.path
                for artefact, key in sorted(lacking, key=lambda pair: _slow_first(pair[0]))
            }

            def collect() -> Outputs:
                for future in as_completed(list(waiting)):
                    outputs.update(future.result())
                    self._made(waiting.pop(future))
                return outputs

            try:
                yield collect
            finally:
                pool.shutdown(cancel_futures=True)

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
        if not lacking:
            return outputs
        self.total += len(lacking)
        with ProcessPoolExecutor(self.options.jobs, _context(), initializer=work.end_with_parent) as pool:
            making = {
                pool.submit(work.make_package, self.cache.folder, *each): each[1].path for each in lacking
            }
            for made in as_completed(making):
                outputs |= made.result()
                self._made(making[made])
        return outputs

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
