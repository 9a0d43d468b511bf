"""`build.py watch`: the run, its report, and what is said of it in a terminal."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coursekit.model.course import Course
from coursekit.model.problem import did_you_mean
from coursekit.watch.addresses import Watched, by_host, watched
from coursekit.watch.fetch import Manners
from coursekit.watch.report import in_figures, report, write, write_last
from coursekit.watch.run import OfflineError, Options, Progress, Result, run
from coursekit.watch.state import BrokenStateError


class StoppedError(Exception):
    """The watch cannot start as asked; the message says why and what to do."""


class MachineError(Exception):
    """This machine, not a source, is in the way; the message says how."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a watch found, in lines to print."""

    lines: tuple[str, ...]
    needs_a_person: bool


def _looked(rows: tuple[Watched, ...], options: Options, progress: Progress) -> list[Result]:
    try:
        return run(rows, options, progress)
    except BrokenStateError as error:
        raise StoppedError(str(error)) from None
    except OfflineError:
        raise MachineError(
            "No server could be reached at all. Is this machine online? Nothing was changed."
        ) from None


def watch(
    course: Course,
    root: Path,
    day: date,
    *,
    only: str,
    pause: float,
    private: bool,
    progress: Progress,
) -> Found:
    """Look at the sources of a course and write `watch/`; what was last read is in `watch/read/`.

    Raises StoppedError and MachineError.
    """
    rows = watched(course)
    manners = Manners(pause=0.0 if private else pause, private=private)
    journal = root / ".cache/watch" / f"{only or 'all'}.jsonl"
    options = Options(root / "watch/read", journal, day, only, manners)
    if only and only not in by_host(rows):
        hint = did_you_mean(
            only, by_host(rows), "Write it as it stands in the addresses, such as www.gov.uk."
        )
        raise StoppedError(f"No record has an address on “{only}”. {hint}")
    data = report(_looked(rows, options, progress), day, only)
    files = write(data, root / "watch")
    last = in_figures(data)
    if not only:
        write_last(last, root)
    counts = [f"{count:5}  {words}" for words, count in last.found]
    looked = [
        f"{row['row']}: {row['reason']} ({row['url']})" for row in data["rows"] if row["needs_a_person"]
    ]
    end = f"{len(looked)} to compare by hand." if looked else "Nothing to compare by hand."
    written = " and ".join(str(file.relative_to(root)) for file in files)
    return Found((*looked, *counts, f"{end} Written: {written}"), bool(looked))
