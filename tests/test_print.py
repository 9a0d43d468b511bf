"""Printables: each passes PDF/UA-1, fits its side, keeps its text and gives nothing away."""

import base64
import ctypes
import dataclasses
import hashlib
import html.parser
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import yaml
import zxingcpp
from pdfs import assert_own_fonts, failures, pages_text
from PIL import Image
from project import seen_texts, the_course

from coursekit.model.facts import Contact, Place
from coursekit.model.quiz import Quiz
from coursekit.model.school import Logo, School
from coursekit.model.shelf import Shelf
from coursekit.plan.artefact import Artefact
from coursekit.plan.files import plan_files
from coursekit.plan.library import Library
from coursekit.render.print import handout, pdf, quiz_paper, session
from coursekit.render.questions import disordered
from coursekit.run.work import call

ROOT = Path(__file__).parents[1]
LOADED = the_course()
COURSE = LOADED.course
EXAMPLES = sorted((ROOT / "tests/examples").glob("*.yml"))
BLANK = School()
FILLED = School.model_validate(
    {
        "name": "Hill Road Primary School",
        "lead": {"name": "Ms A. Example", "phone": "01632 960001"},
        "deputy": {"name": "Mr B. Sample", "phone": "01632 960002"},
        "childrens_services": {"name": "Duty team", "phone": "01632 960003"},
    }
)
ADDRESS = "https://safety.example.org"
LONG = School.model_validate(
    {
        "name": "St Thomas of Canterbury Church of England Voluntary Aided Primary School and Nursery",
        "lead": {
            "name": "Mrs Alexandra Featherstonehaugh-Montgomery",
            "phone": "01632 960001 ext. 2204",
            "email": "safeguarding@st-thomas-canterbury.elmshire.example",
            "hours": "Monday to Friday, 8.15 am to 4.30 pm",
        },
        "deputy": {
            "name": "Mr Oluwaseun Adebayo-Christodoulou",
            "phone": "01632 960002 ext. 2205",
            "email": "deputy@st-thomas-canterbury.elmshire.example",
        },
        "childrens_services": {
            "name": "North Elmshire Multi-Agency Safeguarding Hub (MASH)",
            "phone": "01632 960003",
            "hours": "Monday to Friday, 9 am to 5 pm",
        },
    }
)
LONG_ADDRESS = "https://safeguarding.st-thomas-canterbury.elmshire.example"
HOSTILE = (
    "<script>alert(1)</script> ]]> {{ nope }} {% x %} =cmd() \"q\" 'a' & &amp; \\ 100 % "
    "Łódź Оксана Ελένη Nguyễn שרה"
)


def _logo() -> Logo:
    """A wide one, as many schools have."""
    data = io.BytesIO()
    Image.new("L", (600, 200), 90).save(data, "PNG")
    return Logo(name="logo.png", data=base64.b64encode(data.getvalue()).decode())


LOGO = _logo()
MARGIN = 14  # points (5 mm): what a copier may cut off
SMALL = 8.9  # points: the smallest type of the page furniture
LARGE = 17.9  # points: the smallest type of large print


# --- What is drawn -----------------------------------------------------------------------------------------

SCHOOLS = {
    "blank": BLANK,
    "filled": FILLED.model_copy(update={"address": ADDRESS}),
    "long": LONG.model_copy(update={"address": LONG_ADDRESS}),
}


@cache
def printed(kind: str) -> dict[str, Artefact]:
    """Every handout of the course by the name of its file, with the details of one of the schools."""
    course = COURSE.model_copy(update={"school": SCHOOLS[kind], "logo": LOGO if kind == "long" else None})
    library = Library(dataclasses.replace(LOADED, course=course))
    files = [file for file in plan_files(library) if file.kind == "handout"]
    return {Path(file.path).stem: file for file in files}


class Case(NamedTuple):
    """A printable as one school prints it."""

    name: str
    kind: str
    """`blank`; `filled`, with a QR code; or `long`: long names, a QR code and a logo."""

    @property
    def file(self) -> Artefact:
        """What is made."""
        return printed(self.kind)[self.name]

    @property
    def inputs(self) -> Any:
        """What it is made of."""
        return self.file.inputs

    @property
    def is_handout(self) -> bool:
        """Whether it has a source of its own, other than session plans and their cards."""
        return isinstance(self.inputs, handout.HandoutInputs)

    @property
    def html(self) -> str:
        """Its document, as generously spaced as it can be."""
        if self.is_handout:
            return handout.html(self.inputs)
        drawn_by = session.cards_html if session.CARDS in self.file.templates else session.plan_html
        return drawn_by(self.inputs)


def _is_example(file: Artefact) -> bool:
    """Each thing once: for England or for no place, and one module of eight."""
    if isinstance(file.inputs, session.SessionInputs):
        return file.inputs.head.slug.startswith("module-3")
    return file.place in {None, "GB-ENG"}


