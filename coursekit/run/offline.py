"""The whole site in one zip, to open from a disk where there is no network."""

import re
from collections.abc import Iterable

from coursekit.render.archive import zipped

PATH = "packages/course/offline.zip"


def offline_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip with these files (paths and bytes) in one folder; equal files give equal bytes.

    On its pages the way out leads to the empty page beside them: another website may be out of reach.
    """
    return zipped((f"trusted-adult/{path}", _for_a_disk(path, content)) for path, content in files)


def _for_a_disk(path: str, content: bytes) -> bytes:
    return _WAY_OUT.sub(rb"\1blank.html", content) if path.endswith(".html") else content


_WAY_OUT = re.compile(rb'(<a class="leave" href=")[^"]*')


def is_offline(path: str) -> bool:
    """Whether a file is of use from a disk: packages are for platforms, `_headers` is for servers."""
    return not path.startswith("packages/") and path not in {"_headers", "sw.js", "copy.json"}
