"""build.py: what it does on machines that lack something, and how it hands over. None needs the network."""

import ast
import base64
import hashlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "build.py"
POSIX = pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for Python")
INSTALL_DEB = "apt-get install -y --no-install-recommends"
PANGO_DEB = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
VENV_DEB = f"python3.{sys.version_info[1]}-venv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the project's outside, in a folder with a space and letters beyond ASCII."""
    home = tmp_path / "Año 7 – école"
    (home / "requirements").mkdir(parents=True)
    (home / "build.py").write_bytes(SCRIPT.read_bytes())
    (home / "requirements" / "run.txt").write_text("library==1\n")
    (home / "requirements" / "test.txt").write_text("library==1\ntester==1\n")
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


def names(steps: list[list[str]]) -> list[str]:
    """Name each recorded step by what it does."""
    return ["venv" if "venv" in step else Path(step[-1]).stem for step in steps]


# ---- An old Python


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
])  # fmt: skip
def test_nothing_is_done_twice(
    build: ModuleType, steps: list[list[str]], made_for: str, wanted: str, done: list[str]
) -> None:
    build.prepare_venv(made_for)
    steps.clear()
    build.prepare_venv(wanted)
    assert names(steps) == done
    assert wanted in build.recorded_state()


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


# ---- The real thing, with a library made here instead of a registry


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


# ---- What the system lacks


def lacking(build: ModuleType, monkeypatch, *parts: str) -> None:
    """Make the machine lack exactly these parts."""
    monkeypatch.setattr(build.importlib.util, "find_spec", lambda _: None if "venv" in parts else object())
    monkeypatch.setattr(build, "can_load", lambda name, _: "pango" not in parts or "atomic" in name)
    monkeypatch.setattr(build, "find_browser", lambda: "" if "browser" in parts else "/usr/bin/chromium")


@pytest.mark.parametrize(("command", "absent", "missing"), [
    ("build", [], []),
    ("build", ["venv", "pango", "browser"], ["venv", "pango"]),
    ("serve", ["pango"], ["pango"]),
    ("test", ["venv", "pango", "browser"], ["venv", "pango", "browser"]),
    ("test", [], []),
    ("check", ["pango", "browser"], []),
    ("new", ["pango", "venv"], ["venv"]),
    ("--help", ["pango"], []),
])  # fmt: skip
def test_only_what_the_command_needs_is_asked_for(
    build: ModuleType, monkeypatch, command: str, absent: list[str], missing: list[str]
) -> None:
    lacking(build, monkeypatch, *absent)
    assert build.missing_parts(command) == missing


def test_finished_venv_needs_no_venv_module(build: ModuleType, steps: list[list[str]], monkeypatch) -> None:
    build.prepare_venv("run")
    lacking(build, monkeypatch, "venv")
    assert build.missing_parts("build") == []


@pytest.mark.parametrize(("system", "needed"), [("linux", True), ("darwin", False), ("win32", False)])
def test_driver_needs_libatomic_on_linux_alone(build: ModuleType, monkeypatch, system, needed) -> None:
    monkeypatch.setattr(build, "can_load", lambda *_: False)
    assert build.has_driver(system) is not needed
    monkeypatch.setattr(build, "can_load", lambda *_: True)
    assert build.has_driver(system)


@pytest.mark.parametrize(("system", "name"), [
    ("linux", "libharfbuzz-subset.so.0"),
    ("darwin", "libfontconfig.1.dylib"),
    ("win32", "libgobject-2.0-0.dll"),
])  # fmt: skip
def test_libraries_are_looked_for_where_they_are(
    build: ModuleType, monkeypatch, tmp_path: Path, system: str, name: str
) -> None:
    monkeypatch.setattr(build.ctypes, "CDLL", lambda name: (_ for _ in ()).throw(OSError(name)))
    monkeypatch.setitem(build.FOLDERS, system, [str(tmp_path)])
    assert not build.has_pango(system)
    pattern = {"linux": "lib{}.so.{}", "darwin": "lib{}.{}.dylib", "win32": "lib{}-{}.dll"}[system]
    for library in build.LIBRARIES.items():
        (tmp_path / pattern.format(*library)).touch()
    assert build.has_pango(system)
    (tmp_path / name).unlink()
    assert not build.has_pango(system)


def test_chosen_windows_folder_wins(build: ModuleType, monkeypatch, tmp_path: Path) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(build, "can_load", lambda _, folders: not seen.append(folders))
    assert build.has_pango("win32")
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", f"{tmp_path};other")
    assert build.has_pango("win32")
    assert seen[0] == build.FOLDERS["win32"]
    assert seen[-1] == [str(tmp_path), "other"]


def test_library_that_the_system_knows_needs_no_folder(build: ModuleType, monkeypatch) -> None:
    assert not build.can_load("libnot-there.so.9", [])
    monkeypatch.setattr(build.ctypes, "CDLL", lambda _: object())
    assert build.can_load("libanything.so.1", [])


