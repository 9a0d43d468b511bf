"""What is made once a run, whatever the number of processes."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

Once = Callable[[str, Callable[[Path], object]], Path]
"""Makes a folder by its name, with a function, unless this run has it: tests read it, or copy it."""


def once_in(own: Path) -> Once:
    """For a process with this folder of pytest's."""
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    shared.mkdir(exist_ok=True)

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        made, whole = shared / name, shared / f"{name}.made"
        with FileLock(shared / f"{name}.lock"):
            if not whole.exists():  # one that failed half-way is begun anew
                shutil.rmtree(made, ignore_errors=True)
                make(made)
                whole.touch()
        return made

    return folder
