"""Writing a school's details into a ready paper: its fields are filled, and nothing is laid out again.

The fields are those whose names begin with `school-` (`templates/print/part/school_field.html.j2`). What is
written can still be changed on the screen; it is drawn with the font that lies in the file for it, so that it
looks the same in every reader and on every printer.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

SIZES = (22.0, 20.0, 18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0)
"""Points, the largest first. A field of large print keeps its own size."""
_SHARE = {"name": 0.55}
_OF_LINES = 0.4
"""How much of a field's height its type may take: of one for a name, and of all others."""
_LARGE = 18.0
_LEADING, _FALL, _EDGE = 1.16, 0.38, 1.0
"""Of a line, in sizes of its type; how far the last one stands above the edge; points left free at a side."""
_PIECES = re.compile(r"\+?\d[\d .()-]*\d,?(?!\S)|\S+")
"""Words; a number to call is one, so that no line ends inside it."""
_FONT = re.compile(r"/(\S+) ([\d.]+) Tf")
_NAMED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", re.IGNORECASE)


@dataclass(frozen=True)
class _Letters:
    """The letters of a font: the glyph of each and its width in thousandths of the size."""

    glyphs: dict[str, int]
    widths: dict[int, float]
    default: float

    @classmethod
    def of(cls, font: Any) -> "_Letters":
        glyphs: dict[str, int] = {}
        for code, text in _NAMED.findall(font.ToUnicode.read_bytes()):
            glyphs.setdefault(bytes.fromhex(text.decode()).decode("utf-16-be"), int(code, 16))
        [inner] = font.DescendantFonts
        return cls(glyphs, dict(_widths(inner.get("/W", []))), float(inner.get("/DW", 1000)))

    def have(self, text: str) -> bool:
        """Whether each letter is one sign that stands beside the last: no letter of a joined script is."""
        return all(sign in self.glyphs and unicodedata.category(sign)[0] not in "MC" for sign in text)

    def width(self, text: str) -> float:
        return sum(self.widths.get(self.glyphs[sign], self.default) for sign in text) / 1000


def _widths(table: Any) -> Iterator[tuple[int, float]]:
    """The widths of a CIDFont (ISO 32000-1, 9.7.4.3)."""
    parts = list(table)
    while parts:
        first, second = int(parts.pop(0)), parts.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + number, float(width)) for number, width in enumerate(second))
        else:
            width = float(parts.pop(0))
            yield from ((glyph, width) for glyph in range(first, int(second) + 1))


@dataclass(frozen=True)
class _Field:
    """A field of the school: its key (such as `lead-details`), and where its looks are kept."""

    key: str
    field: Any
    looks: Any
    letters: _Letters
    font: str
    sizes: tuple[float, ...]
    width: float
    height: float


class ReadyPaper:
    """A paper with fields for a school's details. One of them is opened once for all schools of a process."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(data))
        form: Any = self._pdf.Root.get("/AcroForm")
        self._fields = list(self._own(form)) if form is not None else []
        if self._fields:
            form.NeedAppearances = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The details that stand on it."""
        return tuple(field.key for field in self._fields)

    def filled(self, values: Mapping[str, str]) -> bytes | None:
        """The paper with these details, by key; equal details give equal bytes.

        None where one of them has letters that the font for fields has not, or is too long for its field.
        """
        drawn = [(field, _drawn(field, values[field.key])) for field in self._fields]
        if any(looks is None for _, looks in drawn):
            return None
        for field, looks in drawn:
            field.field.V = pikepdf.String(_text(values[field.key]))
            field.looks.write(looks)
        data = io.BytesIO()
        self._pdf.save(data, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return data.getvalue()

    def _own(self, form: Any) -> Iterator[_Field]:
        letters: dict[str, _Letters] = {}
        for field in form.Fields:
            found = re.fullmatch(r"school-([a-z-]+?)(-\d+)?", str(field.get("/T", "")))
            if found is None or not int(field.get("/Ff", 0)) & _MULTILINE:
                continue
            name, size = _FONT.findall(str(field.DA))[-1]
            font = form.DR.Font[f"/{name}"]
            left, low, right, high = map(float, field.Rect)
            width, height = abs(right - left), abs(high - low)
            looks = self._looks(width, height, name, font)
            field.AP = pikepdf.Dictionary(N=looks)
            cap = max(12.0, height * _SHARE.get(found[1], _OF_LINES))
            own = (float(size),) if float(size) >= _LARGE else tuple(size for size in SIZES if size <= cap)
            letters.setdefault(name, _Letters.of(font))
            yield _Field(found[1], field, looks, letters[name], name, own, width, height)

    def _looks(self, width: float, height: float, name: str, font: Any) -> Any:
        looks = self._pdf.make_stream(b"")
        looks.Type, looks.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        looks.BBox = pikepdf.Array([0, 0, round(width, 3), round(height, 3)])
        looks.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({f"/{name}": font}))
        return self._pdf.make_indirect(looks)


_MULTILINE = 1 << 12
"""Fields that are written in afterwards have this flag (ISO 32000-1, table 228); blanks have it not."""


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def _drawn(field: _Field, value: str) -> bytes | None:
    """The appearance stream of a field (ISO 32000-1, 12.7.3.3); None where the value cannot be set in it."""
    text = _text(value)
    if not field.letters.have(text):
        return None
    for size in field.sizes:
        lines = _lines(field, text, size)
        if lines is not None:
            return _stream(field, lines, size)
    return None


def _lines(field: _Field, text: str, size: float) -> list[str] | None:
    """The text in lines at this size; None where they do not fit."""
    across = (field.width - 2 * _EDGE) / size
    lines: list[str] = []
    for word in _PIECES.findall(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and field.letters.width(longer) <= across:
            lines[-1] = longer
        elif field.letters.width(word) <= across:
            lines.append(word)
        else:
            return None
    return lines if ((len(lines) - 1) * _LEADING + 1) * size <= field.height + 0.01 else None


def _stream(field: _Field, lines: list[str], size: float) -> bytes:
    """Text at the foot of the field, where the line to write on would be."""
    top = (_FALL + (len(lines) - 1) * _LEADING) * size
    shown = [
        f"<{''.join(f'{field.letters.glyphs[sign]:04x}' for sign in line)}> Tj 0 {-_LEADING * size:.3f} Td"
        for line in lines
    ]
    start = f"/Tx BMC q BT 0 g /{field.font} {size:g} Tf {_EDGE:g} {top:.3f} Td"
    return " ".join((start, *shown, "ET Q EMC")).encode()
