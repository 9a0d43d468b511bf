"""Archives whose bytes depend on what is in them and on nothing else."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

DATE = (1980, 1, 1, 0, 0, 0)
"""Of every file in an archive: no output depends on the day it was built. The earliest a zip can hold."""
_PACKED = (".pdf", ".zip", ".woff2", ".pptx", ".docx", ".png", ".h5p", ".imscc", ".gz")
"""Files that do not get smaller."""
_FIRST = ("[Content_Types].xml", "_rels/.rels")
"""Office programs expect these first."""


Content = bytes | Callable[[], bytes]
"""A file's bytes, or what gives them: of a whole site, one file at a time is held."""


def zipped(files: Iterable[tuple[str, Content]]) -> bytes:
    """Return a zip with these files (paths and contents); equal files give equal bytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in sorted(files, key=lambda file: (file[0] not in _FIRST, file[0])):
            info = zipfile.ZipInfo(path, DATE)
            info.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content() if callable(content) else content)
    return data.getvalue()


def repacked(data: bytes) -> bytes:
    """Return a zip with the same files, packed by `zipped`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped((name, archive.read(name)) for name in archive.namelist())


def released(version: str) -> datetime:
    """The month a version such as `2026.11.0` stands for: the date of what it made."""
    year, month = version.split(".")[:2]
    return datetime(int(year), int(month), 1, tzinfo=UTC)
