"""Onto the disk: what was written is there after a power cut too, before anything is built upon it."""

import ctypes
import os
import sys
from pathlib import Path


def flush(folder: Path) -> None:
    """Wait until everything below a folder, names and contents, is on the disk."""
    if sys.platform == "linux" and _flush_disk(folder):
        return
    for above, _, files in os.walk(folder):
        for name in files:
            flush_file(Path(above, name))
        flush_folder(Path(above))


def flush_file(file: Path) -> None:
    """Wait until a file's content is on the disk (its name is in its folder)."""
    # Opened for writing: Windows flushes no other handle.
    descriptor = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows has no call for that."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flush_disk(folder: Path) -> bool:
    """Flush the whole disk that holds a folder by one call (Linux `syncfs`), far quicker than by files."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if library.syncfs(descriptor) == 0:
            return True
        number = ctypes.get_errno()
    except AttributeError:
        return False
    finally:
        os.close(descriptor)
    raise OSError(number, os.strerror(number), str(folder))
