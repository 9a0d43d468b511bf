"""Set up whatever is missing, then hand over to the course's own program: python3 build.py [command].

Standard library alone, because it runs before anything else is there. An old Python has to get far enough
to say that it is too old: no syntax newer than 3.6 here, and the version is looked at before all else.
Notices go to standard error, so that what a command prints can be piped; plain ASCII, for any console.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT

OLDEST = (3, 11)  # a name, because checkers take a comparison with a literal for always true
if sys.version_info < OLDEST:
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    typed = " ".join(map(shlex.quote, [*newer[:1], *sys.argv]))
    advice = f"Type: {typed}" if newer else "Install a newer one, then try again."
    sys.exit(f"Trusted Adult needs Python 3.11 or newer; this is {platform.python_version()}. {advice}")
if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).absolute().parent  # not resolve(): it swaps Windows' mapped drives for network names
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up.json"  # written last: without it, .venv is unfinished
LISTS = ("run", "test", "cluster")  # of libraries, in requirements/
# These commands draw no page, so they need no Pango.
NO_PDF = ("check", "new", "watch", "ids", "translate", "--help", "--version")

# fmt: off
LIBRARIES = {  # what WeasyPrint loads (weasyprint/text/ffi.py), with the version in the file's name
    "gobject-2.0": 0, "pango-1.0": 0, "pangoft2-1.0": 0, "harfbuzz": 0, "harfbuzz-subset": 0, "fontconfig": 1,
}
FOLDERS = {  # where to look before the system's own places; on a Mac: Homebrew (ARM, Intel), MacPorts
    "darwin": ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"],
    "win32": [r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin", r"C:\Program Files\GTK3-Runtime Win64\bin"],
}
PARTS = {"venv": "Python's venv module", "pango": "Pango (for PDFs)", "browser": "a browser (for the tests)"}
INSTALLERS = {  # tool: what to type, then what brings each part, in the order of PARTS
    # Debian's plain python3-venv serves only Debian's default Python, so the version is named.
    "apt-get": ("apt-get install -y --no-install-recommends", f"python3.{sys.version_info[1]}-venv",
                "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "chromium libatomic1"),
    "dnf": ("dnf install", "python3", "pango", "chromium libatomic"),
    "pacman": ("pacman -S --needed", "python", "pango", "chromium"),
    "zypper": ("zypper install", "python3", "libpango-1_0-0 libharfbuzz-subset0", "chromium libatomic1"),
    "apk": ("apk add", "python3", "pango fontconfig so:libharfbuzz-subset.so.0", "chromium"),
    "brew": ("brew install", "python", "pango", "google-chrome"),
    "winget": ("", "winget install -e --id Python.Python.3.13",
               (r"winget install -e --id MSYS2.MSYS2 & C:\msys64\usr\bin\bash -lc "
                "'pacman -Sy --noconfirm mingw-w64-ucrt-x86_64-pango'"),
               "winget install -e --id Google.Chrome"),
}
EVERY_TEST = ["-n", "logical", "--dist", "loadfile"]  # on all processors; what one file draws, it draws once
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable", "microsoft-edge"]
BROWSER_FILES = [f"/Applications/{app}.app/Contents/MacOS/{app}" for app in ("Google Chrome", "Chromium")] + [
    rf"%{base}%\{app}" for base in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
    for app in (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
]
# fmt: on


class SetUpError(Exception):
    """A step that cannot go on; its text is all that the user sees."""


def say(text: str) -> None:
    """Print one plain line about what is going on."""
    print(text, file=sys.stderr, flush=True)


def run(command: list[str], failure: str) -> None:
    """Run a quiet step; if it fails, stop with the end of what it printed, and `failure`."""
    # close_fds=False passes the lock on: if this process is killed, a step that outlives it keeps the lock.
    step = subprocess.run(command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, close_fds=False, check=False)
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
    """Let one process at a time prepare this folder. The system frees the lock of one that dies."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache" / "set-up.lock").open("a") as file:
        os.set_inheritable(file.fileno(), os.name == "posix")
        if not try_lock(file.fileno()):
            say("Another build.py is preparing this folder; waiting for it.")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def lock_file(which: str) -> Path:
    """Return the list of libraries for `run`, `test` or `cluster`."""
    return ROOT / "requirements" / f"{which}.txt"


