"""The whole site in one zip, to open from a disk where there is no network."""

from collections.abc import Iterable, Mapping
from functools import partial

from coursekit.model.base import Frozen
from coursekit.render.archive import Content, zipped
from coursekit.render.site import finished
from coursekit.render.templates import template

PATH = "packages/course/offline.zip"


FOLDER = "trusted-adult"
START = "START-HERE.html"
"""Beside the folder, so that nobody looks for one page among hundreds of files. Capital letters, a hyphen and
an ending that every system knows: no unpacker, phone or memory stick changes such a name."""
TEMPLATE = "site/start.html.j2"


def offline_zip(files: Iterable[tuple[str, Content]]) -> bytes:
    """Return a zip with these files (paths and contents) in one folder; equal files give equal bytes.

    Beside the folder lies the page to begin with.
    """
    start = template(TEMPLATE).render(folder=FOLDER).encode()
    copied = ((f"{FOLDER}/{path}", partial(_for_a_disk, path, content)) for path, content in files)
    return zipped([(START, start), *copied])


def _for_a_disk(path: str, content: Content) -> bytes:
    """A page without what leads to files that are not in the copy, and with what is said in their place.

    The way out leads to the empty page beside it: another website may be out of reach.
    """
    data = content() if callable(content) else content
    if not path.endswith(".html"):
        return data
    root = finished.read(data)
    finished.take_to(root, "disk")
    return finished.written(root)


def is_offline(path: str) -> bool:
    """Whether a file is of use from a disk: packages are for platforms, `_headers` is for servers."""
    return not path.startswith("packages/") and path not in {"_headers", "sw.js", "copy.json"}


def render(_inputs: Frozen, files: Mapping[str, bytes]) -> bytes:
    """Return the zip of the site's files, without those that are of no use in it."""
    return offline_zip((path, partial(files.__getitem__, path)) for path in files if is_offline(path))
