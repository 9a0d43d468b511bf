"""build.py: never a traceback, never two at once, and how it hands over."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from script import POSIX, start

# ---- Never a traceback


@pytest.mark.parametrize(("problem", "code", "words"), [
    (OSError(28, "No space left on device"), 1, "No space left on device"),
    (KeyboardInterrupt(), 130, "Stopped."),
])  # fmt: skip
def test_trouble_is_told_in_a_line(build: ModuleType, monkeypatch, capsys, problem, code, words) -> None:
    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr(build, "prepare_system", fail)
    assert build.main(["check"]) == code
    assert words in capsys.readouterr().err


def test_missing_list_is_told_in_a_line(folder: Path) -> None:
    (folder / "requirements" / "run.txt").unlink()
    answer = start(folder, "check")
    assert answer.returncode == 1
    assert "run.txt" in answer.stderr
    assert "Traceback" not in answer.stderr


def locked_elsewhere(folder: Path) -> subprocess.Popen[str]:
    """Start another process that holds the folder until it is killed."""
    code = (
        "import importlib.util as u, sys, time\n"
        f"s = u.spec_from_file_location('b', {str(folder / 'build.py')!r}); b = u.module_from_spec(s)\n"
        "s.loader.exec_module(b)\n"
        "with b.alone():\n    print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_second_waits_for_the_first_and_survives_its_death(folder: Path, build: ModuleType, capsys) -> None:
    with locked_elsewhere(folder) as first:
        try:
            with (folder / ".cache" / "set-up.lock").open("a") as file:
                assert not build.try_lock(file.fileno())
        finally:
            first.kill()
    with build.alone():
        assert (folder / ".cache" / "set-up.lock").exists()
    assert "waiting" not in capsys.readouterr().err


@POSIX
def test_waiting_is_said_once(folder: Path, build: ModuleType, capsys, monkeypatch) -> None:
    with locked_elsewhere(folder) as first:
        naps: list[float] = []

        def nap(seconds: float) -> None:
            naps.append(seconds)
            if len(naps) == 3:
                os.kill(first.pid, signal.SIGKILL)
                first.wait()

        monkeypatch.setattr(build, "time", SimpleNamespace(sleep=nap))
        with build.alone():
            pass
    assert len(naps) == 3
    assert capsys.readouterr().err.count("waiting for it") == 1


@POSIX
def test_step_that_outlives_us_keeps_the_lock(folder: Path, build: ModuleType, tmp_path: Path) -> None:
    build.VENV.mkdir()
    sign = tmp_path / "sign"
    step = f"import pathlib, time; pathlib.Path({str(sign)!r}).write_text('up'); time.sleep(60)"
    code = (
        "import importlib.util as u, sys\n"
        f"s = u.spec_from_file_location('b', {str(folder / 'build.py')!r}); b = u.module_from_spec(s)\n"
        "s.loader.exec_module(b)\n"
        f"with b.alone():\n    b.run([sys.executable, '-c', {step!r}], '')"
    )
    with subprocess.Popen([sys.executable, "-c", code], start_new_session=True) as process:
        try:
            while not sign.exists():
                time.sleep(0.02)
            process.kill()
            process.wait()
            with (folder / ".cache" / "set-up.lock").open("a") as file:
                assert not build.try_lock(file.fileno())
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # the step alone is left in the session that we made


@pytest.fixture
def prepared(folder: Path, build: ModuleType) -> Path:
    """Give the copy a finished .venv whose Python only tells how it was called."""
    build.PYTHON.parent.mkdir(parents=True)
    build.PYTHON.write_text(
        '#!/bin/sh\nfor word in "$@"; do echo "$word"; done\necho "in $(basename "$PWD")"\n'
        'echo "$PYTHONPATH,$PYTHONSAFEPATH,$PYTHONUTF8,${PYTHONHOME-unset},$TRUSTED_ADULT_BROWSER"\nexit 7\n'
    )
    build.PYTHON.chmod(0o755)
    build.STAMP.write_text(json.dumps(build.current_state()))
    return folder


@POSIX
@pytest.mark.parametrize(("arguments", "command"), [
    (["check", "--release", "a b"], ["coursekit", "check", "--release", "a b"]),
    (["new", "quiz", "ñ"], ["coursekit", "new", "quiz", "ñ"]),
    (["--help"], ["coursekit", "--help"]),
    (["dask", "worker", "--nthreads", "1"], ["dask", "worker", "--nthreads", "1"]),
])  # fmt: skip
def test_hands_over_with_arguments_place_and_exit_code(prepared: Path, arguments, command) -> None:
    browser = prepared / "browser"
    browser.touch()
    answer = start(prepared, *arguments, TRUSTED_ADULT_BROWSER=str(browser), PYTHONPATH="/elsewhere")
    *words, place, surroundings = answer.stdout.splitlines()
    assert (answer.returncode, answer.stderr) == (7, "")
    assert words == ["-m", *command]
    assert place == f"in {prepared.parent.name}"  # a school's list is looked for where the user is
    assert surroundings == f"{prepared},1,1,unset,{browser}"


@pytest.mark.parametrize(("arguments", "words"), [
    ([], ["coursekit", "build"]),
    (["build", "--site", "x"], ["coursekit", "build", "--site", "x"]),
    (["test"], ["pytest", "-n", "logical", "--dist", "loadfile"]),
    (["test", "-k", "one two"], ["pytest", "-k", "one two"]),
    (["new", "module", "test"], ["coursekit", "new", "module", "test"]),
])  # fmt: skip
def test_command_that_takes_over(build: ModuleType, monkeypatch, arguments, words) -> None:
    taken: list[list[str]] = []
    monkeypatch.chdir(build.ROOT.parent)
    monkeypatch.setattr(build.os, "execve", lambda _, command, __: taken.append(command))
    monkeypatch.setattr(build.subprocess, "Popen", lambda *_, **__: SimpleNamespace(wait=lambda: 0))
    build.hand_over(arguments)
    assert taken == [[str(build.PYTHON), "-m", *words]]
    assert Path.cwd() == (build.ROOT if words[0] == "pytest" else build.ROOT.parent)


def test_ctrl_c_is_left_to_the_child_where_nothing_can_take_our_place(build: ModuleType, monkeypatch) -> None:
    class Child:
        waits = 0

        def wait(self) -> int:
            self.waits += 1
            if self.waits == 1:
                raise KeyboardInterrupt
            return 5

    monkeypatch.setattr(build, "os", SimpleNamespace(name="nt", environ={}))
    monkeypatch.setattr(build.subprocess, "Popen", lambda *_, **__: Child())
    monkeypatch.setattr(build, "find_browser", lambda: "")
    assert build.hand_over(["serve"]) == 5


def test_environment_of_the_child(build: ModuleType, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/broken")
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    monkeypatch.delenv("TRUSTED_ADULT_BROWSER", raising=False)
    monkeypatch.setattr(build, "find_browser", lambda: "")
    monkeypatch.setattr(build.sys, "platform", "linux")
    plain = build.child_environment()
    monkeypatch.setattr(build.sys, "platform", "darwin")
    mac = build.child_environment()
    assert "PYTHONHOME" not in plain
    assert "TRUSTED_ADULT_BROWSER" not in plain
    assert plain["DYLD_FALLBACK_LIBRARY_PATH"] == "/mine"
    assert mac["DYLD_FALLBACK_LIBRARY_PATH"].split(":")[:2] == ["/mine", "/opt/homebrew/lib"]


@POSIX
def test_signal_reaches_what_took_our_place(prepared: Path, build: ModuleType) -> None:
    build.PYTHON.write_text("#!/bin/sh\ntrap 'exit 9' TERM\necho ready\nwhile :; do sleep 0.05; done\n")
    command = [sys.executable, str(prepared / "build.py"), "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.terminate()
        assert process.wait(timeout=10) == 9