def current_state() -> dict[str, str]:
    """Say what a complete .venv would be made from, now."""
    hashes = {which: hashlib.sha256(lock_file(which).read_bytes()).hexdigest() for which in LISTS}
    return {"python": f"{platform.python_version()} {sysconfig.get_platform()} {sys.base_prefix}", **hashes}


def recorded_state() -> dict[str, str]:
    """Read what .venv was made from; nothing if it is unfinished, broken or out of date in any part."""
    try:
        state = dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
    return state if PYTHON.exists() and state.items() <= current_state().items() else {}


def prepare_venv(which: str) -> None:
    """Make .venv hold what requirements/`which`.txt lists; do nothing if it does already."""
    current, state = current_state(), recorded_state()
    if which in state:
        return
    STAMP.unlink(missing_ok=True)
    if not state:  # anew, not on top: what an unfinished or older one left behind would stay
        if VENV.exists():
            shutil.rmtree(VENV)
        say("Making .venv, a folder for the libraries.")
        # Should this be the old .venv's own Python, it has just been deleted.
        base = getattr(sys, "_base_executable", None) or sys.executable
        run([base, "-I", "-m", "venv", str(VENV)], f"Python could not make {VENV}. Is the disk full?")
    say(f"Installing the libraries of requirements/{which}.txt (once, and when the list changes).")
    pip = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", "--no-deps", "-r", str(lock_file(which))],
        "The libraries could not be installed. Check the internet connection (behind a proxy, set\n"
        "HTTPS_PROXY), then try again. The list is made for Python 3.11 to 3.13; "
        f"this is {platform.python_version()}.",
    )
    there = ("python", "run", which, *state)
    STAMP.write_text(json.dumps({key: current[key] for key in current if key in there}), encoding="utf-8")


def list_for(arguments: list[str]) -> str:
    """Say which libraries a command needs: those of a cluster only where one is asked for."""
    if arguments[:1] == ["test"]:
        return "test"
    asked = arguments[:1] == ["dask"] or any(part.split("=")[0] == "--cluster" for part in arguments)
    return "cluster" if asked else "run"


def can_load(name: str, folders: list[str]) -> bool:
    """Look for a library where WeasyPrint does: in some folders, then wherever the system looks."""
    with contextlib.suppress(OSError):
        return any(Path(folder, name).is_file() for folder in folders) or bool(ctypes.CDLL(name))
    return False


def has_pango(system: str) -> bool:
    """Tell whether every library that WeasyPrint needs is there."""
    pattern = {"win32": "lib{}-{}.dll", "darwin": "lib{}.{}.dylib"}.get(system, "lib{}.so.{}")
    chosen = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", "") if system == "win32" else ""
    folders = chosen.split(";") if chosen else FOLDERS.get(system, [])
    return all(can_load(pattern.format(*library), folders) for library in LIBRARIES.items())


def has_driver(system: str) -> bool:
    """Tell whether Playwright, which drives the browser, can start: on Linux its Node.js needs libatomic."""
    return not system.startswith("linux") or can_load("libatomic.so.1", [])


def find_browser() -> str:
    """Return the path of a browser that tests can drive, or nothing."""
    known = [*map(shutil.which, BROWSERS), *map(os.path.expandvars, BROWSER_FILES)]
    paths = [os.environ.get("TRUSTED_ADULT_BROWSER"), *known]
    return next((path for path in paths if path and Path(path).is_file()), "")


def missing_parts(command: str) -> list[str]:
    """List the system parts that `command` needs and that pip cannot bring."""
    importlib.invalidate_caches()
    absent = {
        "venv": not recorded_state() and not importlib.util.find_spec("ensurepip"),
        "pango": command not in NO_PDF and not has_pango(sys.platform),
        "browser": command == "test" and not (find_browser() and has_driver(sys.platform)),
    }
    return [part for part in PARTS if absent[part]]


def find_installer(system: str) -> str:
    """Name the tool that installs programs on this system; nothing if it is one we do not know."""
    if system in ("darwin", "win32"):
        return {"darwin": "brew", "win32": "winget"}[system]
    return next((tool for tool in INSTALLERS if shutil.which(tool)), "")