ASKED = [
    (["pango"], "apt-get", f"sudo apt-get update && sudo {INSTALL_DEB} {PANGO_DEB}"),
    (["venv"], "apt-get", f"sudo apt-get update && sudo {INSTALL_DEB} {VENV_DEB}"),
    (["pango"], "dnf", "sudo dnf install pango"),
    (["pango", "browser"], "pacman", "sudo pacman -S --needed pango chromium"),
    (["pango"], "apk", "sudo apk add pango fontconfig so:libharfbuzz-subset.so.0"),
    (["pango"], "zypper", "sudo zypper install libpango-1_0-0 libharfbuzz-subset0"),
    (["pango", "browser"], "brew", "brew install pango google-chrome"),
    (["browser"], "winget", 'cmd /c "winget install -e --id Google.Chrome"'),
    (
        ["pango"],
        "winget",
        (
            r'cmd /c "winget install -e --id MSYS2.MSYS2 & C:\msys64\usr\bin\bash -lc '
            "'pacman -Sy --noconfirm mingw-w64-ucrt-x86_64-pango'\""
        ),
    ),
]


@pytest.mark.parametrize(("missing", "tool", "command"), ASKED)
def test_one_command_is_asked_for(
    build: ModuleType, monkeypatch, missing: list[str], tool: str, command: str
) -> None:
    monkeypatch.setattr(build.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(build.platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    text = build.request(missing, tool, root=False)
    assert text.endswith(f"Type this, then run the same command again:\n\n    {command}\n")
    assert all(build.PARTS[part] in text for part in missing)
    assert "sudo" not in build.request(missing, tool, root=True)


def test_without_sudo_su_is_offered(build: ModuleType, monkeypatch) -> None:
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    text = build.request(["venv"], "apt-get", root=False)
    assert f"    su -c 'apt-get update && {INSTALL_DEB} {VENV_DEB}'\n" in text


def test_unknown_system_is_told_what_is_missing(build: ModuleType) -> None:
    text = build.request(["pango"], "", root=False)
    assert "Pango" in text
    assert "your system's own tool" in text


def test_ubuntu_names_chromium_differently(build: ModuleType, monkeypatch) -> None:
    monkeypatch.setattr(build.platform, "freedesktop_os_release", lambda: {"ID": "ubuntu"})
    assert build.install_command(["browser"], "apt-get").endswith("chromium-browser libatomic1")
    monkeypatch.setattr(build.platform, "freedesktop_os_release", lambda: {"ID": "debian"})
    assert build.install_command(["browser"], "apt-get").endswith("chromium libatomic1")


@pytest.mark.parametrize(("system", "present", "tool"), [
    ("darwin", "apt-get", "brew"),
    ("win32", "", "winget"),
    ("linux", "dnf", "dnf"),
    ("linux", "apt-get", "apt-get"),
    ("linux", "", ""),
])  # fmt: skip
def test_right_tool_for_the_system(build: ModuleType, monkeypatch, system, present, tool) -> None:
    monkeypatch.setattr(build.shutil, "which", lambda name: name if name == present else None)
    assert build.find_installer(system) == tool


def as_user(build: ModuleType, monkeypatch, number: int, tool: str) -> None:
    monkeypatch.setattr(build.os, "geteuid", lambda: number, raising=False)
    monkeypatch.setattr(build, "find_installer", lambda _: tool)
    monkeypatch.setattr(build.subprocess, "run", lambda *_, **__: None)


@POSIX
def test_root_on_debian_gets_them_installed(build: ModuleType, steps, monkeypatch, capsys) -> None:
    lacking(build, monkeypatch, "venv", "pango")
    as_user(build, monkeypatch, 0, "apt-get")
    record = build.run

    def install(command: list[str], failure: str) -> None:
        record(command, failure)
        lacking(build, monkeypatch)

    monkeypatch.setattr(build, "run", install)
    build.prepare_system("build")
    assert [step[:2] for step in steps] == [["apt-get", "install"]]
    assert {VENV_DEB, *PANGO_DEB.split()} <= set(steps[0])
    assert "Installing Python's venv module, Pango (for PDFs): apt-get install" in capsys.readouterr().err


@POSIX
@pytest.mark.parametrize(("number", "tool"), [(1000, "apt-get"), (0, "dnf")])
def test_nobody_else_gets_anything_installed(build: ModuleType, steps, monkeypatch, number, tool) -> None:
    lacking(build, monkeypatch, "pango")
    as_user(build, monkeypatch, number, tool)
    with pytest.raises(build.SetUpError, match="needs Pango"):
        build.prepare_system("build")
    assert steps == []


@POSIX
def test_install_that_did_not_help_ends_in_the_request(build: ModuleType, steps, monkeypatch) -> None:
    lacking(build, monkeypatch, "pango")
    as_user(build, monkeypatch, 0, "apt-get")
    with pytest.raises(build.SetUpError, match="Type this"):
        build.prepare_system("build")
    assert len(steps) == 1


def test_browser_is_found_and_a_chosen_one_wins(build: ModuleType, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TRUSTED_ADULT_BROWSER", raising=False)
    monkeypatch.setattr(build.shutil, "which", lambda _: None)
    monkeypatch.setattr(build, "BROWSER_FILES", [str(tmp_path / "Chrome.app")])
    assert build.find_browser() == ""
    (tmp_path / "Chrome.app").touch()
    assert build.find_browser() == str(tmp_path / "Chrome.app")
    (tmp_path / "mine").touch()
    monkeypatch.setenv("TRUSTED_ADULT_BROWSER", str(tmp_path / "mine"))
    assert build.find_browser() == str(tmp_path / "mine")
    monkeypatch.setenv("TRUSTED_ADULT_BROWSER", str(tmp_path / "gone"))
    assert build.find_browser() == str(tmp_path / "Chrome.app")


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


# ---- Two at once


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


# ---- Handing over


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
