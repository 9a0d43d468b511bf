"""What was made before, by key: files by their digest, so that a damaged one is noticed and made again."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from coursekit.run.digest import digest

Outputs = dict[str, str]
"""Path below the site, and the digest of its content."""

KEEP = 14 * 24 * 3600
"""Seconds. What no build has used for so long is thrown away."""


@dataclass(frozen=True)
class Cache:
    """A folder that holds what recipes made."""

    folder: Path

    def put(self, key: str, files: dict[str, bytes]) -> Outputs:
        """Keep the files made for a key; return their digests."""
        outputs = {path: self._put_blob(data) for path, data in files.items()}
        self._write(self.folder / "made" / key, json.dumps(outputs, sort_keys=True).encode())
        return outputs

    def get(self, key: str) -> Outputs | None:
        """Return what was made for a key, or None where any of it is missing or damaged."""
        record = self.folder / "made" / key
        try:
            outputs: Outputs = json.loads(record.read_bytes())
            whole = all(self._is_whole(blob) for blob in outputs.values())
        except (OSError, ValueError):
            return None
        if not whole:
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
            if record.stat().st_mtime < now - KEEP:
                record.unlink()
            else:
                used.update(_recorded(record))
        for blob in self._files("blobs"):
            if blob.name not in used:
                blob.unlink()

    def _files(self, name: str) -> list[Path]:
        return [file for file in (self.folder / name).rglob("*") if file.is_file()]

    def _blob(self, name: str) -> Path:
        return self.folder / "blobs" / name[:2] / name

    def _is_whole(self, name: str) -> bool:
        return digest(self.blob(name)) == name

    def _put_blob(self, data: bytes) -> str:
        name = digest(data)
        self._write(self._blob(name), data)
        return name

    def _write(self, file: Path, data: bytes) -> None:
        """Write so that a file is there whole or not at all, whoever else writes it."""
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(file)


def _recorded(record: Path) -> list[str]:
    try:
        return list(json.loads(record.read_bytes()).values())
    except ValueError:
        return []
