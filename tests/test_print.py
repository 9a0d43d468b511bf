"""Printables: each passes PDF/UA-1, fits its side, keeps its text and gives nothing away."""

import base64
import ctypes
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

import page
import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import yaml
from PIL import Image
from project import seen_texts

from coursekit.load.course import load
from coursekit.model.course import Handout
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.quiz import Quiz
from coursekit.model.reference import references
from coursekit.model.school import Logo, School
from coursekit.model.shelf import Shelf
from coursekit.render.print import handout, pdf, quiz_paper
from coursekit.render.print.sheet import source_lines
from coursekit.render.questions import disordered
from coursekit.render.templates import long_date

ROOT = Path(__file__).parents[1]
COURSE = load(ROOT).course
INTERNATIONAL = next(place for place in COURSE.places if place.code == "INT")
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
ADDRESS = "https://safety.example.org/help"
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
SCHOOLS = {"blank": BLANK, "filled": FILLED, "long": LONG}
LONG_ADDRESS = "https://safeguarding.st-thomas-canterbury.elmshire.example/help/getting-help"
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


# --- What is drawn -----------------------------------------------------------------------------------------


class Case(NamedTuple):
    """A handout as one school prints it."""

    source: Handout
    place: Place
    paper: handout.Paper
    kind: str
    """`blank`; `filled`, with a QR code; or `long`: long names, a QR code and a logo."""

    @property
    def filled(self) -> bool:
        """Whether it is the school with short names, whose details some tests look for."""
        return self.kind == "filled"

    @property
    def address(self) -> str | None:
        """Where its QR code leads."""
        return {"blank": None, "filled": ADDRESS, "long": LONG_ADDRESS}[self.kind]

    @property
    def name(self) -> str:
        """Names the case in the list of tests."""
        return f"{self.source.head.slug}-{self.place.slug}-{self.paper}-{self.kind}"


def cases() -> Iterator[Case]:
    for source in COURSE.handouts:
        for place in COURSE.places:
            if source.head.place == place.code or (source.head.each_place and place.pages):
                for paper in ("A4", "Letter"):
                    for kind in ("blank", "filled", "long"):
                        yield Case(source, place, paper, kind)


CASES = list(cases())
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
each_example = pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)


def texts(source: Handout) -> str:
    steps = [text or "" for step in source.head.steps for text in (step.text, step.ask, step.yes, step.no)]
    return "\n".join([source.head.lede or "", *steps, source.text])


def shelf(text: str, place: Place | None, school: School, more_facts: Iterable[str] = ()) -> Shelf:
    """The records that `text` names."""
    named = [(reference.function, reference.argument) for reference in references(text)]
    facts = {fact.id: fact for fact in COURSE.facts}
    contacts = {contact.id: contact for contact in COURSE.contacts}
    here = {
        names: next(filter(None, map(place.of, names.split())), ())
        for function, names in named
        if function == "here" and names and place
    }
    wanted = {argument for function, argument in named if function == "contact"}
    wanted |= {id_ for ids in here.values() for id_ in ids}
    return Shelf(
        place=place,
        facts={id_: facts[id_] for id_ in facts if ("fact", id_) in named or id_ in more_facts},
        contacts={id_: contacts[id_] for id_ in sorted(filter(None, wanted))},
        here=here,
        school=school,
        labels=(place or INTERNATIONAL).local_labels,
    )


def inputs(case: Case, **changes: Any) -> handout.HandoutInputs:
    made = handout.HandoutInputs(
        head=case.source.head,
        text=case.source.text,
        shelf=shelf(texts(case.source), case.place, SCHOOLS[case.kind]),
        paper=case.paper,
        version="2026.11.0",
        logo=LOGO if case.kind == "long" else None,
        short_address=case.address,
    )
    return made.model_copy(update=changes)


@cache
def drawn(name: str) -> bytes:
    return handout.render(inputs(next(case for case in CASES if case.name == name)))


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


