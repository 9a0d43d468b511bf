"""What people see while a command runs: a progress bar in a terminal, plain lines elsewhere."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.model.problem import printable

if TYPE_CHECKING:
    from coursekit.model.problem import Problem
    from coursekit.plan.plan import Plan
    from coursekit.run.build import Result


def say(line: str) -> None:
    """Print a line for people; whatever a file's name holds, it stays one line."""
    click.echo(printable(line))


def problem(found: "Problem") -> None:
    """Print a problem on standard error."""
    click.echo(str(found), err=True)


def stop(line: str) -> None:
    """Print, on standard error, why nothing more is done."""
    click.echo(printable(line), err=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being made; yields the function to call with a path, the work done and all there is."""
    if quiet:
        yield lambda *_: None
    elif sys.stdout.isatty():
        with _bar() as update:
            yield update
    else:
        yield lambda path, _done, _total: say(f"made {path}")


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda path, done, total: bar.update(task, completed=done, total=total, description=path)


def summary(plan: "Plan", result: "Result", site: Path) -> None:
    """Say what was made, and what the packages cannot carry."""
    made = set(result.made)
    files = (file for file in (*plan.files, *plan.packages) if file.path in made)
    lost = Counter(
        (file.format or file.path.rpartition(".")[2], loss) for file in files for loss in file.losses
    )
    for (form, loss), count in lost.items():
        say(f"note: {form}: {loss} ({count} {'file' if count == 1 else 'files'})")
    engine = ", and the site engine ran" if result.engine_ran else ""
    state = "published" if result.changed else "unchanged"
    say(f"{len(result.made)} artefacts made{engine}; {len(result.outputs)} files {state} in {site}")


def unchanged(files: int, site: Path, *, quiet: bool) -> None:
    """Say that there was nothing to do."""
    if not quiet:
        say(f"0 artefacts made; {files} files unchanged in {site}")
