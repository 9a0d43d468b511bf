"""Archives whose bytes depend on what is in them and on nothing else."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
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
        for path, content in sorted(files, key=lambda file: _place(file[0])):
            _pack(archive, path, content() if callable(content) else content)
    return data.getvalue()


def _place(path: str) -> tuple[bool, str]:
    return path not in _FIRST, path


def _pack(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, DATE)
    info.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def members(data: bytes) -> frozenset[str]:
    """The paths of a zip's files."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return frozenset(archive.namelist())


def changed(data: bytes, kept: Collection[str], files: Mapping[str, bytes]) -> bytes:
    """Return a zip with some files of `data`, which is a zip of ours, and other files beside them.

    Byte for byte as `zipped` would write it; but what is kept is copied as it is packed, which takes no time.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for path in sorted({*kept, *files}, key=_place):
            if path in files:
                _pack(new, path, files[path])
            else:
                _copy(data, old.getinfo(path), made, new)
    return made.getvalue()


def _copy(data: bytes, member: zipfile.ZipInfo, made: io.BytesIO, new: zipfile.ZipFile) -> None:
    """Copy a member as it lies in the file: its head, then what is packed (APPNOTE 4.3.6)."""
    info = copy(member)
    start = member.header_offset + len(member.FileHeader())
    info.header_offset = made.tell()
    made.write(member.FileHeader() + data[start : start + member.compress_size])
    new.filelist.append(info)
    new.NameToInfo[info.filename] = info
    new.start_dir = made.tell()


def repacked(data: bytes) -> bytes:
    """Return a zip with the same files, packed by `zipped`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped((name, archive.read(name)) for name in archive.namelist())


def released(version: str) -> datetime:
    """The month a version such as `2026.11.0` stands for: the date of what it made."""
    year, month = version.split(".")[:2]
    return datetime(int(year), int(month), 1, tzinfo=UTC)
