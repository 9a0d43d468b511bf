"""The commands.

An author's mistake ends with exit code 1, a fault of the machine with one sentence and 74, and a fault of
ours with a traceback and 70.
"""

import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from coursekit import __version__, console, faults
from coursekit.benching import bench_command
from coursekit.importing import import_command
from coursekit.options import (
    Day,
    date_option,
    engine_option,
    jobs_option,
    quiet_option,
    release_option,
    site_option,
)  # fmt: skip
from coursekit.run.unchanged import Note
from coursekit.schools import packs_command, school_command
from coursekit.translating import translate_command

# Everything else is imported where it is used: a build that finds nothing changed needs none of it.
if TYPE_CHECKING:
    from coursekit.load.course import Loaded
    from coursekit.model.course import Course
    from coursekit.model.problem import Problem
    from coursekit.render.site.engine import Engine

ROOT = Path(__file__).parents[1]
OURS = 70
"""Exit code of a fault in this program (EX_SOFTWARE of sysexits.h)."""


@click.group()
@click.version_option(__version__, prog_name="Trusted Adult")
def cli() -> None:
    """Trusted Adult: plain text into a website, papers and packages. Without a command: build."""


@cli.command("build")
@date_option
@site_option
@jobs_option
@quiet_option
@engine_option
@release_option
def build_command(
    day: date, site: Path | None, jobs: int | None, quiet: bool, engine: str, release: bool
) -> None:
    """Check everything and build it into site/."""
    site = Path(os.path.realpath(site or ROOT / "site"))  # a link stays, and what it leads to is built
    note = Note(ROOT, site, (__version__, day.isoformat(), engine, str(release)))
    if (files := note.holds()) is not None:
        console.unchanged(files, site, quiet=quiet)
        return
    from coursekit.run.local import start_early

    start_early()
    inputs = note.inputs()
    loaded, problems = checked(day, release=release)
    outputs = _build(loaded, site=site, jobs=jobs, quiet=quiet, engine=engine)
    if not problems:  # a warning is to be seen again at the next build
        note.write(inputs, outputs)


@cli.command("check")
@date_option
@release_option
@click.option("--school", is_flag=True, help="With --release: blank local details are errors too.")
def check_command(day: date, release: bool, school: bool) -> None:
    """Check the sources only and print every problem at once."""
    loaded, _ = checked(day, release=release, school=school)
    if release:
        from coursekit.review.unsigned import unsigned

        for problem in unsigned(loaded):
            console.problem(problem)
    if allowed := list(loaded.course.overrides()):
        console.say(_count(allowed, "use") + " of a word allowed with a reason (“wording:”).")
    if loaded.course.hosts:
        from coursekit.model.statutes import shares

        said = "; ".join(map(str, shares(loaded.course)))
        console.say(f"Law rows that rest on the statute itself: {said}.")
    if practised := "; ".join(_practice(loaded.course)):
        console.say(f"Practice in the session plans (people speak, answer or decide): {practised}.")
    console.say("No problems that stop a build.")


@cli.command("serve")
@date_option
@jobs_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="0 for any free port.")
def serve_command(day: date, jobs: int | None, port: int) -> None:
    """Build, show the site locally and follow every edit."""
    from coursekit.serve import serve

    serve(ROOT, day, jobs=jobs or os.cpu_count() or 1, port=port)


@cli.command("new")
@click.argument("kind", type=click.Choice(["module", "quiz", "handout"]))
@click.argument("name")
@date_option
def new_command(kind: str, name: str, day: date) -> None:
    """Write a small valid module, quiz or handout to start from."""
    from coursekit.new import Kind, NameRefusedError, new

    try:
        paths = new(ROOT, cast("Kind", kind), name, day)
    except NameRefusedError as error:
        console.stop(str(error))
        raise SystemExit(1) from None
    for path in paths:
        console.say(f"Written: {path.relative_to(ROOT)}")


