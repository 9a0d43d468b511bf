"""The whole site in one zip, to open from a disk where there is no network."""

from collections.abc import Iterable

from coursekit.export.archive import zipped

PATH = "packages/course/offline.zip"


def offline_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip with these files (paths and bytes) in one folder; equal files give equal bytes."""
    return zipped((f"trusted-adult/{path}", content) for path, content in files)


def is_offline(path: str) -> bool:
    """Whether a file is of use from a disk: packages are for platforms, `_headers` is for servers."""
    return not path.startswith("packages/") and path not in {"_headers", "sw.js"}
