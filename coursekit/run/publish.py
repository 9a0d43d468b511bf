"""Publishing: the whole folder changes at once, or not at all.

The new site is written into a folder of ours beside the old one, brought onto the disk, and the two are
exchanged by one system call where there is one (Linux `renameat2`, macOS `renamex_np`). Elsewhere the old
folder is moved aside and the new one into its place; if the machine stops between the two, `repair` finishes
at the next start.

A folder that cannot be moved, such as a container's volume, is changed file by file instead: the new files
are whole in it, under a name of ours, before the first of them takes its place, and the report comes last. If
the machine stops in between, readers see some files of each until `repair` finishes at the next start.
"""

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from coursekit.run.flush import flush, flush_folder
from coursekit.run.ownership import RefusedError, listed_in
from coursekit.run.report import NAME

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_OURS, _NEW, _OLD, _READY = "this-folder-is-trusted-adults.txt", "new", "old", "ready.json"
INSIDE = ".publishing"
"""The work folder's name in a site that cannot be moved."""


def work_folder(site: Path) -> Path:
    """Where a new site is written first: beside the old one, or in one that cannot be moved."""
    inside, beside = _work_folders(site)
    return inside if is_fixed(site) else beside


def is_fixed(site: Path) -> bool:
    """Whether this folder can be filled but not moved: a mount point, or one in a folder closed to us."""
    return site.is_dir() and (_is_mounted(site) or not os.access(site.parent, os.W_OK | os.X_OK))


def _is_mounted(folder: Path) -> bool:
    """Whether a disk, a container's volume or another folder is mounted here."""
    if folder.is_mount():
        return True
    try:  # a folder of the same disk, mounted a second time, is only known by the list (proc(5), mountinfo)
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return False
    mounted = (line.split(b" ")[4].decode("unicode_escape").encode("latin-1") for line in lines)
    return os.fsencode(folder.absolute()) in mounted


def repair(site: Path) -> None:
    """Finish or undo a publish that was cut off, and clear what it left behind.

    Raises RefusedError where a folder with the name of our work folder is somebody else's.
    """
    for work in filter(os.path.lexists, _work_folders(site)):
        _refuse_foreign(work)
        ready = (work / _READY).exists()
        if ready and work.name == INSIDE:
            _fill(site, work)
        elif ready and not site.exists():
            (work / _NEW).rename(site)
        elif not site.exists() and (work / _OLD).exists():
            (work / _OLD).rename(site)
        _clear(work)


def is_cut_off(site: Path) -> bool:
    """Whether a publish into this folder was begun and not ended."""
    return any(map(os.path.lexists, _work_folders(site)))


def _work_folders(site: Path) -> tuple[Path, Path]:
    return site / INSIDE, site.with_name(f".{site.name}.publishing")


def _refuse_foreign(work: Path) -> None:
    ours = work.is_dir() and not work.is_symlink()
    names = {path.name for path in work.iterdir()} if ours else set()
    if not ours or (names and _OURS not in names) or names - {_OURS, _NEW, _OLD, _READY}:
        raise RefusedError(f"{work} is in the way, and no build of ours left it. Move it away.")


def publish(
    site: Path,
    files: Iterable[tuple[str, bytes]],
    exchange: Callable[[Path, Path], bool] | None = None,
    *,
    lasting: bool = True,
) -> None:
    """Replace the folder `site` by one that holds exactly `files` (paths with `/`, and their bytes).

    Whatever is killed when, `site` is the whole old or the whole new folder, at the latest after `repair`.
    With `lasting` that holds for a power cut too. The folder's old content must be ours: see `ownership`.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    work = work_folder(site)
    work.mkdir()
    (work / _OURS).write_text("What a build is about to publish. The next build clears it away.\n")
    paths = _written(work / _NEW, files)
    if lasting:
        flush(work)
    gone = sorted((listed_in(site) or frozenset()) - paths)
    _marked(work / _READY, json.dumps({"gone": gone}), lasting=lasting)
    if work.name == INSIDE:
        _fill(site, work)
    else:
        _exchanged(site, work, exchange or exchange_folders)
    if lasting:
        flush_folder(work.parent)
    _clear(work)


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> frozenset[str]:
    """Write files that others can read, whatever the umask: a web server runs as somebody else."""
    paths = set()
    folder.mkdir()
    for path, data in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        _readable(file, 0o044)
        paths.add(path)
    for above, _, _ in os.walk(folder):
        _readable(Path(above), 0o055)
    return frozenset(paths)


def _readable(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)


def _marked(file: Path, text: str, *, lasting: bool) -> None:
    """Write a mark that is there whole or not at all."""
    part = file.with_name(_NEW) / f".{file.name}"  # in a folder that is cleared in any case
    part.write_text(text)
    part.replace(file)
    if lasting:
        flush(file.parent)


def _exchanged(site: Path, work: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Put the new site, which is whole, into the place of the old one."""
    new = work / _NEW
    if not site.exists():
        new.rename(site)
    elif not exchange(new, site):
        site.rename(work / _OLD)
        new.rename(site)


def _fill(site: Path, work: Path) -> None:
    """Let each new file take its place in a folder that cannot be moved; the report comes last.

    Cut off, it is done again from its beginning: what has moved is no longer there to be moved.
    """
    new = work / _NEW
    for path in sorted(_paths(new), key=lambda path: path == NAME):
        _make_way(site, site / path)
        (new / path).replace(site / path)
    for path in json.loads((work / _READY).read_text())["gone"]:
        if (site / path).is_file():
            (site / path).unlink()
        for folder in (site / path).parents:
            if folder == site or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _make_way(site: Path, file: Path) -> None:
    """Make the folders of a file, also where a file of the old site has the name of one, or the reverse."""
    for folder in reversed(file.parents):
        if site in folder.parents and not folder.is_dir():
            folder.unlink(missing_ok=True)
            folder.mkdir()
            _readable(folder, 0o055)
    if file.is_dir():
        shutil.rmtree(file)


def _paths(folder: Path) -> Iterator[str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return (file.relative_to(folder).as_posix() for file in files)


def _clear(work: Path) -> None:
    """Remove our work folder; the file that says that it is ours goes last."""
    for name in (_OLD, _NEW):
        if (work / name).exists():
            shutil.rmtree(work / name)
    for name in (_READY, _OURS):
        (work / name).unlink(missing_ok=True)
    work.rmdir()


def exchange_folders(one: Path, other: Path) -> bool:
    """Let two folders change places in a single step; return False where the system cannot."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            result = library.renameat2(
                _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
            )
        elif sys.platform == "darwin":
            result = library.renamex_np(os.fsencode(one), os.fsencode(other), _RENAME_SWAP)
        else:
            return False
    except (AttributeError, OSError, TypeError):
        return False
    return bool(result == 0)
