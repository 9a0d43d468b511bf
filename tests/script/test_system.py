"""build.py: what it says and does where the system lacks something. None needs the network."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from script import POSIX

INSTALL_DEB = "apt-get install -y --no-install-recommends"


PANGO_DEB = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


VENV_DEB = f"python3.{sys.version_info[1]}-venv"


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