@cli.command("update")
@click.option("--since", required=True, metavar="VERSION|DATE", help="The last training, or its version.")
@click.option("--place", "code", default=None, help="A place code such as GB-ENG; else the school’s.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Where to write; “.” is the course."
)
@date_option
def update_command(since: str, code: str | None, out: Path | None, day: date) -> None:
    """Write a session of 20 minutes, with two questions, on what changed since an earlier training."""
    from coursekit import update
    from coursekit.model.dates import long_date

    loaded, _ = checked(day)
    try:
        start = update.day_of(since, ROOT / "CHANGELOG.md")
        place = update.place_of(loaded.course, code)
        made = update.update(loaded.course, start, place)
        paths = update.write(made, (out or ROOT / "update").absolute())
    except update.RefusedError as error:
        console.stop(str(error))
        raise SystemExit(1) from None
    logged = f"was logged for {place.name} after {long_date(start)}"
    console.say(f"What {logged}:" if paths else f"Nothing {logged}; there is nothing new to teach.")
    for path in paths:
        console.say(f"Written: {path}")


cli.add_command(bench_command)
cli.add_command(import_command)
cli.add_command(school_command)
cli.add_command(packs_command)
cli.add_command(translate_command)


@cli.group("review")
def review_group() -> None:
    """Hand the exact words of a place to a professional, and keep the signature."""


@review_group.command("kit")
@click.argument("code", metavar="PLACE")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to write; else review/.")
@click.option("--all", "every", is_flag=True, help="Every sentence, signed or not.")
@date_option
def kit_command(code: str, out: Path | None, every: bool, day: date) -> None:
    """Write what a professional reads: a PDF, a Word file and the list of their numbers."""
    from coursekit import reviews

    loaded, _ = checked(day)
    with _refusals():
        reviews.kit(loaded, ROOT, code, out, every=every)


@review_group.command("sign")
@click.argument("code", metavar="PLACE")
@click.option("--name", required=True, help="Who signs.")
@click.option("--role", required=True, help="Such as “social worker”.")
@click.option("--body", required=True, help="The organisation or profession in whose name.")
@click.option("--day", "signed_on", type=Day(), default=None, help="When it was signed; else today.")
@click.option("--only", default=None, metavar="3,5-9", help="Only these numbers of the kit.")
@click.option("--except", "but", default=None, metavar="4,7", help="All but these numbers of the kit.")
@click.option("--kit", "listed", type=click.Path(path_type=Path), default=None, help="The kit’s list (.yml).")
@date_option
def sign_command(code: str, listed: Path | None, day: date, **given: Any) -> None:
    """Keep a signature of exactly the sentences of a kit."""
    from coursekit import reviews

    loaded, _ = checked(day)
    with _refusals():
        reviews.sign(loaded, ROOT, code, listed, day, reviews.Given(**given))


@contextmanager
def _refusals() -> Iterator[None]:
    """End with exit code 1 and one sentence where a command cannot do what it was asked."""
    from coursekit.review.signing import RefusedError
    from coursekit.update import RefusedError as NotUpdatedError

    try:
        yield
    except (RefusedError, NotUpdatedError) as error:
        console.stop(str(error))
        raise SystemExit(1) from None


@cli.command("ids")
@date_option
def ids_command(day: date) -> None:
    """Put every new id on the list of all ids that this course has ever had."""
    from coursekit import ids
    from coursekit.load.course import IDS_FILE

    loaded, _ = checked(day)
    added = ids.add(loaded, ROOT)
    console.say(f"{added} new; written: {IDS_FILE}")