EVERY = [name for name, file in printed("blank").items() if isinstance(file.inputs, handout.HandoutInputs)]
CASES = [Case(name, "blank") for name, file in printed("blank").items() if _is_example(file)]
CASES += [
    Case(name, "filled")
    for name, file in printed("filled").items()
    if file.place == "US" and "large" not in name
]
each_case = pytest.mark.parametrize("case", CASES, ids="-".join)
each_example = pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)


def case(name: str, kind: str = "blank") -> Case:
    """One printable by name."""
    return Case(name, kind)


@cache
def drawn(case: Case) -> bytes:
    return call(case.file)


def tightest(case: Case) -> bytes:
    """A handout as it is drawn when nothing more generous fits."""
    return pdf.to_pdf(handout.html(case.inputs, handout.steps(case.inputs)[-1]))


def shelf(text: str, place: Place | None, school: School, more_facts: Iterable[str] = ()) -> Shelf:
    """The records that a quiz names."""
    facts = {fact.id: fact for fact in COURSE.facts if fact.id in more_facts}
    return Shelf(place=place, facts=facts, school=school)


def paper_inputs(quiz: Quiz, **changes: Any) -> quiz_paper.PaperInputs:
    values: dict[str, Any] = {
        "quiz": quiz,
        "shelf": shelf("", None, BLANK),
        "paper": "A4",
        "version": "2026.11.0",
        "title": quiz.title,
        "tab_title": quiz.tab_title,
    }
    return quiz_paper.PaperInputs(**(values | changes))


def example(file: Path) -> Quiz:
    return Quiz.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


@cache
def paper(file: Path) -> bytes:
    return quiz_paper.render(paper_inputs(example(file)))


# --- What a reader sees ------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """The text without what depends on its line ends; a hyphen there is read back as another character."""
    return re.sub(r"[\s\u00ad\ufffe\u0002-]+", "", text).casefold()


def words(text: str) -> set[str]:
    """The words of a Markdown text, without references."""
    return set(re.findall(r"[^\W_]{2,}", re.sub(r"\{\{.*?\}\}|^!!! \w+", " ", text, flags=re.MULTILINE)))


class Row(NamedTuple):
    """An element of the structure tree."""

    kind: str
    above: tuple[str, ...]
    kids: tuple[str, ...]
    text: str


def structure(data: bytes) -> list[Row]:
    """The structure tree as a screen reader meets it, with the words of each element and all below it."""
    rows: list[Row] = []
    with pikepdf.open(io.BytesIO(data)) as document:
        said = [marked_texts(sheet) for sheet in document.pages]
        number = {sheet.objgen: index for index, sheet in enumerate(document.pages)}

        def walk(element: Any, above: tuple[str, ...]) -> str:
            kind = str(element.S)[1:]
            place = len(rows)
            rows.append(Row(kind, above, (), ""))
            inner = element.get("/K", [])
            inner = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
            text = str(element.get("/Alt", ""))
            for kid in inner:
                if isinstance(kid, int):
                    text += said[number[element.Pg.objgen]].get(kid, "")
                elif "/S" in kid:
                    text += walk(kid, (*above, kind))
            kids = tuple(str(kid.S)[1:] for kid in inner if not isinstance(kid, int) and "/S" in kid)
            rows[place] = Row(kind, above, kids, text)
            return text

        walk(document.Root.StructTreeRoot.K[0], ())
    return rows


