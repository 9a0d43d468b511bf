"""Names in the letters of many languages: drawn on paper with our own fonts, and typed into fields."""

import ctypes
import unicodedata

import pypdfium2
import pypdfium2.raw as raw
import pytest
from pdfs import assert_own_fonts, failures, pages_text
from project import ROOT

from coursekit.model.letters import drawable
from coursekit.render.print import pdf

STYLE = (ROOT / "templates/print/print.css").read_text("utf-8")
SINGLE = {
    "Welsh": "Ŵyn Ŷ Llŷr", "Māori": "Pōtae Ngāti", "Turkish": "Ağaoğlu Işık İ", "Romanian": "Țară Ștefan",
    "Polish": "Łódź Świątek", "Vietnamese": "Nguyễn Thị Ệ", "Yoruba": "Ọlá Ẹ", "Irish": "Séamus Ó Ḃ",
    "Venda": "Ḓi Ṱhoho", "Azeri": "Əliyeva", "Ukrainian": "Олена Ґудзь", "Greek": "Ελένη Παπαδοπούλου",
}  # fmt: skip
"""Languages whose letters stand singly, so that a field can draw them too."""
SHAPED = {
    "Arabic": "ليلى", "Urdu": "ٹیچر فاطمہ", "Hebrew": "שרה כהן", "Hindi": "नमिता", "Bengali": "নমিতা ক্ষেত্র",
    "Panjabi": "ਹਰਪ੍ਰੀਤ ਕੌਰ", "Gujarati": "ક્ષમા પટેલ", "Tamil": "தமிழ்ச்செல்வி", "Telugu": "శ్రీలక్ష్మి",
    "Kannada": "ಶ್ರೀಲಕ್ಷ್ಮಿ", "Malayalam": "ശ്രീലക്ഷ്മി", "Odia": "ଶ୍ରୀମତୀ", "Sinhala": "ශ්‍රීමතී", "Thai": "สมหญิง",
    "Amharic": "ሰላማዊት", "Armenian": "Անահիտ", "Georgian": "ნინო", "Inuktitut": "ᐊᖓᔪᖅᑳᖅ",
}  # fmt: skip


@pytest.mark.parametrize("name", (SINGLE | SHAPED).values(), ids=SINGLE | SHAPED)
@pytest.mark.parametrize("weight", [400, 700])
def test_a_name_is_drawn_with_our_own_fonts(name, weight):
    data = pdf.to_pdf(
        f"<html lang=en><head><title>x</title><style>{STYLE} p {{ font-weight: {weight} }}</style>"
        f"<h1>x</h1><p>{name}</p>"
    )
    assert drawable(name) == unicodedata.normalize("NFC", name)
    assert failures(data) == []
    assert_own_fonts(data, "Noto-Sans")
    seen = unicodedata.normalize("NFC", "".join(pages_text(data)))
    letters = {sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign)[0] == "L"}
    assert letters - set(seen) == set()  # readers put the parts of such words in different orders


def test_a_letter_that_no_font_of_ours_has_is_printed_as_its_name():
    assert drawable("a😀→☐\ufe0fé\u3000e\u0301") == "a[grinning face][rightwards arrow][ballot box]é é"


class Field:
    """The first field of a file, as a reader fills it in in PDFium, the program in Chrome and Edge."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.document.init_forms()
        self.form, self.sheet = self.document.formenv.raw, self.document[0]
        self.box = next(self._boxes())

    def _boxes(self):
        for index in range(raw.FPDFPage_GetAnnotCount(self.sheet)):
            annotation, box = raw.FPDFPage_GetAnnot(self.sheet, index), raw.FS_RECTF()
            if raw.FPDFAnnot_GetFormFieldType(self.form, annotation) == raw.FPDF_FORMFIELD_TEXTFIELD:
                raw.FPDFAnnot_GetRect(annotation, box)
                yield box

    def type(self, text: str) -> str:
        """Type, and return what the field holds."""
        at = (self.box.left + 4, (self.box.top + self.box.bottom) / 2)
        for act in (raw.FORM_OnMouseMove, raw.FORM_OnLButtonDown, raw.FORM_OnLButtonUp):
            act(self.form, self.sheet, 0, *at)
        for sign in text:
            raw.FORM_OnChar(self.form, self.sheet, ord(sign), 0)
        held = ctypes.create_string_buffer(raw.FORM_GetFocusedText(self.form, self.sheet, None, 0))
        raw.FORM_GetFocusedText(self.form, self.sheet, held, len(held))
        raw.FORM_ForceToKillFocus(self.form)
        return held.raw.decode("utf-16-le").rstrip("\0")

    def ink(self) -> int:
        """The dark points in the field, at three a point of the page."""
        picture = self.sheet.render(scale=3, may_draw_forms=True).to_pil().convert("L")
        box, height = self.box, self.sheet.get_height()
        low, high = sorted((box.top, box.bottom))
        edges = (box.left, height - high + 1, box.right, height - low - 1)
        return sum(shade < 128 for shade in picture.crop([round(edge * 3) for edge in edges]).tobytes())


@pytest.fixture(scope="module")
def form() -> bytes:
    return pdf.to_pdf(
        f"<html lang=en><head><title>x</title><style>{STYLE} .line {{ appearance: auto; display: block; "
        'width: 100mm; font: 400 12pt "Trusted Adult Fields"; height: 9mm; border: 0 }</style>'
        "<h1>x</h1><input class=line type=text name=a title=a>"
    )


def test_a_form_keeps_the_rules(form):
    assert failures(form) == []
    assert_own_fonts(form)


@pytest.mark.parametrize("language", SINGLE)
def test_chrome_draws_each_letter_that_is_typed_into_a_field(form, language):
    nothing = Field(form).ink()
    for sign in sorted({*SINGLE[language].replace(" ", ""), *"’“”–…"}):
        field = Field(form)
        assert (field.type(sign), field.ink() > nothing) == (sign, True), sign
