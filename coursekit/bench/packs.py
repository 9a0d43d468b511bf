"""Packs: what one costs beside drawing its files afresh, and what memory a long list takes.

Times are of the processor, so that other programs on the machine change little.
"""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.invented import schools, write
from coursekit.bench.measured import cost
from coursekit.bench.project import Project, of
from coursekit.load.course import Loaded, load
from coursekit.packing import columns_of, rows_of_schools
from coursekit.packs.base import listed
from coursekit.packs.make import Maker, Task, look_of, task
from coursekit.packs.schools import Read, Schools
from coursekit.packs.shelf import Shelf
from coursekit.plan.artefact import Artefact
from coursekit.run.cache import Cache, Outputs
from coursekit.run.digest import digest
from coursekit.run.work import make

COUNTS = (100, 1000, 5000)
FEW = "handouts/poster-help-gb-eng.pdf"
"""What packs hold where memory is measured: 5,000 whole ones would fill most disks."""
SAMPLE = 30
PLACE = "GB-ENG"
MANY, WORKERS = 25_000, (1, 100)


def figures(project: Project, folder: Path) -> Iterator[Figure]:
    """What packs cost a school, and what memory lists of any length take."""
    yield from _costs(load(project.root), folder)
    yield from _memory(project.root, folder)


def _costs(loaded: Loaded, folder: Path) -> Iterator[Figure]:
    """Of the handouts of a place, and of whole packs: filled in for a school, and drawn afresh."""
    for name, patterns in (("handouts", ("handouts/*",)), ("whole packs", ())):
        packs = _Sample(loaded, folder / name, patterns)
        fill, put = packs.each()
        yield figure(f"{name}: files of a pack", len(packs.files))
        yield figure(f"{name}: drawn afresh, processor s", packs.afresh)
        yield figure(f"{name}: a school, processor s", fill + put)
        yield figure(f"{name}: a school ÷ drawn afresh", (fill + put) / packs.afresh, 0.05)
        for workers in WORKERS:
            # Workers share filling in; ready files are made once, and one machine puts packs in their places.
            seconds = max(MANY * fill / workers, MANY * put) + packs.afresh / workers
            said = f"{name}: {MANY:,} schools, {workers} worker{'s' if workers > 1 else ''}, hours"
            yield figure(said, seconds / 3600)


class _Sample:
    """Packs of some invented schools, made one after the other in this process."""

    def __init__(self, loaded: Loaded, folder: Path, patterns: tuple[str, ...]) -> None:
        self.loaded = loaded
        self.shelf, self.cache = Shelf(folder / "packs", "folder"), Cache(folder / "cache")
        folder.mkdir()
        self.shelf.out.mkdir()
        first, *others = _read(loaded, folder / "list.csv")
        assert first.school  # noqa: S101 (invented schools have no problems)
        look = look_of(first.school)
        self.reads = [first, *(read for read in others if read.school and look_of(read.school) == look)]
        self.files: tuple[Artefact, ...] = listed(loaded, look, None, patterns)
        self.ready: Outputs = {}
        self.afresh = _seconds(self._draw)

    def each(self) -> tuple[float, float]:
        """Seconds for a school: to fill its files in, and to put them into their places."""
        maker = Maker(self.loaded, self.shelf.form)
        tasks = [self._task(read) for read in self.reads]
        for work in tasks[:1]:  # reads the ready files, once
            maker.pack(work, self.cache.blob)
        fill = put = 0.0
        for work in tasks:
            start = time.process_time()
            packed = maker.pack(work, self.cache.blob)
            between = time.process_time()
            self.shelf.put(work, packed, self.cache.blob)
            fill, put = fill + between - start, put + time.process_time() - between
        return fill / len(tasks), put / len(tasks)

    def _task(self, read: Read) -> Task:
        assert read.school  # noqa: S101 (chosen with one)
        return task(read.slug, read.school, None, self.files, self.ready)

    def _draw(self) -> None:
        for file in self.files:
            self.ready |= make(self.cache, digest(file.path.encode()), file, {})


def _read(loaded: Loaded, file: Path) -> Iterator[Read]:
    write(file, schools(SAMPLE, places=[PLACE]))
    return Schools(loaded, file, columns_of(loaded, file)).read(rows_of_schools(file))


def _seconds(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def _memory(root: Path, folder: Path) -> Iterator[Figure]:
    """Of the largest process, for lists of any length."""
    peaks = []
    for count in COUNTS:
        listed, out = folder / f"{count}.csv", folder / str(count)
        write(listed, schools(count, places=[PLACE]))
        command = ["packs", str(listed), "--out", str(out), "--files", FEW, "--yes", "--quiet"]
        peaks.append(cost([sys.executable, "-m", "coursekit", *command], root, of(root)).memory)
        yield figure(f"{count:,} schools, peak memory of a process, MB", peaks[-1] / 1e6)
    yield figure("peak memory, most ÷ least", max(peaks) / min(peaks), 1.1)
