"""Publishing: the whole folder changes at once, or not at all.

The new site is written beside the old one and the two are exchanged by one system call where there is one
(Linux `renameat2`, macOS `renamex_np`). Elsewhere the old folder is moved aside and the new one into its
place; if the machine stops between the two, `repair` finishes at the next start.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
READY = ".ready"
"""Ends the name of the file that says the new folder is whole; it lies beside it and is never published."""


def next_folder(site: Path) -> Path:
    """Where the new site is written: beside the old one, so that moving it is one step."""
    return site.with_name(f".{site.name}.next")


def old_folder(site: Path) -> Path:
    """Where the old site waits while there is no exchanging rename."""
    return site.with_name(f".{site.name}.old")


def repair(site: Path) -> None:
    """Finish or undo a publish that was cut off, and clear what it left behind."""
    new, old = next_folder(site), old_folder(site)
    if not site.exists():
        if ready_mark(site).exists() and new.exists():
            new.rename(site)
        elif old.exists():
            old.rename(site)
    ready_mark(site).unlink(missing_ok=True)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def ready_mark(site: Path) -> Path:
    """A file that says that the new folder is whole."""
    return site.with_name(f".{site.name}{READY}")


def publish(
    site: Path, files: Iterator[tuple[str, bytes]], exchange: Callable[[Path, Path], bool] | None = None
) -> None:
    """Replace the folder `site` by one that holds exactly `files` (paths with `/`, and their bytes).

    Whatever is killed when, `site` is the whole old or the whole new folder, at the latest after `repair`.
    """
    exchange = exchange or exchange_folders
    new, old = next_folder(site), old_folder(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    for path, data in files:
        file = new / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    ready_mark(site).touch()
    if not site.exists():
        new.rename(site)
    elif not exchange(new, site):
        site.rename(old)
        new.rename(site)
    ready_mark(site).unlink()
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


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
