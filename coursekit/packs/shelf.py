"""Where packs are put: each in a folder or a zip that is there whole or not at all."""

import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.packs.make import RECORD, Form, Packed, Read, Task
from coursekit.run.cache import is_safe
from coursekit.run.digest import digest


class TakenError(Exception):
    """Something that is not ours stands where a pack would be; the message names it."""


@dataclass(frozen=True)
class Made:
    """A pack that is there: the digest of its files, and whether it had to be made."""

    digest: str
    files: int
    is_new: bool
    afresh: tuple[str, ...] = ()
    """The files that could not be filled in, and were drawn for this school alone."""


@dataclass(frozen=True)
class Shelf:
    """The folder of all packs, and their form."""

    out: Path
    form: Form

    def there(self, task: Task) -> Made | None:
        """The pack if it is there, whole and as it would be made again.

        Raises TakenError where something else is.
        """
        to = self._place(task)
        found = _recorded(to, self.form)
        if found and found["key"] == task.key and _is_whole(to, self.form, found["files"]):
            return Made(_digest(found["files"]), len(found["files"]), is_new=False)
        _refuse(to, self.form, found)
        return None

    def put(self, task: Task, packed: Packed, read: Read) -> Made:
        """Put a pack into its place in one step; `read` gives the ready files among its own.

        Raises TakenError where something else has come there, and OSError where the machine fails.
        """
        to = self._place(task)
        _refuse(to, self.form, _recorded(to, self.form))
        part = to.with_name(f".{to.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.unlink(missing_ok=True)
        if self.form == "zip":
            part.write_bytes(packed.own[""])
            part.replace(to)
        else:
            _fill(part, task, packed, read)
            if to.exists():
                shutil.rmtree(to)
            part.rename(to)
        return Made(_digest(packed.told), len(packed.told), is_new=True, afresh=packed.afresh)

    def _place(self, task: Task) -> Path:
        return self.out / (f"{task.slug}.zip" if self.form == "zip" else task.slug)


def _fill(folder: Path, task: Task, packed: Packed, read: Read) -> None:
    for path in (*packed.told, RECORD):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        own = packed.own.get(path)
        file.write_bytes(read(task.ready[path]) if own is None else own)


def _digest(told: Mapping[str, str]) -> str:
    return digest(json.dumps(told).encode())


def _recorded(to: Path, form: Form) -> Any:
    """The record of a pack; None where there is none of ours."""
    try:
        if form == "zip":
            with zipfile.ZipFile(to) as archive:
                told = json.loads(archive.read(f"{to.stem}/{RECORD}"))
        else:
            told = json.loads((to / RECORD).read_bytes())
        safe = isinstance(told["key"], str) and all(map(is_safe, told["files"]))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, RecursionError):
        return None
    return told if safe else None


def _is_whole(to: Path, form: Form, files: Mapping[str, str]) -> bool:
    try:
        if form == "zip":
            with zipfile.ZipFile(to) as archive:
                return all(digest(archive.read(f"{to.stem}/{path}")) == sha for path, sha in files.items())
        return all(digest((to / path).read_bytes()) == sha for path, sha in files.items())
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _refuse(to: Path, form: Form, there: Mapping[str, Mapping[str, str]] | None) -> None:
    """Nothing that somebody else put there is ever replaced."""
    if not os.path.lexists(to):
        return
    if there is None or to.is_symlink():
        raise TakenError(
            f"“{to.name}” is there already and is no pack of ours. Move it, or choose another --out."
        )
    if form == "folder":
        known = {RECORD, *there["files"]}
        found = (file.relative_to(to).as_posix() for file in to.rglob("*") if not file.is_dir())
        if other := sorted(set(found) - known):
            raise TakenError(
                f"“{to.name}/{other[0]}” was put into the pack by somebody. Move it out of there."
            )
