"""The command that brings questions from another tool."""

from datetime import date
from pathlib import Path

import click

from coursekit import console
from coursekit.options import date_option


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--from", "form", default=None, metavar="FORMAT", help="What the files are, if it is not seen.")
@click.option(
    "--to", default=None, metavar="quizzes/NAME.yml", help="Where to write; else by the file’s name."
)
@date_option
def import_command(files: tuple[Path, ...], form: str | None, to: str | None, day: date) -> None:
    """Bring questions from another tool, with a report of what is still to be written."""
    from coursekit.bank.reader import FORMATS
    from coursekit.cli import ROOT
    from coursekit.imports import bring
    from coursekit.load.course import load

    if form is not None and form not in FORMATS:
        console.stop(f"“{form}” is no format that is read. Known: {', '.join(FORMATS)}.")
        raise SystemExit(1)
    done = bring(ROOT, load(ROOT), files, form, to, day)
    for line in done.lines:
        console.say(line)
    if done.came:
        console.say("Read them in the preview: python3 build.py serve")
    raise SystemExit(1 if done.failed else 0)
