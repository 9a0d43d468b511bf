"""The whole site in one zip, to open from a disk where there is no network."""

import io
import zipfile
from collections.abc import Iterable

PATH = "packages/course/offline.zip"
DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip: no output depends on the day it was built. The earliest a zip can hold."""
_PACKED = (".pdf", ".zip", ".woff2", ".pptx", ".docx", ".png", ".h5p", ".imscc", ".gz")
"""Files that do not get smaller."""


def offline_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip with these files (paths and bytes) in one folder; equal files give equal bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in sorted(files):
            info = zipfile.ZipInfo(f"trusted-adult/{path}", DATE)
            info.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return data.getvalue()


def is_offline(path: str) -> bool:
    """Whether a file is of use from a disk: packages are for platforms, `_headers` is for servers."""
    return not path.startswith("packages/") and path not in {"_headers", "sw.js"}
