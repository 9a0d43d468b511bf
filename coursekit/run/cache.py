"""What was made before, by key: files by their digest, so that a damaged one is noticed and made again.

A record says which files a key stands for, and carries a digest of that: one that is damaged, or stands under
another key, is made again, like one that is not there. It is no defence against somebody who may write here.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coursekit.run.digest import digest

Outputs = dict[str, str]
"""Path below the site, and the digest of its content."""

KEEP = 14 * 24 * 3600
"""Seconds. What no build has used for so long is thrown away."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_OURS = re.compile(r"[0-9a-f]{64}(\.\d+\.part)?")
"""The names of records and of files; anything else was put there by somebody else."""


def is_safe(path: str) -> bool:
    """Whether a path with `/` stays below the folder that it is joined to, on any system."""
    return bool(path) and not re.search(r"[\\:\0]|^/", path) and not {"", ".", ".."} & set(path.split("/"))


@dataclass(frozen=True)
class Cache:
    """A folder that holds what recipes made."""

    folder: Path

    def put(self, key: str, files: dict[str, bytes]) -> Outputs:
        """Keep the files made for a key; return their digests."""
        outputs = {path: self._put_blob(data) for path, data in files.items()}
        record = {"outputs": outputs, "digest": _digest(key, outputs)}
        self._write(self._record(key), json.dumps(record, sort_keys=True).encode())
        return outputs

    def get(self, key: str) -> Outputs | None:
        """Return what was made for a key, or None where any of it is missing or damaged."""
        record = self._record(key)
        outputs = _recorded(record)
        if outputs is None or not all(self._is_whole(blob) for blob in outputs.values()):
            return None
        os.utime(record)
        return outputs

    def blob(self, name: str) -> bytes:
        """The bytes with this digest."""
        return self._blob(name).read_bytes()

    def prune(self, now: float | None = None) -> None:
        """Throw away what no build has used for long, and files whose writing was cut off."""
        now = time.time() if now is None else now
        used: set[str] = set()
        for record in self._files("made"):
            if record.stat().st_mtime < now - KEEP or (outputs := _recorded(record)) is None:
                record.unlink()
            else:
                used.update(outputs.values())
        for blob in self._files("blobs"):
            if blob.name not in used:
                blob.unlink()

    def _files(self, name: str) -> list[Path]:
        found = (self.folder / name).rglob("*")
        return [file for file in found if _OURS.fullmatch(file.name) and file.is_file()]

    def _record(self, key: str) -> Path:
        return self.folder / "made" / key

    def _blob(self, name: str) -> Path:
        return self.folder / "blobs" / name[:2] / name

    def _is_whole(self, name: str) -> bool:
        try:
            return digest(self.blob(name)) == name
        except OSError:
            return False

    def _put_blob(self, data: bytes) -> str:
        name = digest(data)
        self._write(self._blob(name), data)
        return name

    def _write(self, file: Path, data: bytes) -> None:
        """Write so that a file is there whole or not at all, whoever else writes it."""
        if file.parent.is_file():
            file.parent.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            shutil.rmtree(file)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(file)


@dataclass(frozen=True)
class Files(Mapping[str, bytes]):
    """Files of the cache by their path below the site; each is read when it is asked for."""

    cache: Cache
    digests: Outputs

    def __getitem__(self, path: str) -> bytes:
        """Read a file."""
        return self.cache.blob(self.digests[path])

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self.digests)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.digests)


def _digest(key: str, outputs: Outputs) -> str:
    return digest(json.dumps([key, sorted(outputs.items())]).encode())


def _recorded(record: Path) -> Outputs | None:
    """The outputs of a record; None where it is not there, damaged, or of another key."""
    try:
        found = json.loads(record.read_bytes())
        outputs, told = found["outputs"], found["digest"]
        safe = all(is_safe(path) and _DIGEST.fullmatch(blob) for path, blob in outputs.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return outputs if safe and told == _digest(record.name, outputs) else None