def install_command(missing: list[str], tool: str) -> str:
    """Put together the command that brings the missing parts."""
    start, *packages = INSTALLERS[tool]
    wanted = [package for part, package in zip(PARTS, packages, strict=True) if part in missing]
    if tool == "winget":
        return 'cmd /c "' + " & ".join(wanted) + '"'  # the same in PowerShell and in the old command window
    with contextlib.suppress(OSError):  # Ubuntu has its own name for Chromium
        if tool == "apt-get" and platform.freedesktop_os_release().get("ID") == "ubuntu":
            wanted = [package.replace("chromium", "chromium-browser") for package in wanted]
    return " ".join([start, *wanted])


def request(missing: list[str], tool: str, *, root: bool) -> str:
    """Ask for the missing parts: the one command to type."""
    needs = "Trusted Adult also needs " + ", ".join(PARTS[part] for part in missing) + ". "
    if not tool:
        return needs + "Install it with your system's own tool, then run the same command again."
    steps = [*(["apt-get update"] if tool == "apt-get" else []), install_command(missing, tool)]
    if root or tool in ("brew", "winget"):  # neither is used as administrator
        command = " && ".join(steps)
    elif shutil.which("sudo"):
        command = " && ".join(f"sudo {step}" for step in steps)
    else:
        command = f"su -c '{' && '.join(steps)}'"
    return f"{needs}Type this, then run the same command again:\n\n    {command}\n"


def prepare_system(command: str) -> None:
    """Install the system parts that `command` needs if we may, or ask for them."""
    missing = missing_parts(command)
    tool = find_installer(sys.platform)
    root = sys.platform != "win32" and os.geteuid() == 0
    if missing and root and tool == "apt-get":
        install = install_command(missing, tool)
        say(f"Installing {', '.join(PARTS[part] for part in missing)}: {install}")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        # The update also fails for a source of somebody else's, which need not matter to what we install.
        subprocess.run(["apt-get", "update"], stdin=DEVNULL, capture_output=True, check=False)
        run([*install.split(), "-o", "DPkg::Lock::Timeout=300"], "apt-get failed. Is this machine online?")
        missing = missing_parts(command)
    if missing:
        raise SetUpError(request(missing, tool, root=root))


def child_environment() -> dict[str, str]:
    """Describe the surroundings in which the course's program runs."""
    unwanted = ("PYTHONHOME", "PYTHONOPTIMIZE")  # the latter drops docstrings, of which schemas are made
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    # Of folders, ours alone joins the libraries: the user's own, where a "json.py" may lie, does not.
    environment.update(PYTHONPATH=str(ROOT), PYTHONSAFEPATH="1", PYTHONUTF8="1")
    # A worker of ours that says nothing for so long is given up; Dask itself waits for five minutes.
    environment.setdefault("DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL", "60s")
    browser = find_browser()
    if browser:
        environment["TRUSTED_ADULT_BROWSER"] = browser
    if sys.platform == "darwin":  # where Homebrew puts libraries is not searched by itself on ARM
        own = environment.get("DYLD_FALLBACK_LIBRARY_PATH")
        places = [*([own] if own else []), *FOLDERS["darwin"], "/usr/lib"]
        environment["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(places)
    return environment


def hand_over(arguments: list[str]) -> int:
    """Run the tests, dask, or the course's program with the same arguments, and return its exit code."""
    command = [str(PYTHON), "-m", "coursekit", *(arguments or ["build"])]
    if arguments[:1] == ["dask"]:
        command = [str(PYTHON), "-m", *arguments]
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        command = [str(PYTHON), "-m", "pytest", *(arguments[1:] or EVERY_TEST)]
    if os.name == "posix":
        os.execve(PYTHON, command, child_environment())  # noqa: S606  it takes our place: signals reach it
    child = subprocess.Popen(command, env=child_environment())
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the child got it too, and decides
            return child.wait()


def main(arguments: list[str]) -> int:
    """Prepare this folder for the command, then run it."""
    command = arguments[0] if arguments else "build"
    try:
        with alone():
            prepare_system(command)
            prepare_venv(list_for(arguments))
        return hand_over(arguments)
    except SetUpError as problem:
        say(f"\n{problem}")
    except OSError as problem:
        say(f"\nSet-up stopped: {problem}. Is the folder yours to write in, and is there room on the disk?")
    except KeyboardInterrupt:
        say("\nStopped. The next run starts where it is safe.")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
