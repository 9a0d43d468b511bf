"""Set up whatever is missing, then hand over to the course's own program: python3 build.py [command].

Standard library alone, because it runs before anything else is there. An old Python has to get far enough to say
that it is too old: no syntax newer than 3.6 in this file, and the version is looked at before anything is defined.
Notices go to standard error, so that what a command prints can be piped; they are plain ASCII, for any console.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 11)  # a name, because checkers call a comparison with a literal always true
if sys.version_info < OLDEST:
    NEWER = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    ADVICE = f"Type: {NEWER[0]} build.py" if NEWER else "Install a newer Python, then run the same command with it."
    sys.exit(f"Trusted Adult needs Python 3.11 or newer; this is {platform.python_version()}. {ADVICE}")

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).absolute().parent  # not resolve(): on Windows it swaps a mapped drive for a network name
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up.json"  # written last: without it, .venv is unfinished

NO_PDF = {"check", "new", "--help", "--version"}  # commands that never draw a page need no Pango
PARTS = {
    "venv": "Python's venv module, for a folder of libraries",
    "pango": "Pango, for PDFs",
    "browser": "a browser such as Chromium, for tests",
}
LIBRARIES = {  # what WeasyPrint loads, with the version in its file name (weasyprint/text/ffi.py)
    "gobject-2.0": 0, "pango-1.0": 0, "pangoft2-1.0": 0, "harfbuzz": 0, "harfbuzz-subset": 0, "fontconfig": 1,
}  # fmt: skip
FILE_NAMES = {"win32": "lib{}-{}.dll", "darwin": "lib{}.{}.dylib", "linux": "lib{}.so.{}"}
MAC_FOLDERS = ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"]  # Homebrew on ARM and Intel, MacPorts
WINDOWS_FOLDERS = [r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin", r"C:\Program Files\GTK3-Runtime Win64\bin"]
INSTALLERS = {  # tool: (its install command, packages for each part)
    # Python's own minor version, because Debian's python3-venv only serves Debian's default Python.
    "apt-get": ("apt-get install -y --no-install-recommends", {
        "venv": f"python3.{sys.version_info[1]}-venv",
        "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "browser": "chromium",
    }),
    "dnf": ("dnf install -y", {"venv": "python3", "pango": "pango", "browser": "chromium"}),
    "pacman": ("pacman -S --needed", {"venv": "python", "pango": "pango", "browser": "chromium"}),
    "zypper": ("zypper install", {
        "venv": "python3", "pango": "libpango-1_0-0 libharfbuzz-subset0", "browser": "chromium",
    }),
    "apk": ("apk add", {
        "venv": "python3", "pango": "pango fontconfig so:libharfbuzz-subset.so.0", "browser": "chromium",
    }),
    "brew": ("brew install", {"venv": "python", "pango": "pango", "browser": "google-chrome"}),
}  # fmt: skip
WINDOWS_STEPS = {
    "venv": "winget install -e --id Python.Python.3.13",
    "pango": r"winget install -e --id MSYS2.MSYS2 & "
    r"C:\msys64\usr\bin\bash -lc 'pacman -Sy --noconfirm mingw-w64-ucrt-x86_64-pango'",
    "browser": "winget install -e --id Google.Chrome",
}
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
BROWSER_FILES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
]


class SetUpError(Exception):
    """A step that cannot go on; its text is all that the user sees."""


def say(text: str) -> None:
    """Print one plain line about what is going on."""
    print(text, file=sys.stderr, flush=True)


def run(command: list[str], failure: str) -> None:
    """Run a quiet step; if it fails, stop with `failure` and the end of what the step printed."""
    # Open files are passed on: if this process is killed, the step that outlives it still holds the lock.
    step = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, close_fds=False, check=False
    )
    if step.returncode:
        printed = step.stdout.decode("utf-8", "replace").strip().splitlines()[-15:]
        raise SetUpError("\n".join([*("    " + line for line in printed), "", failure]))


def try_lock(descriptor: int) -> bool:
    """Take the lock unless another process has it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a disk without locks, such as some network drives: better unguarded than not at all
    return True


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time prepare this folder. The system drops the lock of one that dies."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache" / "set-up.lock").open("a") as file:
        if os.name == "posix":
            os.set_inheritable(file.fileno(), True)
        if not try_lock(file.fileno()):
            say("Another build.py is preparing this folder; waiting for it.")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def current_state() -> dict[str, str]:
    """Say what a complete .venv would be made from, now."""
    state = {"python": f"{platform.python_version()} {sysconfig.get_platform()} {sys.base_prefix}"}
    for which in ("run", "test"):
        state[which] = hashlib.sha256((ROOT / "requirements" / f"{which}.txt").read_bytes()).hexdigest()
    return state


