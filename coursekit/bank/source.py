"""A file from another tool: its bytes, read with limits. Nothing in it is run, followed or fetched.

Archives are read member by member in the memory and never unpacked; XML is read without its entities.
"""

import codecs
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from coursekit.bank.clean import printable_only
from coursekit.bank.refusal import FileRefusedError

LONGEST = 64_000_000
"""Bytes of a file or of a member of an archive; pictures inside a bank make it long."""
LONGEST_TEXT = 4_000_000
"""Bytes of a bank in plain text: some ten thousand questions."""
MEMBERS = 5_000
UNPACKED = 256_000_000
"""Bytes of all members of an archive together."""
RATIO = 200
"""Times that a member may be longer than it is in the archive: XML is about twenty times."""
_BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError, OSError,
    struct.error, LZMAError, OverflowError, MemoryError,
)  # fmt: skip
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MACROS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")


@dataclass(frozen=True)
class BankFile:
    """One file, or one member of an archive, by the name that reports call it."""

    name: str
    data: bytes = field(repr=False)

    @property
    def ending(self) -> str:
        """What its name ends with, in small letters, such as `.xml`."""
        return PurePosixPath(self.name.lower()).suffix

    @property
    def is_zip(self) -> bool:
        """Whether it is an archive by its first bytes."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def text(self) -> str:
        """The file as text with `\\n` line ends, without what nobody sees.

        UTF-16 is known by its mark; what is no UTF-8 is read as Windows-1252, as old tools wrote it.
        """
        if b"\0" in self.data[:4096] and not self.data.startswith(_MARKS):
            message = "This is neither a text nor an archive."
            raise FileRefusedError(message, "Export the questions as one of the formats that are read.")
        if len(self.data) > LONGEST_TEXT:
            limit = LONGEST_TEXT // 1_000_000
            raise FileRefusedError(f"This text is longer than {limit} MB.", "Split it into several files.")
        return printable_only(self._decoded())

    def _decoded(self) -> str:
        if self.data.startswith(_MARKS):
            return self.data.decode("utf-16", "replace")
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return self.data.decode("cp1252", "replace")

    @property
    def is_other_encoding(self) -> bool:
        """Whether it is no UTF-8, so that its letters are a guess."""
        try:
            self.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return not self.data.startswith(_MARKS)
        return False

    @cached_property
    def archive(self) -> "Archive":
        """The archive that it is."""
        return Archive(self)

    @cached_property
    def xml(self) -> "Xml":
        """The document that it is."""
        return Xml(self)


class Archive:
    """The members of a zip file. Raises FileRefusedError where it is broken or a trap."""

    def __init__(self, file: BankFile) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
            infos = self._zip.infolist()
        except _BROKEN:
            raise FileRefusedError("This archive is broken.", "Export or download it again.") from None
        self.infos = {info.filename: info for info in infos if not info.is_dir()}
        self._refuse(infos)

    def _refuse(self, infos: list[zipfile.ZipInfo]) -> None:
        again = "Export it again from the tool it comes from."
        if len(infos) > MEMBERS or sum(info.file_size for info in infos) > UNPACKED:
            raise FileRefusedError("This archive holds more than any bank of questions does.", again)
        for info in infos:
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in info.filename.split("/")[0]:
                raise FileRefusedError("A name in this archive leads out of it.", again)
            if path.name.lower() in _MACROS:
                message = "This file holds macros, and may not be trusted."
                raise FileRefusedError(message, "Save it without macros (.xlsx or .docx).")

    def __contains__(self, name: str) -> bool:
        """Whether there is such a member."""
        return name in self.infos

    def member(self, name: str) -> BankFile:
        """One member. Raises FileRefusedError where it cannot be read or is out of all proportion."""
        info = self.infos[name]
        again = "Export it again from the tool it comes from."
        if info.flag_bits & 1:
            raise FileRefusedError("This archive is locked with a password.", "Save it without one.")
        if info.file_size > LONGEST or info.file_size > 100_000 + RATIO * info.compress_size:
            raise FileRefusedError(f"“{_short(name)}” in this archive unpacks to far too much.", again)
        try:
            with self._zip.open(info) as opened:
                data = opened.read(info.file_size + 1)
        except _BROKEN:
            raise FileRefusedError(f"“{_short(name)}” in this archive is broken.", again) from None
        if len(data) > info.file_size:
            raise FileRefusedError(f"“{_short(name)}” in this archive unpacks to far too much.", again)
        return BankFile(name, data)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


class Xml:
    """A document, as far as it can be read; entities are never resolved."""

    def __init__(self, file: BankFile) -> None:
        self.broken_at: int | None = None
        """The line at which it is no XML any more; what stands before that was read."""
        try:
            self.root: Any = etree.fromstring(file.data, _parser(recover=False))
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            self.broken_at = getattr(error, "lineno", None) or 1
            self.root = _recovered(file)
        declared = self.root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            message = "This file declares entities, which can read other files or fill the memory."
            raise FileRefusedError(message, "Export it again; no tool for questions needs them.")


def _recovered(file: BankFile) -> Any:
    try:
        root = etree.fromstring(file.data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        root = None
    if root is None:
        raise FileRefusedError("This is no XML.", "Export it again, or say what it is with --from.")
    return root


def _parser(*, recover: bool) -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        recover=recover,
    )


def read(path: Path) -> BankFile:
    """The file at a path. Raises FileRefusedError where there is none that can be read."""
    try:
        with path.open("rb") as opened:
            data = opened.read(LONGEST + 1)
    except FileNotFoundError:
        raise FileRefusedError("There is no such file.", "Correct the path.") from None
    except (PermissionError, IsADirectoryError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise FileRefusedError(f"This cannot be read ({why}).", "Give the path of one file.") from None
    if len(data) > LONGEST:
        limit = LONGEST // 1_000_000
        raise FileRefusedError(f"This file is longer than {limit} MB.", "Export fewer questions at once.")
    if not data.strip():
        raise FileRefusedError("This file is empty.", "Export it again.")
    return BankFile(path.name, data)
