"""Zips that are equal when their files are: sorted, with one date."""

import io
import zipfile
from collections.abc import Iterable

DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file in a zip: no output depends on the day it was built. The earliest a zip can hold."""
_PACKED = (".pdf", ".zip", ".woff2", ".pptx", ".docx", ".png", ".h5p", ".imscc", ".gz")
"""Files that do not get smaller."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip with these files (paths and bytes); equal files give equal bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in sorted(files):
            info = zipfile.ZipInfo(path, DATE)
            info.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return data.getvalue()