@cli.command("watch")
@click.option("--only", default="", metavar="HOST", help="Look at this server alone, such as www.gov.uk.")
@click.option(
    "--pause", type=click.FloatRange(0.5), default=2.0, help="Seconds between two requests to a server."
)
@click.option("--loopback", is_flag=True, hidden=True, help="For tests: this machine may be asked.")
@date_option
@quiet_option
def watch_command(only: str, pause: float, loopback: bool, day: date, quiet: bool) -> None:
    """Compare every source with what was last read there; exit code 1 if somebody has to look."""
    from coursekit.watch.command import MachineError, StoppedError, watch

    loaded, _ = checked(day)
    try:
        with console.progress(quiet=quiet) as progress:
            found = watch(
                loaded.course, ROOT, day, only=only, pause=pause, private=loopback, progress=progress
            )
    except (StoppedError, MachineError) as error:
        console.stop(str(error))
        raise SystemExit(OURS if isinstance(error, MachineError) else 1) from None
    for line in found.lines:
        console.say(line)
    raise SystemExit(1 if found.needs_a_person else 0)


def checked(day: date, *, release: bool = False, school: bool = False) -> "tuple[Loaded, list[Problem]]":
    """Load and check; print every problem; end with exit code 1 if any of them is an error."""
    from coursekit.check import check
    from coursekit.load.course import load

    loaded = load(ROOT)
    problems = sorted({*loaded.problems, *check(loaded, day, release=release, school=school)})
    for problem in problems:
        console.problem(problem)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        console.stop(_count(errors, "problem") + " to mend; nothing was built.")
        raise SystemExit(1)
    return loaded, problems


def _practice(course: "Course") -> Iterator[str]:
    """The share of practice in each session plan, by its page and length."""
    for page in course.pages:
        if session := page.head.session:
            shares = ", ".join(f"{length} min {session.share(length)} %" for length in session.lengths)
            yield f"{page.head.id} {shares}"


def _count(things: Sized, word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def _build(loaded: "Loaded", *, site: Path, jobs: int | None, quiet: bool, engine: str) -> dict[str, str]:
    from coursekit.plan.plan import plan
    from coursekit.run.build import Options, build
    from coursekit.run.ownership import RefusedError

    options = Options(
        root=ROOT,
        site=site,
        engine=cast("Engine", engine),  # click has checked the choice
        jobs=jobs or os.cpu_count() or 1,
    )
    planned = plan(loaded)
    try:
        with console.progress(quiet=quiet) as progress:
            result = build(planned, options, progress)
    except RefusedError as error:
        console.stop(str(error))
        raise SystemExit(1) from None
    if not quiet:
        console.summary(planned, result, options.site)
    return result.outputs


def _with_command(arguments: list[str]) -> list[str]:
    """Options without a command belong to `build`: `python3 build.py --site public`."""
    ours = {"--help", "--version"}
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ours):
        return ["build", *arguments]
    return arguments


def main() -> None:
    """Run a command; a fault of the machine becomes a sentence and 74, one of ours a traceback and 70."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:  # ignored under nohup, and so it stays
            signal.signal(number, _stopped)
    try:
        cli(_with_command(sys.argv[1:]), prog_name="python3 build.py")
    except Exception as error:  # noqa: BLE001 (whatever it is, it must be seen)
        if said := machine_fault(error):
            console.stop(f"{said} Nothing half-made was published.")
            sys.exit(faults.MACHINE)
        traceback.print_exc()
        console.stop(
            "This is a fault in the program, not in your files. Please report it with the lines above."
        )
        sys.exit(OURS)


def machine_fault(error: Exception) -> str | None:
    """What to say of a fault of the machine; None for any other error."""
    from coursekit.render.site.engine import EngineEndedError
    from coursekit.run.graph import WorkerEndedError

    return str(error) if isinstance(error, (EngineEndedError, WorkerEndedError)) else faults.sentence(error)


def _stopped(number: int, _frame: object) -> None:
    """End at once, as far as others see at the next command: what is published is whole whenever that is."""
    name = signal.Signals(number).name
    cursor = "\x1b[?25h" if sys.stdout.isatty() else ""  # the progress bar hides it
    os.write(2, f"{cursor}Stopped by {name}. The site is as it was, or new and whole.\n".encode())
    os._exit(128 + number)
