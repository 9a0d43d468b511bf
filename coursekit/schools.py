"""The commands for one school's details, and for packs for many."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from coursekit import console
from coursekit.options import cluster_option, date_option, jobs_option, quiet_option


@click.command("school")
def school_command() -> None:
    """Ask for the school's details and write school.yml; every answer is kept at once."""
    import yaml

    from coursekit.cli import ROOT
    from coursekit.load.course import load
    from coursekit.load.school_file import NotKeptError
    from coursekit.school_questions import CLEAR, NAME, ask

    console.say(
        f"Enter keeps what is there, “{CLEAR}” makes it blank. A blank stays a line to fill in by hand."
    )
    try:
        for _ in ask(load(ROOT), ROOT, lambda says, there: click.prompt(says, default=there), console.say):
            pass
    except (KeyboardInterrupt, click.Abort):
        console.stop(f"\nStopped. What you answered is kept in {NAME}; start again to go on.")
        raise SystemExit(1) from None
    except (NotKeptError, yaml.YAMLError) as error:
        console.stop(f"{NAME} cannot be changed here. Mend it first: python3 build.py check. ({error})")
        raise SystemExit(1) from None
    console.say(f"Written: {NAME}. Now: python3 build.py")


@click.command("packs")
@click.argument("schools", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Where to write; else packs/.")
@click.option("--only", default="", metavar="NAME", help="Only the school of this name.")
@click.option(
    "--as", "form", type=click.Choice(["folder", "zip"]), default="folder", help="A folder or a zip each."
)
@click.option(
    "--files",
    multiple=True,
    metavar="PATTERN",
    help="Only files with such a path, as “handouts/*”; may be said several times.",
)
@click.option("--yes", is_flag=True, help="Do not ask whether the columns were understood.")
@date_option
@jobs_option
@cluster_option
@quiet_option
def packs_command(
    schools: Path,
    out: Path | None,
    only: str,
    yes: bool,
    day: date,
    jobs: int | None,
    quiet: bool,
    **more: Any,
) -> None:
    """Make a pack for each school of a list (CSV or xlsx): its papers, letters, slides and packages."""
    from coursekit.cli import ROOT, checked
    from coursekit.packing import StoppedError, packs, summary
    from coursekit.packs.run import Options

    loaded, _ = checked(day)
    options = Options(ROOT, (out or ROOT / "packs").absolute(), jobs=jobs or os.cpu_count() or 1, **more)
    is_asked = sys.stdin.isatty() and not yes
    try:
        report = packs(
            loaded,
            schools,
            options,
            only=only,
            confirm=lambda: not is_asked or click.confirm("Is that right?", default=True),
            quiet=quiet,
        )
    except StoppedError as error:
        console.stop(str(error))
        raise SystemExit(1) from None
    for line in summary(report):
        console.say(line)
    raise SystemExit(1 if report.refused else 0)
