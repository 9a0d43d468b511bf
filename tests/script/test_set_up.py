"""build.py: what it does on machines that lack something, and how it hands over. None needs the network."""

import ast
import base64
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from script import POSIX, SCRIPT, start


def names(steps: list[list[str]]) -> list[str]:
    """Name each recorded step by what it does."""
    return ["venv" if "venv" in step else Path(step[-1]).stem for step in steps]


def started_as(folder: Path, version: str, search: str = "") -> subprocess.CompletedProcess[str]:
    """Start the script in a Python that says it is another version."""
    code = (
        f"import platform, runpy, sys; sys.version_info = ({version.replace('.', ', ')})\n"
        f"platform.python_version = lambda: {version!r}\n"
        "script = sys.argv.pop(1); runpy.run_path(script, run_name='not main')"
    )
    command = [sys.executable, "-c", code, str(folder / "build.py"), "check"]
    environment = {**os.environ, "PATH": search}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_old_python_is_told_in_plain_words(folder: Path) -> None:
    answer = started_as(folder, "3.9.2")
    words = "Trusted Adult needs Python 3.11 or newer; this is 3.9.2. Install a newer one, then try again.\n"
    assert (answer.returncode, answer.stderr) == (1, words)


@POSIX
def test_old_python_points_at_a_newer_one_on_the_machine(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "python3.12").touch(mode=0o755)
    typed = f"python3.12 '{folder / 'build.py'}' check"
    assert started_as(folder, "3.10.13", str(tmp_path)).stderr.endswith(f"this is 3.10.13. Type: {typed}\n")


def test_python_that_is_new_enough_is_not_stopped(folder: Path) -> None:
    assert started_as(folder, "3.11.0").returncode == 0
    assert started_as(folder, "3.14.0").returncode == 0


def parses_on_old_python(source: str) -> bool:
    try:
        ast.parse(source, feature_version=(3, 7))  # the oldest that ast imitates
    except SyntaxError:
        return False
    return not any(
        isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in ast.parse(source).body
    )


def test_script_parses_on_an_old_python() -> None:
    assert parses_on_old_python(SCRIPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "newer", ["from __future__ import annotations", "if (a := 1): pass", "match 1:\n case 1: 0"]
)
def test_newer_syntax_would_be_noticed(newer: str) -> None:
    assert not parses_on_old_python(newer)


def test_script_is_plain_ascii_and_standard_library_alone() -> None:
    source = SCRIPT.read_text(encoding="ascii")
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= sys.stdlib_module_names


# ---- When .venv is made, completed, or left alone


def test_first_run_makes_it(build: ModuleType, steps: list[list[str]]) -> None:
    build.prepare_venv("run")
    assert names(steps) == ["venv", "run"]
    assert {"--require-hashes", "--no-deps"} <= set(steps[1])
    assert set(build.recorded_state()) == {"python", "run"}


@pytest.mark.parametrize(("made_for", "wanted", "done"), [
    ("run", "run", []),
    ("test", "test", []),
    ("test", "run", []),
    ("run", "test", ["test"]),
    ("cluster", "run", []),
    ("test", "cluster", ["cluster"]),
])  # fmt: skip
def test_nothing_is_done_twice(
    build: ModuleType, steps: list[list[str]], made_for: str, wanted: str, done: list[str]
) -> None:
    build.prepare_venv(made_for)
    steps.clear()
    build.prepare_venv(wanted)
    assert names(steps) == done
    assert {made_for, wanted} <= set(build.recorded_state())


@pytest.mark.parametrize(("arguments", "name"), [
    ([], "run"),
    (["packs", "list.csv"], "run"),
    (["test", "--cluster"], "test"),
    (["packs", "list.csv", "--cluster", "local:2"], "cluster"),
    (["--cluster=tcp://192.0.2.1:8786"], "cluster"),
    (["dask", "worker", "tcp://192.0.2.1:8786"], "cluster"),
    (["packs", "--cluster-list.csv"], "run"),
])  # fmt: skip
def test_libraries_of_a_cluster_come_only_where_one_is_asked_for(
    build: ModuleType, arguments: list[str], name: str
) -> None:
    assert build.list_for(arguments) == name


