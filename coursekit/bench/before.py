"""An earlier version beside this one: processor time for each printed page."""

import subprocess
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.project import Project, build, sides

COMMIT = "858241e5c14291546c2f937590497c366175c788"
"""The first version that stood whole."""


def figures(project: Project, folder: Path) -> Iterator[Figure]:
    """What a printed page costs now ÷ what it cost then, both built with the libraries of now."""
    earlier = folder / "then"
    with tarfile.open(fileobj=BytesIO(_archive(project.root))) as archive:
        archive.extractall(earlier, filter="data")
    then, sides_then = build(earlier), sides(earlier)
    now, sides_now = project.cold, sides(project.built)
    yield figure("printed pages then", sides_then)
    yield figure("printed pages now", sides_now)
    yield figure("processor ms a printed page then", 1000 * then.processor / sides_then)
    yield figure("processor ms a printed page now", 1000 * now.processor / sides_now)
    by_processor = (now.processor / sides_now) / (then.processor / sides_then)
    yield figure("processor time a printed page ÷ then", by_processor, 0.45)
    yield figure("time a printed page ÷ then", (now.seconds / sides_now) / (then.seconds / sides_then), 0.5)


def _archive(root: Path) -> bytes:
    command = ["git", "archive", "--format=tar", COMMIT]
    return subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
