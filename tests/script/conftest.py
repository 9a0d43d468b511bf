"""What several test files of this folder use."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from script import SCRIPT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the project's outside, in a folder with a space and letters beyond ASCII."""
    home = tmp_path / "Año 7 – école"
    (home / "requirements").mkdir(parents=True)
    (home / "build.py").write_bytes(SCRIPT.read_bytes())
    (home / "requirements" / "run.txt").write_text("library==1\n")
    (home / "requirements" / "test.txt").write_text("library==1\ntester==1\n")
    (home / "requirements" / "cluster.txt").write_text("library==1\nspreader==1\n")
    return home


@pytest.fixture
def build(folder: Path) -> ModuleType:
    """Import the copy by its path, as a module of its own."""
    spec = importlib.util.spec_from_file_location("build_copy", folder / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def steps(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record the steps instead of running them; making a .venv leaves a Python there."""
    taken: list[list[str]] = []

    def run(command: list[str], failure: str) -> None:
        taken.append(command)
        if "venv" in command:
            build.PYTHON.parent.mkdir(parents=True)
            build.PYTHON.touch()

    monkeypatch.setattr(build, "run", run)
    return taken
