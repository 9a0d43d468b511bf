"""What the tests of paper draw, and what a reader of a PDF meets."""

import base64
import ctypes
import dataclasses
import html.parser
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import yaml
from PIL import Image
from project import the_course

from coursekit.catalogue import Catalogue
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz
from coursekit.model.school import Logo, School
from coursekit.model.shelf import Shelf
from coursekit.plan.artefact import Artefact
from coursekit.plan.files import plan_files
from coursekit.render.print import aloud, handout, pdf, quiz_paper, session
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
    library = Catalogue(dataclasses.replace(LOADED, course=course))
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
        """Whether it has a source of its own, other than session plans, rehearsals and their cards."""
        return isinstance(self.inputs, handout.HandoutInputs)

    @property
    def html(self) -> str:
        """Its document, as generously spaced as it can be."""
        if self.is_handout:
            return handout.html(self.inputs)
        if isinstance(self.inputs, aloud.AloudInputs):
            is_card = aloud.FORMS["card"].template in self.file.templates
            return (aloud.card_html if is_card else aloud.cards_html)(self.inputs)
        drawn_by = session.cards_html if session.CARDS in self.file.templates else session.plan_html
        return drawn_by(self.inputs)


def _is_example(file: Artefact) -> bool:
    """Each thing once: for England or for no place, and one module of eight."""
    if isinstance(file.inputs, session.SessionInputs | aloud.AloudInputs):
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
