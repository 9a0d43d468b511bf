"""Options that several commands take."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from coursekit import console


class Day(click.ParamType[date]):
    """A calendar day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read `2027-09-01`."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            return self.fail(f"“{value}” is not a date; write it as 2027-09-01.", param, ctx)


def today() -> date:
    """The build date where none is given: SOURCE_DATE_EPOCH, else today. It is used for checks alone."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        console.stop(
            f"SOURCE_DATE_EPOCH is “{epoch[:40]}”, which is no day. Unset it, or give the seconds since 1970."
        )
        raise SystemExit(1) from None


date_option = click.option("--date", "day", type=Day(), default=today, help="The day to check dates against.")
site_option = click.option(
    "--site", type=click.Path(path_type=Path), default=None, help="Build into this folder."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), default=None, help="Processes to use; all cores if left out."
)
quiet_option = click.option("--quiet", is_flag=True, help="Print problems only.")
engine_option = click.option(
    "--engine", type=click.Choice(["mkdocs", "zensical"]), default="mkdocs", help="The site engine."
)
release_option = click.option(
    "--release", is_flag=True, help="Overdue reviews and doubtful facts are errors."
)
cluster_option = click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Let the workers of this dask scheduler make files; local:4 starts four of them here.",
)