def pages_text(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


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
                r"<([0-9a-f]+)> <([0-9a-f]+)>", font.ToUnicode.read_bytes().decode().split("beginbfchar")[1]
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


def inputs_shown(case: Case) -> list[Fact]:
    """The facts that a handout shows."""
    named = [r.argument for r in references(texts(case.source)) if r.function == "fact"]
    return [fact for id_ in dict.fromkeys(named) for fact in COURSE.facts if fact.id == id_]


def failures(data: bytes) -> list[str]:
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert report.rules.total == 104
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def assert_own_fonts(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as document:
        items = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        every = [item for item in items if item.get("/Type") == "/Font"]
        fonts = [item for item in every if "/DescendantFonts" in item]
        assert fonts
        assert len(every) == 2 * len(fonts)
        for font in fonts:
            assert re.fullmatch(r"/[A-Z]{6}\+Atkinson-Hyperlegible-Next[\w-]*", str(font.BaseFont))
            assert "/ToUnicode" in font
            for descendant in font.DescendantFonts:
                assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())


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
def test_a_handout_passes_every_rule_of_pdf_ua(case):
    assert failures(drawn(case.name)) == []


@each_case
def test_a_handout_fits_its_sheet(case):
    data = drawn(case.name)
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1 or not case.source.head.one_side
    assert [round(side) for side in document[0].get_size()] == {"A4": [595, 842], "Letter": [612, 792]}[
        case.paper
    ]
    assert_inside(data)


@each_case
def test_a_handout_keeps_every_word_of_its_source(case):
    seen = squeezed("".join(pages_text(drawn(case.name))))
    head = case.source.head
    wanted = words(f"{head.title} {' '.join(step.title for step in head.steps)} {texts(case.source)}")
    assert [word for word in sorted(wanted) if squeezed(word) not in seen] == []
    shown = Texts(handout.html(inputs(case))).found
    assert [text for text in shown if squeezed(text) not in seen] == []


@each_case
def test_a_handout_uses_our_fonts_alone_in_black_and_large_enough(case):
    data = drawn(case.name)
    assert_own_fonts(data)
    for colour, size in text_objects(data):
        assert colour == (0, 0, 0)
        assert size >= SMALL


@each_case
def test_a_handout_has_a_neutral_title_and_says_how_old_it_is(case):
    data = drawn(case.name)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.docinfo["/Title"]) == case.source.head.tab_title
        assert str(document.Root.Lang) == case.place.lang
    seen = squeezed("".join(pages_text(data)))
    for line in ("Trusted Adult 2026.11.0", "CC BY 4.0", "Not yet reviewed by a safeguarding professional."):
        assert squeezed(line) in seen
    shown = inputs(case).shelf
    ages = [record.checked for record in (*shown.facts.values(), *shown.contacts.values())]
    assert not ages or squeezed(f"Checked on {long_date(min(ages))}.") in seen


@pytest.mark.parametrize(
    "case", [case for case in CASES if 'school("lead")' in texts(case.source)], ids=lambda case: case.name
)
def test_blanks_are_labelled_and_details_are_printed(case):
    seen = "".join(pages_text(drawn(case.name)))
    assert squeezed(f"{case.place.local_labels['lead']}:") in squeezed(seen)
    assert ("Ms A. Example" in seen and "01632 960001" in seen) is case.filled


@each_case
def test_the_logo_the_qr_code_and_the_blanks_are_the_only_pictures(case):
    data = drawn(case.name)
    with pikepdf.open(io.BytesIO(data)) as document:
        alts = [
            str(item["/Alt"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]
        links = [
            str(item["/A"]["/URI"])
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Link"
        ]
    address = case.address
    blanks = handout.html(inputs(case)).count('class="blank"')
    assert sorted(alts) == sorted(
        ["School logo"] * (case.kind == "long")
        + [f"QR code that opens {address}"] * (address is not None)
        + ["blank to fill in"] * blanks
    )
    assert set(links) == ({address} if address else set())
    if address:
        shown = squeezed(address.removeprefix("https://"))
        assert shown in squeezed("".join(pages_text(data)))


@each_case
def test_no_letter_lies_upon_a_picture(case):
    for sheet in pypdfium2.PdfDocument(drawn(case.name)):
        raw = pypdfium2.raw
        pictures = [item.get_bounds() for item in sheet.get_objects([raw.FPDF_PAGEOBJ_IMAGE])]
        assert len(pictures) == (case.kind == "long")
        for letter, (left, bottom, right, top) in boxes(sheet):
            for x1, y1, x2, y2 in pictures:
                assert right <= x1 or left >= x2 or top <= y1 or bottom >= y2, letter


@each_case
def test_a_screen_reader_meets_blanks_headings_and_lists_as_what_they_are(case):
    tree = structure(drawn(case.name))
    labels = [
        "".join(row.text.split())
        for row in tree
        if row.kind in {"P", "LI"} and "blank to fill in" in row.text
    ]
    if case.kind == "blank" and 'school("lead")' in texts(case.source):
        lead = "".join(case.place.local_labels["lead"].split())
        assert any(f"{lead}:blanktofillin" in label for label in labels)
    for row in tree:
        if re.fullmatch(r"H[1-6]", row.kind):
            assert not any(re.fullmatch(r"H[1-6]", above) for above in row.above)
        if row.kind == "LI":
            assert row.above[-1] == "L"
            assert row.kids in (("Lbl", "LBody"), ("LBody",))
        if row.kind == "L":
            assert set(row.kids) <= {"LI"}
    steps = [row.text for row in tree if row.kind == "Lbl" and row.text.strip().isdigit()]
    if case.source.head.steps:
        assert [int(step) for step in steps] == [*range(1, len(case.source.head.steps) + 1)]
    sources = source_lines(inputs_shown(case))
    lists = [row for row in tree if row.kind == "L"]
    assert not sources or len(lists[-1].kids) == len(sources)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.source.head.audience == ("parents",)], ids=lambda case: case.name
)
def test_sheets_for_parents_are_in_short_sentences(case):
    body = " ".join(Texts(handout.html(inputs(case))).found).split("Sources.")[0]
    sentences = [s for s in re.split(r"[.?!]+[”’)]*\s|\n\s*\n", body) if len(s.split()) > 1]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 15


