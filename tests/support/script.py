"""A copy of build.py, alone in a folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "build.py"


POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for Python")


def start(folder: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the copy from another folder, as a user would."""
    return subprocess.run(
        [sys.executable, str(folder / "build.py"), *arguments],
        cwd=folder.parent,
        env={**os.environ, **changes},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
