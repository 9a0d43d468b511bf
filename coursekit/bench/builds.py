"""A cold build, one of nothing new, and one after an edit."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.measured import Cost, cost
from coursekit.bench.project import Project, build, edit, listing, made, of
from coursekit.bench.stages import ENGINE, WRITTEN

QUIZ = ("quizzes/sexting-law.yml", r"(?m)^title: (.+)$", r"title: \1 now")
CONTACT = ("facts/contacts/scotland.yml", r"(?m)^  cost: Free$", "  cost: Free of charge")


def figures(project: Project, _folder: Path) -> Iterator[Figure]:
    """What builds cost, and where the time goes."""
    cold, copy = project.cold, project.built
    yield figure("cold build, s", cold.seconds)
    yield figure("cold build, processor s", cold.processor)
    same = min(build(copy).seconds for _ in range(3))
    yield figure("nothing changed, s", same, 0.4)
    yield figure("nothing changed ÷ cold", same / cold.seconds, 0.01)
    for what, source, pattern, new in (("quiz", *QUIZ), ("contact", *CONTACT)):
        edit(copy, source, pattern, new)
        yield from _edited(copy, what, source, cold)
    yield from _stages(copy, cold)


def _edited(copy: Path, what: str, source: str, cold: Cost) -> Iterator[Figure]:
    edited = build(copy)
    remade, listed = made(edited), listing(copy, source)
    yield figure(f"one {what} edited: artefacts remade, not listed", len(remade - listed), 0)
    yield figure(f"one {what} edited: artefacts remade", len(remade))
    yield figure(f"one {what} edited ÷ cold", edited.seconds / cold.seconds, 0.1)


def _stages(copy: Path, cold: Cost) -> Iterator[Figure]:
    """Each stage alone in one process, and what of a cold build is inside the libraries."""
    command = [sys.executable, "-m", "coursekit.bench.stages"]
    spent = json.loads(cost(command, copy, of(copy)).printed)
    for stage, seconds in spent.items():
        yield figure(f"  of it {stage}, % of processor time", 100 * seconds / sum(spent.values()))
    inside = sum(spent[stage] for stage in (*WRITTEN, ENGINE))
    yield figure(
        "cold ÷ (inside the libraries ÷ processes)", cold.seconds / inside * (os.cpu_count() or 1), 1.25
    )
