"""`build.py packs`: from a list of schools to a folder of packs and a report."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from coursekit import console
from coursekit.load.course import Loaded
from coursekit.packs import rows as rows_of
from coursekit.packs.base import NoFilesError
from coursekit.packs.columns import Column, NoColumnsError, columns, explained
from coursekit.packs.report import NAME, Report, count
from coursekit.packs.run import Options, Packs
from coursekit.packs.schools import Read, Schools, slug_of
from coursekit.run.ownership import RefusedError, real_folder, refuse_place


class StoppedError(Exception):
    """No pack is made; the message says why and what to do."""


def packs(
    loaded: Loaded,
    file: Path,
    options: Options,
    *,
    only: str = "",
    confirm: Callable[[], bool] = lambda: True,
    quiet: bool = False,
) -> Report:
    """Make the packs of a list and the report on it; rows with problems are told and passed over.

    `confirm` is asked once the columns are explained. `only`: the school of this name, or of this folder.
    Raises StoppedError where the list, its columns or the folder cannot be used, ClusterError where the
    cluster cannot be.
    """
    try:
        refuse_place(real_folder(options.out), options.root)
        found = columns_of(loaded, file)
        for line in explained(found):
            console.say(line)
        if not confirm():
            raise StoppedError("Nothing was made. Change the headings of the first row, and start again.")
        total = 0 if only else count(rows_of_schools(file))
    except (rows_of.UnreadableError, NoColumnsError, RefusedError) as error:
        raise StoppedError(str(error)) from None
    options.out.mkdir(parents=True, exist_ok=True)
    with (
        Packs(loaded, options, console.say if not quiet else lambda _: None) as work,
        Report(options.out, file, found, options.form) as report,
        console.progress(quiet=quiet) as progress,
    ):
        reads = Schools(loaded, file, found).read(rows_of_schools(file))
        _make(work, _only(reads, only), report, _Told(progress, total))
        if only and not report.rows:
            raise StoppedError(f"No row has the name “{only}”. Write it as the list has it.")
        report.write()
    return report


def _make(work: Packs, reads: Iterator[Read], report: Report, told: "_Told") -> None:
    try:
        for read, made, why in work.make(reads):
            for problem in report.row(read, made, why):
                console.problem(problem)
            told.row(read)
    except NoFilesError as error:
        raise StoppedError(f"{error} Write it as the index page of a pack links it.") from None


def columns_of(loaded: Loaded, file: Path) -> tuple[Column, ...]:
    """What the columns of a list hold.

    Raises NoColumnsError where its headings cannot be used, and UnreadableError where it is no list.
    """
    head = next(rows_of.rows(file), None)
    if head is None:
        raise NoColumnsError(
            f"{file.name} is empty. Its first row names the columns, such as name and place."
        )
    for trouble in head.troubles:
        raise NoColumnsError(f"{file.name}:{head.line}:{trouble.column}: {trouble.message} {trouble.hint}")
    return columns(head.cells, has_place=loaded.course.school.place is not None)


def rows_of_schools(file: Path) -> Iterator[rows_of.Row]:
    """Yield the rows below the headings."""
    return islice(rows_of.rows(file), 1, None)


def _only(reads: Iterator[Read], name: str) -> Iterator[Read]:
    wanted = name.strip().casefold()
    for read in reads:
        if (
            not wanted
            or wanted in {read.name.casefold(), read.slug}
            or (read.slug and slug_of(name) == read.slug)
        ):
            yield read


class _Told:
    """Progress with the time that is left, as far as the rows so far tell."""

    def __init__(self, progress: Callable[[str, int, int], None], total: int) -> None:
        self.progress, self.total, self.done, self.start = progress, total, 0, time.monotonic()

    def row(self, read: Read) -> None:
        """A row is done."""
        self.done += 1
        total = max(self.total, self.done)
        left = (time.monotonic() - self.start) / self.done * (total - self.done)
        name = read.slug or f"line {read.line}"
        self.progress(f"{name} ({self.done} of {total}, {_readable(left)} left)", self.done, total)


def _readable(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def summary(report: Report) -> Iterator[str]:
    """Yield what was done, in lines."""
    there = report.made - report.new
    yield f"{report.made} packs in {report.out}: {report.new} made, {there} there already"
    if report.refused:
        yield f"{report.refused} of {report.rows} rows have no pack; their problems are above and in {NAME}"