@pytest.mark.parametrize("list_name", ["run", "test"])
def test_changed_list_makes_it_anew(build: ModuleType, steps: list[list[str]], list_name: str) -> None:
    build.prepare_venv("test")
    steps.clear()
    with build.lock_file(list_name).open("a") as file:
        file.write("another==1\n")
    build.prepare_venv("test")
    assert names(steps) == ["venv", "test"]


def change_stamp(build: ModuleType, text: str) -> None:
    build.STAMP.write_text(text)


@pytest.mark.parametrize("damage", [
    lambda build: build.STAMP.unlink(),
    lambda build: build.PYTHON.unlink(),
    lambda build: change_stamp(build, ""),
    lambda build: change_stamp(build, '{"run": '),
    lambda build: change_stamp(build, "[1]"),
    lambda build: change_stamp(build, "\x00"),
    lambda build: change_stamp(build, json.dumps({**build.recorded_state(), "python": "3.11.0 elsewhere"})),
], ids=["no stamp", "no Python", "empty", "cut off", "a list", "rubbish", "another Python"])  # fmt: skip
def test_damaged_one_is_made_anew(build: ModuleType, steps: list[list[str]], damage) -> None:
    build.prepare_venv("run")
    (build.VENV / "leftover").touch()
    damage(build)
    steps.clear()
    build.prepare_venv("run")
    assert names(steps) == ["venv", "run"]
    assert not (build.VENV / "leftover").exists()


def test_interrupted_step_leaves_no_stamp(build: ModuleType, steps: list[list[str]], monkeypatch) -> None:
    build.prepare_venv("run")

    def interrupted(command: list[str], failure: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build.prepare_venv("test")
    assert build.recorded_state() == {}


def test_failed_step_shows_the_end_of_what_it_printed(build: ModuleType) -> None:
    code = "import sys; print(*range(100), sep='\\n'); print('no \\xe9 route'); sys.exit(3)"
    with pytest.raises(build.SetUpError) as caught:
        build.run([sys.executable, "-c", code], "Try again.")
    text = str(caught.value)
    assert "    99\n" in text
    assert "    5\n" not in text
    assert text.endswith("route\n\nTry again.")


def test_successful_step_is_silent(build: ModuleType, capfd: pytest.CaptureFixture[str]) -> None:
    build.run([sys.executable, "-c", "print('noise')"], "Try again.")
    assert capfd.readouterr() == ("", "")


def make_wheel(folder: Path) -> tuple[Path, str]:
    """Make a library whose only module says hello, and return it with its hash."""
    wheel = folder / "coursekit-1-py3-none-any.whl"
    files = {
        "coursekit.py": "import sys; print('hello', sys.argv[1:], sys.prefix != sys.base_prefix)",
        "coursekit-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: coursekit\nVersion: 1\n",
        "coursekit-1.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }

    def line(name: str) -> str:
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name].encode()).digest()).rstrip(b"=").decode()
        return f"{name},sha256={digest},{len(files[name])}\n"

    files["coursekit-1.dist-info/RECORD"] = "".join(map(line, files)) + "coursekit-1.dist-info/RECORD,,\n"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel, hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_whole_way_from_nothing(folder: Path) -> None:
    if not importlib.util.find_spec("ensurepip"):
        pytest.skip("this Python cannot make a venv")
    wheel, digest = make_wheel(folder.parent)
    listed = folder / "requirements" / "run.txt"

    listed.write_text(f"coursekit @ {wheel.as_uri()} --hash=sha256:{'0' * 64}\n")
    refused = start(folder, "check", PIP_NO_INDEX="1")
    assert refused.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in refused.stderr
    assert "The libraries could not be installed." in refused.stderr
    assert "Traceback" not in refused.stderr

    listed.write_text(f"coursekit @ {wheel.as_uri()} --hash=sha256:{digest}\n")
    first = start(folder, "check", "ä b", PIP_NO_INDEX="1")
    assert (first.returncode, first.stdout) == (0, "hello ['check', 'ä b'] True\n"), first.stderr
    assert len(first.stderr.splitlines()) == 2

    again = start(folder, "check", PIP_NO_INDEX="1")
    assert (again.returncode, again.stdout, again.stderr) == (0, "hello ['check'] True\n", "")
