"""A school's details in a ready file of any kind, in the place of their marks."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from coursekit.model.school import School, details, mark
from coursekit.render.archive import zipped
from coursekit.render.direction import apart
from coursekit.render.print.fill import ReadyPaper

_ROOM = 60
"""Characters that a line of a slide has room for, whatever else stands there."""
_OFFICE = (".docx", ".pptx")


class Ready:
    """A file made with marks for a school's details. It is read once for all schools of a process."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.data = path, data
        self.paper = ReadyPaper(data) if path.endswith(".pdf") else None
        self.parts = _parts(data) if path.endswith(_OFFICE) else {}

    def of(self, school: School) -> bytes | None:
        """The file of a school; None where it has to be made afresh: other letters, longer text."""
        if self.paper:
            return self.paper.filled(_in_fields(school)) if self.paper.keys else self.data
        told = {mark(key): _apart(line) for key, (line, _) in details(school).items()}
        if not self.parts:
            return _replaced(self.data, told)
        if self.path.endswith(".pptx") and any(len(text) > _ROOM for text in told.values()):
            return None
        safe = {sign: escape(text, {'"': "&quot;"}) for sign, text in told.items()}
        parts = {name: _replaced(part, safe) for name, part in self.parts.items()}
        return self.data if parts == self.parts else zipped(parts.items())


def _apart(line: str) -> str:
    return ", ".join(apart(part) for part in line.split(", "))


def _in_fields(school: School) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, (line, everything) in details(school).items():
        name = key.replace("_", "-")
        found |= {name: line, f"{name}-details": everything}
    return found


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _replaced(data: bytes, told: Mapping[str, str]) -> bytes:
    for sign, text in told.items():
        data = data.replace(sign.encode(), text.encode())
    return data
