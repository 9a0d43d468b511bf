"""Looking into a PDF: its rules, its fonts, its words."""

import io
import re

import page
import pikepdf
import pypdfium2


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
