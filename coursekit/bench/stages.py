"""`python -m coursekit.bench.stages`: where a cold build spends its time, each stage alone in one process.

Loads, checks and plans; calls the recipe of each artefact once, one after the other, with none of our own
caching or publishing; and runs the site's engine on the sources of the pages. Prints processor seconds by
stage as JSON.
"""

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.options import today

if TYPE_CHECKING:
    from coursekit.plan.plan import Plan

ROOT = Path(__file__).parents[2]
ENGINE = "engine"
WRITTEN = ("handout", "paper", "slides", "letter")
"""Kinds that a library writes: WeasyPrint, python-pptx, python-docx."""


def main() -> None:
    """Print the seconds of each stage."""
    stages = Stages()
    with stages.of("start"):
        import coursekit.run.warm  # noqa: F401 (loading the libraries is a stage of its own)
    from coursekit.check import check
    from coursekit.load.course import load
    from coursekit.plan.plan import plan

    with stages.of("load"):
        loaded = load(ROOT)
    with stages.of("check"):
        list(check(loaded, today()))
    with stages.of("plan"):
        planned = plan(loaded)
    _make(planned, stages)
    print(json.dumps(stages.spent))


def _make(planned: "Plan", stages: "Stages") -> None:
    from coursekit.render.site import engine
    from coursekit.run.work import call

    sources = {}
    for page in planned.pages:
        with stages.of("page"):
            sources[page.name] = call(page)
    for artefact in planned.files:
        with stages.of(artefact.kind):
            call(artefact)
    with tempfile.TemporaryDirectory() as folder, stages.of(ENGINE):
        engine.build("mkdocs", planned.shell, sources, Path(folder) / "work")


class Stages:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count what is done within for this stage."""
        start = _processor()
        yield
        self.spent[stage] += _processor() - start


def _processor() -> float:
    """Seconds of the processors so far, here and in the processes that have ended."""
    used = time.process_time()
    try:
        import resource
    except ImportError:  # not on Windows, where the engine is then left out
        return used
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used + ended.ru_utime + ended.ru_stime


if __name__ == "__main__":
    main()
