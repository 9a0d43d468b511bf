"""Looking into a PDF: its rules, its fonts, its words."""

import ctypes
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import page
import pikepdf
import pypdfium2
import pypdfium2.raw as raw


def failures(data: bytes) -> list[str]:
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert report.rules.total == 104
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def assert_own_fonts(data: bytes, *more: str) -> None:
    """Every font lies in the file, is one of ours (the usual ones and `more`) and names its letters."""
    families = "|".join(("Atkinson-Hyperlegible-Next", "Trusted-Adult-Fields", *more))
    with pikepdf.open(io.BytesIO(data)) as document:
        items = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        every = [item for item in items if item.get("/Type") == "/Font"]
        fonts = [item for item in every if "/DescendantFonts" in item]
        assert fonts
        assert len(every) == 2 * len(fonts)
        for font in fonts:
            assert re.fullmatch(rf"/[A-Z]{{6}}\+({families})[\w-]*", str(font.BaseFont))
            assert "/ToUnicode" in font
            for descendant in font.DescendantFonts:
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())


def pages_text(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


# --- Tags --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tagged:
    """An element of the structure tree (ISO 32000-1, 14.7) with the words on the pages that belong to it."""

    name: str
    """Its type, such as `P` or `Link`, without the slash."""
    text: str
    alternative: str
    kids: tuple["Tagged", ...]
    page: int
    """The number of the last page with words of it, from 0; -1 without words."""
    leads: bool
    """Whether it holds a reference to an object on the page (OBJR): a link’s annotation, a field."""

    def below(self) -> Iterator["Tagged"]:
        """Every element inside it."""
        for kid in self.kids:
            yield kid
            yield from kid.below()


def tagged(data: bytes) -> list[Tagged]:
    """The structure tree of a PDF, from its root’s kids on."""
    pages = [_marked(sheet) for sheet in pypdfium2.PdfDocument(data)]
    with pikepdf.open(io.BytesIO(data)) as document:
        numbers = {sheet.obj.objgen: number for number, sheet in enumerate(document.pages)}
        root = document.Root.StructTreeRoot
        return [_tag(kid, 0, numbers, pages) for kid in _kids(root) if isinstance(kid, pikepdf.Dictionary)]


def links_without_target(data: bytes) -> list[str]:
    """The words of every Link tag that leads nowhere (Matterhorn protocol, 28-011)."""
    every = [tag for top in tagged(data) for tag in (top, *top.below())]
    links = [tag for tag in every if tag.name == "Link"]
    return [link.text for link in links if not any(tag.leads for tag in (link, *link.below()))]


def _kids(element: pikepdf.Dictionary) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _tag(element: pikepdf.Dictionary, page: int, numbers: dict, pages: list[dict[int, str]]) -> Tagged:
    page = numbers.get(element.Pg.objgen, page) if "/Pg" in element else page
    texts: list[str] = []
    kids: list[Tagged] = []
    ends, leads = -1, False
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in {"/OBJR", "/MCR"}:
            kids.append(_tag(kid, page, numbers, pages))
            texts.append(kids[-1].text)
            ends = max(ends, kids[-1].page)
        elif isinstance(kid, pikepdf.Dictionary) and kid.Type == "/OBJR":
            leads = True
        else:
            where, number = _content(kid, page, numbers)
            texts.append(pages[where].get(number, ""))
            ends = max(ends, where)
    return Tagged(str(element.S)[1:], " ".join(texts), str(element.get("/Alt", "")), tuple(kids), ends, leads)


def _content(kid: Any, page: int, numbers: dict) -> tuple[int, int]:
    """The page of marked content, and its number there."""
    if not isinstance(kid, pikepdf.Dictionary):
        return page, int(kid)
    return numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page, int(kid.MCID)


def _marked(sheet: pypdfium2.PdfPage) -> dict[int, str]:
    """The words of a page by the number of their marked content."""
    words: dict[int, str] = defaultdict(str)
    reader = sheet.get_textpage()
    for item in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
        number = raw.FPDFPageObj_GetMarkedContentID(item.raw)
        size = raw.FPDFTextObj_GetText(item.raw, reader.raw, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(
            item.raw, reader.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
        )
        words[number] += buffer.raw.decode("utf-16-le").rstrip("\0") + " "
    return words


def fields(document: pikepdf.Pdf) -> list[Any]:
    """The fields to fill in."""
    return list(document.Root.AcroForm.Fields) if "/AcroForm" in document.Root else []