def test_the_rule_about_images_is_on_every_handout_in_the_same_words():
    for source in COURSE.handouts:
        assert re.search(r"o not open, copy, forward, screenshot,? (or )?print", texts(source)), source.path


def test_nothing_unverified_is_printed():
    contact = next(contact for contact in COURSE.contacts if contact.id == "childline-uk")
    unsure = Contact.model_validate(contact.model_dump() | {"confidence": "unverified"})
    case = next(case for case in CASES if case.name == "poster-help-gb-eng-A4-blank")
    whole = inputs(case).shelf
    changed = whole.model_copy(update={"contacts": {**whole.contacts, unsure.id: unsure}})
    seen = "".join(pages_text(handout.render(inputs(case, shelf=changed))))
    assert "0800 1111" not in seen
    assert "A children’s helpline:" in seen


def test_a_sheet_is_as_old_as_the_oldest_line_on_it():
    case = next(case for case in CASES if case.name == "poster-help-gb-eng-A4-blank")
    whole = inputs(case).shelf
    old = {
        id_: Contact.model_validate(contact.model_dump() | {"checked": "2024-02-29"})
        if id_ == "ceop"
        else contact
        for id_, contact in whole.contacts.items()
    }
    assert "Checked on 29 February 2024." in handout.html(
        inputs(case, shelf=whole.model_copy(update={"contacts": old}))
    )


# --- Hostile text, other machines --------------------------------------------------------------------------


def test_hostile_text_is_printed_as_it_stands():
    case = next(case for case in CASES if case.name == "card-1-int-A4-blank")
    school = School.model_validate({"name": HOSTILE, "lead": {"name": HOSTILE, "phone": "x" * 300}})
    base = inputs(case)
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


def test_names_in_other_scripts_are_drawn_with_our_own_fonts():
    data = pdf.to_pdf(
        "<html lang=en><title>x</title><style>p { font-family: 'Noto Sans' }</style><h1>x</h1><p>ليلى"
    )
    assert failures(data) == []
    seen = "".join(pages_text(data)).split()[1].replace("\u200b", "")
    assert sorted(seen) == sorted("ليلى")  # readers put such words in different orders


def test_a_letter_that_no_font_of_ours_has_is_printed_as_its_name():
    assert pdf.drawable("a😀→☐\ufe0fé\u3000e\u0301") == "a[grinning face][rightwards arrow][ballot box]é é"


@pytest.mark.parametrize("change", [{"color": "bleu"}, {"width": "calc(}"}])
def test_a_warning_of_the_pdf_writer_is_an_error(change):
    style = ";".join(f"{key}: {value}" for key, value in change.items())
    with pytest.raises(pdf.PrintError):
        pdf.to_pdf(f"<html lang=en><title>x</title><style>p {{ {style} }}</style><h1>x</h1><p>y</p>")


def test_nothing_is_fetched():
    with pytest.raises(pdf.PrintError):
        pdf.to_pdf("<html lang=en><title>x</title><h1>x</h1><img alt=x src='file:///etc/passwd'>")


def test_fontconfig_is_left_as_it_was():
    drawn(CASES[0].name)
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
    case = next(case for case in CASES if case.name == "guide-1-england-gb-eng-A4-filled")
    elsewhere = tmp_path / "another folder"
    for folder in ("coursekit", "templates"):
        shutil.copytree(ROOT / folder, elsewhere / folder, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    result = subprocess.run(
        [sys.executable, "-c", DRAW_ELSEWHERE],
        input=inputs(case).model_dump_json(by_alias=True),
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
    here = handout.render(inputs(case))
    assert hashlib.sha256(here).hexdigest() == result.stdout.strip()
    assert here == drawn(case.name)
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
    sheet, notes = map(squeezed, pages_text(paper(file)))
    for pair in example(file).questions[0].pairs:
        letter = re.search(rf"([a-c]){re.escape(squeezed(pair.right))}", sheet)[1]
        assert squeezed(f"{pair.left}{letter}: {pair.right}{pair.reason}") in notes


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