def recorded_state() -> dict[str, str]:
    """Read what .venv was made from; nothing if it is unfinished, broken or out of date in any part."""
    try:
        state = dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
    return state if PYTHON.exists() and state.items() <= current_state().items() else {}


def prepare_venv(which: str) -> None:
    """Make .venv hold exactly what requirements/`which`.txt lists; do nothing if it does already."""
    state = recorded_state()
    if which in state:
        return
    if not state:
        # Anew, not on top: an interrupted or outdated folder could keep files that the lock file does not list.
        STAMP.unlink(missing_ok=True)
        if VENV.exists():
            shutil.rmtree(VENV)
        say("Making .venv, a folder for the libraries.")
        base = getattr(sys, "_base_executable", None) or sys.executable  # started by the old .venv's own Python
        run([base, "-I", "-m", "venv", str(VENV)], f"Python could not make the folder {VENV}. Is the disk full?")
    say(f"Installing the libraries listed in requirements/{which}.txt (some minutes, only when the list changes).")
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", "--no-deps", "-r", str(ROOT / "requirements" / f"{which}.txt")],
        "The libraries could not be installed. Check the internet connection, then run the same command again.\n"
        "Behind a proxy, set HTTPS_PROXY first. The list is tested with Python 3.11 to 3.13; "
        f"this is {platform.python_version()}.",
    )
    current = current_state()
    STAMP.write_text(json.dumps({key: current[key] for key in ("python", "run", which)}), encoding="utf-8")


def has_pango() -> bool:
    """Tell whether the libraries that WeasyPrint needs can be loaded."""
    folders: list[str] = []
    if sys.platform == "win32":
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", ";".join(WINDOWS_FOLDERS)).split(";")
    elif sys.platform == "darwin":
        folders = MAC_FOLDERS
    pattern = FILE_NAMES.get(sys.platform, FILE_NAMES["linux"])
    return all(can_load(pattern.format(*library), folders) for library in LIBRARIES.items())


def can_load(name: str, folders: list[str]) -> bool:
    """Look for a library where WeasyPrint does: in some folders, then wherever the system looks."""
    if any(Path(folder, name).is_file() for folder in folders):
        return True
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_browser() -> str:
    """Return the path of a browser that tests can drive, or nothing."""
    files = [os.environ.get("TRUSTED_ADULT_BROWSER", ""), *map(os.path.expandvars, BROWSER_FILES)]
    found = [shutil.which(name) for name in BROWSERS]
    return next((path for path in [files[0], *found, *files[1:]] if path and Path(path).is_file()), "")


def missing_parts(command: str) -> list[str]:
    """List the system parts that `command` needs and that pip cannot bring."""
    importlib.invalidate_caches()
    absent = {
        "venv": not recorded_state() and not importlib.util.find_spec("ensurepip"),
        "pango": command not in NO_PDF and not has_pango(),
        "browser": command == "test" and not find_browser(),
    }
    return [part for part in PARTS if absent[part]]


def install_command(missing: list[str], system: str, tool: str) -> str:
    """Give the one command that installs the missing parts with this system's own tool."""
    if system == "win32":
        return 'cmd /c "' + " & ".join(WINDOWS_STEPS[part] for part in missing) + '"'
    verb, packages = INSTALLERS[tool]
    command = " ".join([verb, *(packages[part] for part in missing)])
    if tool == "apt-get" and "chromium" in command and is_ubuntu():
        command = command.replace("chromium", "chromium-browser")  # Ubuntu's name for it
    return command