def marked_texts(sheet: pikepdf.Page) -> dict[int, str]:
    """The words of each marked content of a page."""
    letters = {
        name: {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for code, text in re.findall(
                r"<([0-9a-f]+)> <([0-9a-f]+)>",
                font.ToUnicode.read_bytes().decode().partition("beginbfchar")[2],
            )
        }
        for name, font in sheet.Resources.Font.items()
    }
    found: dict[int, str] = {}
    marks: list[int | None] = []
    font = ""
    for operands, operator in pikepdf.parse_content_stream(sheet):
        match str(operator):
            case "BDC":
                marks.append(int(operands[1].MCID) if "/MCID" in operands[1] else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(operands[0])
            case "TJ" | "Tj":
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                text = "".join(
                    letters[font][high * 256 + low] for high, low in zip(codes[::2], codes[1::2], strict=True)
                )
                for mark in [mark for mark in marks[-1:] if mark is not None]:
                    found[mark] = found.get(mark, "") + text
    return found


def boxes(sheet: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    text = sheet.get_textpage()
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if letter.strip():
            yield letter, text.get_charbox(index)


def assert_inside(data: bytes) -> None:
    """No letter beyond what a copier prints, and no letter upon another."""
    for sheet in pypdfium2.PdfDocument(data):
        width, height = sheet.get_size()
        taken: dict[tuple[int, int], str] = {}
        for letter, (left, bottom, right, top) in boxes(sheet):
            assert min(left, bottom, width - right, height - top) >= MARGIN, letter
            middle = (round((left + right) / 2), round((bottom + top) / 2))
            assert middle not in taken, f"{letter} lies upon {taken[middle]}"
            taken[middle] = letter


def text_objects(data: bytes) -> Iterator[tuple[tuple[int, int, int], float]]:
    """Colour and size of every piece of text."""
    raw = pypdfium2.raw
    for sheet in pypdfium2.PdfDocument(data):
        for item in sheet.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            colour, size = [ctypes.c_uint() for _ in range(4)], ctypes.c_float()
            raw.FPDFPageObj_GetFillColor(item.raw, *colour)
            raw.FPDFTextObj_GetFontSize(item.raw, size)
            scale = item.get_matrix().a
            yield (colour[0].value, colour[1].value, colour[2].value), size.value * abs(scale)


class Texts(html.parser.HTMLParser):
    """The texts of an HTML document that a reader is to see."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = False
        self.feed(document.split("</head>")[1])

    def handle_data(self, data: str) -> None:  # noqa: D102 (the library's)
        if data.strip():
            self.found.append(data)


# --- Handouts ----------------------------------------------------------------------------------------------


@each_case
def test_a_printable_passes_every_rule_of_pdf_ua(case):
    assert failures(drawn(case)) == []


SHEETS = {"A4": (595, 842), "Letter": (612, 792), "A3": (842, 1191), "Tabloid": (792, 1224)}
CARD_SHEETS = {"A4": (420, 595), "Letter": (396, 612)}


@each_case
def test_a_printable_fits_its_sheet(case):
    data = drawn(case)
    document = pypdfium2.PdfDocument(data)
    paper = case.inputs.paper
    if case.is_handout:
        big = {"A4": "A3", "Letter": "Tabloid"}[paper] if case.inputs.size == "big" else paper
        size = SHEETS[big][::-1] if case.inputs.head.landscape else SHEETS[big]
        sides = case.inputs.head.sides if case.inputs.size != "large" else 0
    else:
        cards = session.CARDS in case.file.templates
        size = (CARD_SHEETS if cards else SHEETS)[paper]
        sides = 2 * len(case.inputs.session.cards) if cards else 0
    assert tuple(round(side) for side in document[0].get_size()) == size
    assert not sides or len(document) == sides
    assert len(document) <= (sides or 8)
    assert_inside(data)


@pytest.mark.parametrize("name", EVERY)
def test_every_handout_for_every_place_fits_with_the_longest_names_a_logo_and_a_qr_code(name):
    long = case(name, "long")
    if long.inputs.size == "large" or not long.inputs.head.sides:
        pytest.skip("may take as many sides as it needs")
    data = tightest(long)
    assert len(pypdfium2.PdfDocument(data)) == long.inputs.head.sides
    assert_inside(data)


FURNITURE = re.compile(r"•|trustedadult2026[\d.]+(?:·[^·]{1,30})?·ccby4\.0page\d+of\d+")


@each_case
def test_a_printable_keeps_every_word_of_its_source(case):
    seen = "".join(FURNITURE.sub("", squeezed(page)) for page in pages_text(drawn(case)))
    shown = [text for text in Texts(case.html).found if not text.startswith("Trusted Adult 2026")]
    assert [text for text in shown if squeezed(text).replace("•", "") not in seen] == []
    if case.is_handout:
        head, text = case.inputs.head, case.inputs.text
        title = [] if head.template == "certificate" else [head.title]
        wanted = words("\n".join([*title, *head.texts(), text]))
        assert [word for word in sorted(wanted) if squeezed(word) not in seen] == []


@each_case
def test_a_printable_uses_our_fonts_alone_in_black_and_large_enough(case):
    data = drawn(case)
    assert_own_fonts(data)
    smallest = LARGE if case.is_handout and case.inputs.size == "large" else SMALL
    for colour, size in text_objects(data):
        assert colour == (0, 0, 0)
        assert size >= smallest


@each_case
def test_a_printable_has_a_neutral_title_and_says_how_old_it_is(case):
    data = drawn(case)
    with pikepdf.open(io.BytesIO(data)) as document:
        title = case.inputs.head.tab_title if case.is_handout else case.inputs.tab_title
        assert str(document.docinfo["/Title"]) == title
        assert str(document.Root.Lang) == case.file.lang
    pages = pages_text(data)
    for number, text in enumerate(pages, 1):
        for line in ("Trusted Adult 2026.", "CC BY 4.0", f"Page {number} of {len(pages)}"):
            assert squeezed(line) in squeezed(text)
    seen = squeezed("".join(pages))
    assert squeezed("Not yet reviewed by a safeguarding professional.") in seen
    assert squeezed("To be checked again after") in seen
    shown = case.inputs.shelf
    ages = [record.checked for record in (*shown.facts.values(), *shown.contacts.values())]
    assert not ages or squeezed("Compared with stored copies on") in seen


@each_case
def test_the_logo_and_the_qr_code_are_the_only_pictures(case):
    data = drawn(case)
    address = case.inputs.short_address
    with pikepdf.open(io.BytesIO(data)) as document:
        items = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        alts = [str(item["/Alt"]) for item in items if item.get("/S") == "/Figure"]
        links = {str(item["/A"]["/URI"]) for item in items if item.get("/Subtype") == "/Link"}
    assert sorted(alts) == ([f"QR code that opens {address}"] if address else [])
    assert links == ({address} if address else set())
    if address:
        shown = squeezed(address.removeprefix("https://"))
        assert shown in squeezed("".join(pages_text(data)))


def test_the_school_has_its_logo_on_a_poster_beside_its_letters():
    for sheet in pypdfium2.PdfDocument(drawn(case("poster-help-gb-eng", "long"))):
        raw = pypdfium2.raw
        pictures = [item.get_bounds() for item in sheet.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]
        assert len(pictures) == 1
        for letter, (left, bottom, right, top) in boxes(sheet):
            for x1, y1, x2, y2 in pictures:
                assert right <= x1 or left >= x2 or top <= y1 or bottom >= y2, letter


QR_NAMES = (
    "poster-help-us",
    "poster-help-gb-eng-a3",
    "guide-1-england",
    "guide-2-canada",
    "form-2",
    "letter-1-ie",
)


@pytest.mark.parametrize("name", [*QR_NAMES, "guide-3-us-large", "module-6-session"])
@pytest.mark.parametrize("kind", ["filled", "long"])
def test_qr_codes_are_3_cm_and_read_from_a_grey_copy_as_the_address_beside_them(name, kind):
    address = case(name, kind).inputs.short_address
    data = drawn(case(name, kind))
    copies = [sheet.render(scale=150 / 72, grayscale=True).to_pil() for sheet in pypdfium2.PdfDocument(data)]
    found = [code for copy in copies for code in zxingcpp.read_barcodes(copy)]
    assert [code.text for code in found] == [address]
    corners = found[0].position
    wide = (corners.top_right.x - corners.top_left.x) / 150 * 25.4
    assert wide >= 29
    assert squeezed(address.removeprefix("https://")) in squeezed("".join(pages_text(data)))


@each_case
def test_a_screen_reader_meets_headings_and_lists_as_what_they_are(case):
    for row in structure(drawn(case)):
        if re.fullmatch(r"H[1-6]", row.kind):
            assert not any(re.fullmatch(r"H[1-6]", above) for above in row.above)
        if row.kind == "LI":
            assert row.above[-1] == "L"
            assert row.kids in (("Lbl", "LBody"), ("LBody",))
        if row.kind == "L":
            assert set(row.kids) <= {"LI"}


def test_the_steps_of_a_flowchart_are_read_with_their_numbers():
    tree = structure(drawn(case("guide-1-ie")))
    steps = [row.text for row in tree if row.kind == "Lbl" and row.text.strip().isdigit()]
    assert [int(step) for step in steps] == [*range(1, 8)]


def test_sheets_for_parents_are_in_short_sentences():
    for source in COURSE.handouts:
        if source.head.audience == ("parents",):
            body = re.sub(r"\{\{.*?\}\}", "Name", "\n\n".join([*source.head.texts(), source.text]))
            sentences = [s for s in re.split(r"[.?!:]+[\s”*]+|\n", body) if len(s.split()) > 1]
            assert sum(len(s.split()) for s in sentences) / len(sentences) <= 15, source.path


def test_the_rule_about_images_is_on_every_sheet_people_act_on_in_the_same_words():
    records = {
        "form-register",
        "form-tally",
        "form-planner",
        "form-certificate",
        "glossary-print",
        "text-messages",
    }
    for source in COURSE.handouts:
        if source.head.id not in records:
            said = "\n".join([*source.head.texts(), source.text])
            rule = r"o not open,\s+copy,\s+forward,\s+screenshot,?\s+(or\s+)?print"
            assert re.search(rule, said), source.path


def test_nothing_unverified_is_printed():
    made = case("poster-help-gb-eng").inputs
    contact = made.shelf.contacts["childline-uk"]
    unsure = Contact.model_validate(contact.model_dump() | {"confidence": "unverified"})
    contacts = {**made.shelf.contacts, unsure.id: unsure}
    changed = made.model_copy(update={"shelf": made.shelf.model_copy(update={"contacts": contacts})})
    seen = "".join(pages_text(handout.render(changed)))
    assert "0800 1111" not in seen
    assert "A children’s helpline:" in seen


def test_a_sheet_is_as_old_as_the_oldest_line_on_it():
    made = case("poster-help-gb-eng").inputs
    old = {
        id_: Contact.model_validate(contact.model_dump() | {"checked": "2024-02-29"})
        if id_ == "ceop"
        else contact
        for id_, contact in made.shelf.contacts.items()
    }
    changed = made.model_copy(update={"shelf": made.shelf.model_copy(update={"contacts": old})})
    assert "Compared with stored copies on 29 February 2024." in handout.html(changed)


@pytest.mark.parametrize(
    "place", [place for place in COURSE.places if place.pages], ids=lambda place: place.code
)
def test_the_poster_names_the_first_door_of_the_help_page(place):
    words = " ".join(pages_text(drawn(case(f"poster-help-{place.slug}"))))
    for id_ in place.door("threat"):
        contact = next(contact for contact in COURSE.contacts if contact.id == id_)
        assert (contact.phone or contact.web.split("/")[0]) in words


def test_every_place_has_its_own_poster_flowchart_law_card_letter_and_form():
    for place in (place for place in COURSE.places if place.pages):
        made = [file.inputs for file in printed("blank").values() if file.place == place.code]
        for template, count in {"poster": 4, "flowchart": 1, "card": 2, "letter": 2, "form": 3}.items():
            assert sum(inputs.head.template == template for inputs in made) == count, (place.code, template)
        assert sum(inputs.head.id == "law-parents" for inputs in made) == 2
        assert {inputs.paper for inputs in made} == {place.paper}


FOR_EACH_PLACE = (
    *("poster-help", "flowchart-incident", "law-parents", "card-telling", "form-record", "sheet-staff"),
    *("sheet-notice", "sheet-starters", "sheet-threats", "sheet-ai-images", "letter-home", "sheet-questions"),
    *("sheet-home", "who-to-tell"),
)
FOR_EVERYWHERE = (
    *("card-words", "form-register", "form-tally", "form-planner", "form-certificate", "glossary-print"),
    "sheet-sending",
)


def test_every_printable_of_the_plan_is_made_for_every_place_it_should():
    made: dict[str, set[str | None]] = {}
    for file in printed("blank").values():
        made.setdefault(file.inputs.head.id, set()).add(file.place)
    places = {place.code for place in COURSE.places if place.pages}
    assert {id_: made.get(id_) for id_ in FOR_EACH_PLACE} == dict.fromkeys(FOR_EACH_PLACE, places)
    assert {id_: made.get(id_) for id_ in FOR_EVERYWHERE} == {key: {None} for key in FOR_EVERYWHERE}
    for head in (source.head for source in COURSE.pages if source.head.session):
        assert f"{head.slug}-letter" in printed("blank")
        assert not head.session.cards or f"{head.slug}-cards" in printed("blank")


def test_everything_that_parents_get_is_there_in_large_print():
    sources = {source.head.id for source in COURSE.handouts if "parents" in source.head.audience}
    large = {
        file.inputs.head.id
        for file in printed("blank").values()
        if isinstance(file.inputs, handout.HandoutInputs) and file.inputs.size in {"large", "big"}
    }
    assert large == sources


@pytest.mark.parametrize("name", ["letter-1-gb-eng", "letter-1-gb-eng-large", "letter-1-us-large"])
def test_a_letter_in_any_size_can_be_dated_and_signed(name):
    with pikepdf.open(io.BytesIO(drawn(case(name)))) as document:
        assert {"School", "Date", "Signed"} <= {str(field["/TU"]) for field in fields(document)}


@pytest.mark.parametrize("name", [name for name in EVERY if name.startswith("poster")])
def test_nothing_on_a_poster_reaches_beyond_its_lines(name):
    for sheet in pypdfium2.PdfDocument(drawn(case(name))):
        lines = max(item.get_bounds()[2] for item in sheet.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]))
        beyond = [letter for letter, (_, _, right, _) in boxes(sheet) if right > lines + 1]
        assert beyond == []


# --- Fields ------------------------------------------------------------------------------------------------

FILLED_IN = ["Zoë Łukasiewicz-Ñandú", "שרה כהן", "ليلى", "O’Brien & Söhne <b>", "二"]


def fields(document: pikepdf.Pdf) -> list[Any]:
    return list(document.Root.AcroForm.Fields) if "/AcroForm" in document.Root else []


@each_case
def test_each_blank_is_a_labelled_field_of_its_own_in_reading_order(case):
    with pikepdf.open(io.BytesIO(drawn(case))) as document:
        found = fields(document)
        names = [str(item["/T"]) for item in found]
        assert len(set(names)) == len(names) == len(re.findall(r"<(?:input|textarea) ", case.html))
        assert all(str(item["/TU"]).strip() for item in found)
        assert {str(item["/FT"]) for item in found} <= {"/Tx", "/Btn"}
        assert all("/AA" not in item and "/A" not in item for item in found)
        assert all(sheet.get("/Tabs") == "/S" for sheet in document.pages if "/Annots" in sheet)
        assert b"/JavaScript" not in drawn(case)
        assert b"/ResetForm" not in drawn(case)


def test_a_filled_in_detail_needs_no_field():
    with pikepdf.open(io.BytesIO(drawn(case("card-1-ie", "filled")))) as document:
        assert fields(document) == []
    seen = "".join(pages_text(drawn(case("card-1-ie", "filled"))))
    assert "Ms A. Example" in seen
    assert "01632 960001" in seen
    with pikepdf.open(io.BytesIO(drawn(case("card-1-ie")))) as document:
        labels = next(place for place in COURSE.places if place.code == "IE").local_labels
        assert [str(item["/TU"]) for item in fields(document)] == [labels["lead"], labels["deputy"]]


@pytest.mark.parametrize("name", ["form-1-gb-eng", "form-2", "card-1-ie", "certificate-1", "guide-7-us"])
def test_fields_filled_in_by_a_program_read_back_the_same(name, tmp_path):
    path = tmp_path / "filled.pdf"
    wanted = {}
    with pikepdf.open(io.BytesIO(drawn(case(name)))) as document:
        for index, item in enumerate(fields(document)):
            if item["/FT"] == "/Btn":
                item["/V"] = item["/AS"] = pikepdf.Name("/on")
                wanted[str(item["/T"])] = "on"
            else:
                item["/V"] = wanted[str(item["/T"])] = FILLED_IN[index % len(FILLED_IN)]
        document.save(path)
    assert values_seen_by_pdfium(path) == wanted


def values_seen_by_pdfium(path: Path) -> dict[str, str]:
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    found = {}
    for sheet in document:
        for index in range(raw.FPDFPage_GetAnnotCount(sheet)):
            annotation = raw.FPDFPage_GetAnnot(sheet, index)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
                form = document.formenv.raw
                name = wide(raw.FPDFAnnot_GetFormFieldName, form, annotation)
                found[name] = wide(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    return found


def wide(read: Any, *of: Any) -> str:
    """What one of pdfium's functions writes into a buffer."""
    size = read(*of, None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_a_record_of_a_concern_says_where_to_keep_it_and_that_no_image_goes_in():
    seen = " ".join(" ".join(pages_text(drawn(case("form-1-gb-eng")))).split())
    assert "Keep this form where only the lead can reach it" in seen
    assert "Never attach an image" in seen
    assert "do not save it on a shared computer" in seen


@pytest.mark.parametrize(
    "program", [["qpdf", "--check"], ["pdfinfo"], ["pdftotext"]], ids=lambda argv: argv[0]
)
def test_other_readers_open_the_files_without_a_warning(program, tmp_path):
    if not shutil.which(program[0]):
        pytest.skip(f"{program[0]} is not installed")
    for name in (
        "form-1-gb-eng",
        "poster-help-gb-eng",
        "guide-1-england",
        "letter-1-gb-eng-large",
        "glossary",
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(drawn(case(name)))
        with pikepdf.open(path) as document:
            assert document.check_pdf_syntax() == []
            assert document.get_warnings() == []
        done = subprocess.run([*program, str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


# --- Hostile text, other machines --------------------------------------------------------------------------


def test_hostile_text_is_printed_as_it_stands():
    school = School.model_validate({"name": HOSTILE, "lead": {"name": HOSTILE, "phone": "x" * 300}})
    base = case("card-1-int").inputs
    head = base.head.model_copy(update={"title": HOSTILE, "tab_title": HOSTILE})
    text = f"## {HOSTILE}\n\n{HOSTILE}\n\n![x](y) [link](other.md) [there](#nowhere)\n\n{base.text}"
    data = handout.render(
        base.model_copy(
            update={"head": head, "text": text, "shelf": base.shelf.model_copy(update={"school": school})}
        )
    )
    seen = squeezed("".join(pages_text(data)))
    assert seen.count(squeezed(HOSTILE)) >= 4  # the title, the lead, a heading and a paragraph
    assert "x" * 300 in seen
    assert failures(data) == []
    assert b"/JavaScript" not in data


@pytest.mark.parametrize("change", [{"color": "bleu"}, {"width": "calc(}"}])
def test_a_warning_of_the_pdf_writer_is_an_error(change):
    style = ";".join(f"{key}: {value}" for key, value in change.items())
    for _ in range(2):  # sheets are parsed once a process, but a mistake in one is seen every time
        with pytest.raises(pdf.PrintError):
            pdf.to_pdf(f"<html lang=en><title>x</title><style>p {{ {style} }}</style><h1>x</h1><p>y</p>")


def test_nothing_is_fetched():
    with pytest.raises(pdf.PrintError):
        pdf.to_pdf("<html lang=en><title>x</title><h1>x</h1><img alt=x src='file:///etc/passwd'>")


def test_fontconfig_is_left_as_it_was():
    drawn(CASES[0])
    assert "FONTCONFIG_FILE" not in os.environ


DRAW_ELSEWHERE = """
import datetime, hashlib, json, sys, time
time.time = lambda: 4102444800.0
time.localtime = time.gmtime = lambda *_: time.struct_time((2100, 1, 1, 0, 0, 0, 4, 1, 0))
from coursekit.render.print import handout
inputs = handout.HandoutInputs.model_validate_json(sys.stdin.read())
print(hashlib.sha256(handout.render(inputs)).hexdigest())
"""


def test_the_same_bytes_on_any_day_in_any_folder_and_time_zone(tmp_path):
    made = case("guide-1-england", "filled")
    elsewhere = tmp_path / "another folder"
    for folder in ("coursekit", "templates"):
        shutil.copytree(ROOT / folder, elsewhere / folder, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    result = subprocess.run(
        [sys.executable, "-c", DRAW_ELSEWHERE],
        input=made.inputs.model_dump_json(by_alias=True),
        capture_output=True,
        text=True,
        check=True,
        cwd=elsewhere,
        env={
            **environment,
            "TZ": "Pacific/Kiritimati",
            "PYTHONPATH": str(elsewhere),
            "LC_ALL": "C",
            "HOME": str(tmp_path),
        },
    )
    here = handout.render(made.inputs)
    assert hashlib.sha256(here).hexdigest() == result.stdout.strip()
    assert here == drawn(made)
    for leak in (b"CreationDate", b"ModDate", b"file:", str(ROOT).encode(), b"/tmp"):
        assert leak not in here


# --- Quiz papers -------------------------------------------------------------------------------------------


@each_example
def test_a_paper_passes_every_rule_and_keeps_its_letters_on_the_sheet(file):
    data = paper(file)
    assert failures(data) == []
    assert_inside(data)
    assert_own_fonts(data)


@each_example
def test_a_paper_keeps_every_text_of_its_quiz(file):
    seen = squeezed("".join(pages_text(paper(file))))
    for question in example(file).questions:
        for where, text in seen_texts(question):
            assert squeezed(text) in seen, where


@each_example
def test_the_question_sheet_gives_nothing_away(file):
    pages = pages_text(paper(file))
    notes = next(index for index, text in enumerate(pages) if "Answer notes" in text)
    sheet = squeezed("".join(pages[:notes]))
    assert notes >= 1
    for giveaway in (
        "The best answer",
        "Not the best",
        "Does not apply",
        "best choice",
        "behind it",
        "Nothing belongs here",
        "Any other answer",
    ):
        assert squeezed(giveaway) not in sheet
    for question in example(file).questions:
        for where, text in question.texts():
            if where[-1] in {"reason", "otherwise", "note"}:
                assert squeezed(text) not in sheet
                assert squeezed(text) in squeezed("".join(pages[notes:]))


def test_answers_are_mixed_the_same_way_every_day_and_fixed_ones_stay():
    question = example(ROOT / "tests/examples/single.yml").questions[0]
    orders = [[option.id for option in quiz_paper.mixed(question.options, f"seed-{n}")] for n in range(60)]
    assert orders[0] == [option.id for option in quiz_paper.mixed(question.options, "seed-0")]
    assert {order.index("listen") for order in orders} == {0, 1, 2}
    true_false = example(ROOT / "tests/examples/true_false.yml").questions[0]
    assert [option.id for option in quiz_paper.mixed(true_false.options, "any")] == ["true", "false"]


def test_steps_are_not_printed_in_their_order_nor_places_beside_their_pairs():
    for seed in range(40):
        names = "abc"
        assert "".join(disordered(names, f"seed-{seed}")) != names
    order = example(ROOT / "tests/examples/order.yml").questions[0]
    sheet = squeezed(pages_text(paper(ROOT / "tests/examples/order.yml"))[0])
    printed = sorted(order.steps, key=lambda step: sheet.index(squeezed(step.text)))
    assert printed != list(order.steps)


def test_the_notes_name_the_letter_that_stands_on_the_sheet():
    file = ROOT / "tests/examples/match.yml"
    sheet, _, notes = map(squeezed, pages_text(paper(file)))
    for pair in example(file).questions[0].pairs:
        letter = re.search(rf"([a-c]){re.escape(squeezed(pair.right))}", sheet)[1]
        assert squeezed(f"{pair.left}{letter}: {pair.right}{pair.reason}") in notes


@pytest.mark.parametrize("pages_of_questions", [1, 2])
def test_answers_stand_on_a_sheet_of_their_own_on_a_copier_that_prints_on_both_sides(pages_of_questions):
    quiz = example(ROOT / "tests/examples/single.yml")
    lines = 3 if pages_of_questions == 1 else 20
    asked = [quiz.questions[0].model_copy(update={"id": f"q{n}", "answer_space": lines}) for n in range(3)]
    questions = tuple(asked[:pages_of_questions])
    pages = pages_text(quiz_paper.render(paper_inputs(quiz.model_copy(update={"questions": questions}))))
    start = next(index for index, text in enumerate(pages) if text.startswith("Answer notes"))
    assert start == 2
    assert ("left empty" in pages[1]) == (pages_of_questions == 1)


def test_gaps_are_blank_and_numbered_and_words_stand_below():
    question = example(ROOT / "tests/examples/cloze.yml").questions[0]
    document = quiz_paper.html(paper_inputs(example(ROOT / "tests/examples/cloze.yml")))
    assert document.count('class="gap"') == len(question.gaps)
    sheet = squeezed(pages_text(paper(ROOT / "tests/examples/cloze.yml"))[0])
    assert squeezed("keep this (1)") in sheet
    assert squeezed("Words for gap 1:") in sheet
    assert squeezed("Words for gap 2:") not in sheet
    assert squeezed("safeguarding lead") not in sheet


def test_every_choice_of_a_story_leads_to_the_right_card():
    quiz = example(ROOT / "tests/examples/scenario.yml")
    question = quiz.questions[0]
    numbers = {card.step.id: card.number for card in quiz_paper.cards(question, question.id, True)}
    assert numbers[question.steps[0].id] == 1
    seen = squeezed(pages_text(paper(ROOT / "tests/examples/scenario.yml"))[0])
    for step in question.steps:
        for choice in step.choices:
            assert squeezed(f"{choice.text} Go to card {numbers[choice.next]}.") in seen


def test_a_paper_draws_lines_to_write_on_and_numbers_what_it_rests_on():
    quiz = example(ROOT / "tests/examples/single.yml")
    asked = quiz.questions[0].model_copy(
        update={"answer_space": 3, "facts": ("ew-image-age-18",), "facilitator": "Ask pairs."}
    )
    made = paper_inputs(
        quiz.model_copy(update={"questions": (asked,)}), shelf=shelf("", None, BLANK, ["ew-image-age-18"])
    )
    document = quiz_paper.html(made)
    assert document.count('class="line"') == 3
    assert "source 1" in document
    assert "Ask pairs." in document
    assert failures(quiz_paper.render(made)) == []


def test_hostile_text_in_every_type_is_printed_as_it_stands():
    gap = {"accept": [HOSTILE], "reason": HOSTILE, "otherwise": HOSTILE}
    gap |= {"wrong": [{"answers": [f"no {HOSTILE}"], "reason": HOSTILE, "misconception": HOSTILE}]}
    pairs = [{"id": id_, "left": f"{id_} {HOSTILE}", "right": HOSTILE, "reason": HOSTILE} for id_ in "ab"]
    steps = [{"id": id_, "text": f"{id_} {HOSTILE}", "reason": HOSTILE} for id_ in "abc"]
    ends = {"low": HOSTILE, "high": HOSTILE}
    asked = [
        {"id": "m", "type": "match", "pairs": pairs},
        {"id": "o", "type": "order", "steps": steps},
        {"id": "c", "type": "cloze", "text": f"{HOSTILE} [[a]]", "gaps": [{"id": "a", **gap}]},
        {"id": "s", "type": "short_text", **gap},
        {"id": "r", "type": "reflection", "note": HOSTILE},
        {"id": "k", "type": "scale", "note": HOSTILE, **ends},
    ]
    quiz = example(ROOT / "tests/examples/single.yml").model_dump(by_alias=True)
    hostile = Quiz.model_validate(quiz | {"questions": [{"stem": HOSTILE, **each} for each in asked]})
    data = quiz_paper.render(paper_inputs(hostile))
    assert squeezed("".join(pages_text(data))).count(squeezed(HOSTILE)) >= 45
    assert failures(data) == []


def test_hostile_text_in_a_quiz_is_printed_as_it_stands():
    quiz = example(ROOT / "tests/examples/single.yml")
    dump = json.loads(quiz.questions[0].model_dump_json()) | {"stem": HOSTILE}
    dump["options"][0] |= {"text": HOSTILE, "reason": HOSTILE, "misconception": HOSTILE}
    hostile = Quiz.model_validate(quiz.model_dump(by_alias=True) | {"title": HOSTILE, "questions": [dump]})
    data = quiz_paper.render(paper_inputs(hostile))
    assert squeezed("".join(pages_text(data))).count(squeezed(HOSTILE)) >= 6
    assert failures(data) == []
