"""A server of its own for each test, and rows to watch there."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from watch.server import EAGER, Server, serving

from coursekit.watch.addresses import Watched
from coursekit.watch.run import Options, Result, run

DAY = date(2026, 11, 30)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with nothing on it yet."""
    with serving() as running:
        yield running


Watch = Callable[..., dict[str, Result]]


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Runs a watch over rows and returns the results by row; what was read stays for the next one."""

    def once(rows: list[Watched], day: date = DAY, **changes: Any) -> dict[str, Result]:
        options = Options(tmp_path / "read", tmp_path / "journal", day, **{"manners": EAGER, **changes})
        return {result.row.row: result for result in run(rows, options)}

    return once
