"""Copies of the project, built and edited by the commands people type."""

import json
import os
import re
import shutil
import sys
from functools import cached_property
from pathlib import Path

from coursekit.bench.measured import Cost, cost

COPIED = ("course", "quizzes", "facts", "templates", "coursekit", "requirements", "school.yml", "mkdocs.yml")


def copy_project(root: Path, to: Path) -> Path:
    """Copy what a build needs to another folder, and return that folder."""
    to.mkdir(parents=True)
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, to / name)
    return to


def of(project: Path) -> dict[str, str]:
    """An environment in which Python finds the program of this copy, not the one that is running."""
    return os.environ | {"PYTHONPATH": str(project)}


def build(project: Path) -> Cost:
    """Build, and tell what it cost.

    Raises StoppedError where the build fails.
    """
    return cost([sys.executable, "-m", "coursekit", "build"], project, of(project))


class Project:
    """The project that is measured, and one copy of it that is built cold, once, for all who ask."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self._folder = root, folder

    @cached_property
    def _first(self) -> tuple[Path, Cost]:
        copy = copy_project(self.root, self._folder / "built")
        return copy, build(copy)

    @property
    def built(self) -> Path:
        """The copy, as the parts before have left it."""
        return self._first[0]

    @property
    def cold(self) -> Cost:
        """What its first build cost."""
        return self._first[1]


def made(done: Cost) -> set[str]:
    """The paths of what a build made."""
    return set(re.findall(r"(?m)^made (.+)$", done.printed))


def listing(project: Path, source: str) -> set[str]:
    """The outputs that name this file among their sources."""
    report = json.loads((project / "site/build.json").read_bytes())["outputs"]
    return {entry["path"] for entry in report if source in entry["sources"]}


def edit(project: Path, source: str, pattern: str, new: str) -> None:
    """Change the first text that fits a pattern in one of the author's files."""
    file = project / source
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
    if not count:
        raise RuntimeError(f"nothing to edit in {file}")
    file.write_text(text, encoding="utf-8")


def sides(project: Path) -> int:
    """Printed pages in all PDFs of the site."""
    import pikepdf

    total = 0
    for file in sorted((project / "site").rglob("*.pdf")):
        with pikepdf.open(file) as pdf:
            total += len(pdf.pages)
    return total
