"""Ten times the content."""

from collections.abc import Iterator
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.grow import multiply
from coursekit.bench.project import Project, build, copy_project


def figures(project: Project, folder: Path) -> Iterator[Figure]:
    """Time and memory of ten times the modules, quizzes and handouts."""
    one = project.cold
    copy = copy_project(project.root, folder / "ten")
    multiply(copy, 10)
    ten = build(copy)
    yield figure("ten times the content: time ÷ time", ten.seconds / one.seconds, 10.5)
    yield figure(
        "ten times the content: processor time ÷ processor time", ten.processor / one.processor, 10.5
    )
    yield figure("ten times the content: peak memory ÷ peak memory", ten.memory / one.memory, 3)
