"""Letters and messages: they open, hold the contacts of their place, and say what is to be filled in."""

import base64
import io
import re
import zipfile

import docx
import pypdfium2
import pytest
from docx.shared import Mm
from lxml import etree
from office import as_pdf, parts, with_soffice
from project import the_course, the_plan
from test_slides import RTL, each_text, png

from coursekit.model.message import LIMIT, as_message, septets
from coursekit.model.school import Logo, School
from coursekit.plan.plan import plan
from coursekit.render.letters import docx as word
from coursekit.render.letters import text as plain_text
from coursekit.run.work import call

LOADED = the_course()
FILES = {file.path: file for file in the_plan().files if file.kind == "letter"}
LETTERS = [path for path in FILES if path.endswith(".docx") and "letter" in path]
QUESTIONS = [path for path in FILES if path.endswith(".docx") and "guide" in path]
MESSAGES = [path for path in FILES if path.endswith(".txt") and "messages" in path]
SCHOOL = School.model_validate(
    {
        "name": "Hill Road <Primary> & Nursery",
        "lead": {"name": "Ms A. Example", "phone": "01632 960001", "email": "lead@hill-road.example"},
        "deputy": {"name": "Mr B. Sample", "phone": "01632 960002"},
    }
)


def document(data):
    return docx.Document(io.BytesIO(data))


def said(data):
    return "\n".join(paragraph.text for paragraph in document(data).paragraphs)


def changed(path, **changes):
    return FILES[path].inputs.model_copy(update=changes)


def for_school(path, logo=None):
    course = LOADED.course.model_copy(update={"school": SCHOOL, "logo": logo})
    return next(file for file in plan(type(LOADED)(course, LOADED.origins)).files if file.path == path)


def test_every_place_has_a_letter_questions_and_messages_in_both_forms():
    places = [place.slug for place in LOADED.course.places if place.pages]
    wanted = {
        f"downloads/{slug}-{place}.{form}"
        for slug in ("letter-1", "guide-8", "messages-1", "policy-1")
        for place in places
        for form in ("docx", "txt")
    }
    assert set(FILES) == wanted
    assert {file.place for file in FILES.values()} == {
        place.code for place in LOADED.course.places if place.pages
    }


@pytest.mark.parametrize("render", [plain_text.render, lambda inputs: said(word.render(inputs)).encode()])
def test_the_line_under_the_title_is_written_as_the_text_is(render):
    inputs = changed(LETTERS[0])
    head = inputs.head.model_copy(update={"lede": 'For *you* {{ place("in_name") }}.'})
    place = inputs.shelf.place
    assert f"For you {place.in_name}." in render(inputs.model_copy(update={"head": head})).decode()


@pytest.mark.parametrize("path", [*LETTERS, *QUESTIONS])
def test_a_letter_holds_its_own_text_its_contacts_and_what_is_to_be_filled_in(path):
    text = said(call(FILES[path]))
    shelf = FILES[path].inputs.shelf
    assert FILES[path].inputs.head.title in text
    assert ("[name of your school]" in text) == ("[your name]" in text) == ("letter" in path)
    assert f"In our school: {shelf.place.local_labels['lead']}: ____" in text
    for ids in shelf.here.values():
        if ids:
            contact = shelf.contacts[ids[0]]
            assert contact.name[1:] in text
            assert (contact.phone or "") in text
    assert "{{" not in text
    assert re.search(
        r"Compared with stored copies on \d+ \w+ 2026",
        document(call(FILES[path])).sections[0].footer.paragraphs[0].text,
    )


@pytest.mark.parametrize("path", LETTERS)
def test_a_letter_is_made_of_styles_that_people_and_readers_can_use(path):
    data = call(FILES[path])
    found = document(data)
    styles = [paragraph.style.name for paragraph in found.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 1
    assert {"List Bullet", "Normal"} <= set(styles)
    size = {"A4": Mm(297), "Letter": Mm(279.4)}[FILES[path].inputs.paper]
    assert abs(found.sections[0].page_height - size) < Mm(1)
    language = etree.fromstring(parts(data)["word/styles.xml"]).find(".//{*}rPrDefault//{*}lang")
    assert language.get(f"{{{language.nsmap['w']}}}val") == FILES[path].lang
    assert found.core_properties.title == FILES[path].inputs.head.tab_title
    assert b"altName" in parts(data)["word/fontTable.xml"]


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".docx") and "policy" in path])
def test_a_policy_marks_every_choice_and_cites_its_place(path):
    data = call(FILES[path])
    found = [run for paragraph in document(data).paragraphs for run in paragraph.runs]
    marked = [run.text for run in found if run._r.find(".//{*}shd") is not None]
    assert sum(text.startswith("[choose: ") for text in marked) == said(data).count("[choose:") > 15
    facts = {fact.id: fact for fact in LOADED.course.facts}
    place = FILES[path].inputs.shelf.place
    assert place.in_policy
    for id_ in place.in_policy:
        assert facts[id_].text.split("{{")[0] in said(data)


def test_a_policy_of_a_place_that_names_nothing_says_whom_to_ask():
    places = tuple(place.model_copy(update={"in_policy": ()}) for place in LOADED.course.places)
    course = LOADED.course.model_copy(update={"places": places})
    path = "downloads/policy-1-int.txt"
    files = plan(type(LOADED)(course, LOADED.origins)).files
    text = call(next(file for file in files if file.path == path)).decode()
    assert "ask [choose: your authority" in text
    assert "Convention" not in text


def test_a_school_finds_its_own_details_and_logo():
    file = for_school(LETTERS[0], png())
    data = call(file)
    text = said(data)
    assert text.splitlines()[1] == "Hill Road <Primary> & Nursery"
    label = file.inputs.shelf.place.local_labels["lead"]
    assert f"In our school: {label}: Ms A. Example, 01632 960001" in text
    assert "____" not in text
    picture = document(data).inline_shapes[0]
    assert picture._inline.docPr.get("descr") == f"Logo of {SCHOOL.name}"
    assert picture.width <= Mm(70)
    svg = Logo(name="logo.svg", data=base64.b64encode(b"<svg/>").decode())
    assert "SVG" in for_school(LETTERS[0], svg).losses[0]
    assert "Hill Road <Primary> & Nursery" in call(for_school(LETTERS[0].replace("docx", "txt"))).decode()


@pytest.mark.parametrize("path", MESSAGES)
def test_each_message_is_a_single_text_message_in_every_place(path):
    lines = call(FILES[path]).decode().splitlines()
    sent = [lines[number + 1] for number, line in enumerate(lines) if re.fullmatch(r"\(\d+ of 160\)", line)]
    assert len(sent) == 4
    for message in sent:
        assert septets(message) <= LIMIT, message
        assert "{{" not in message
    counted = [int(line[1:].partition(" ")[0]) for line in lines if line.endswith("of 160)")]
    assert counted == [septets(message) for message in sent]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 160, 160),
        ("it’s “fine” – yes", 17),
        ("€", 2),
        ("[x]", 5),
        ("ok 🙂", LIMIT + 4),
        ("Łódź", LIMIT + 4),
    ],
)
def test_a_message_is_counted_as_telephones_count(text, length):
    assert septets(as_message(text)) == length


@each_text
def test_any_text_arrives_whole(text):
    inputs = changed(LETTERS[0], text=text)
    squeezed = " ".join(text.split())
    data = word.render(inputs)
    parts(data)
    assert squeezed in " ".join(said(data).split())
    assert squeezed in " ".join(plain_text.render(inputs).decode().split())


def test_tables_lists_and_directions_are_kept():
    table = "| Who | When |\n|---|---|\n| **Lead** | Month 1 |"
    text = f"{table}\n\n1. one\n2. two\n\n   more\n\n- a\n    - b\n\n{RTL}"
    data = word.render(changed(LETTERS[0], text=text))
    table = document(data).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Who", "When"], ["Lead", "Month 1"]]
    assert b"w:tblHeader" in parts(data)["word/document.xml"]
    assert b"w:bidi" in parts(data)["word/document.xml"]
    lines = plain_text.render(changed(LETTERS[0], text=text)).decode().splitlines()
    assert "Who | When" in lines
    assert lines.index("2. two") == lines.index("1. one") + 1
    assert "  - b" in lines


@pytest.mark.parametrize("path", [LETTERS[0], "downloads/messages-1-int.docx"])
def test_the_same_input_makes_the_same_bytes(path):
    data = call(FILES[path])
    assert call(FILES[path]) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_printed_letter_says_the_same():
    printed = next(file for file in the_plan().files if file.path == "handouts/letter-1-gb-eng.pdf")
    edited = FILES["downloads/letter-1-gb-eng.docx"]
    assert (printed.inputs.head, printed.inputs.text) == (edited.inputs.head, edited.inputs.text)


@with_soffice
@pytest.mark.parametrize("place", ["gb-eng", "us"])
def test_a_letter_takes_one_page_and_the_questions_two(place, tmp_path):
    for name, pages in (("letter-1", 1), ("guide-8", 2)):
        data = as_pdf(call(FILES[f"downloads/{name}-{place}.docx"]), f"{name}.docx", tmp_path)
        assert len(pypdfium2.PdfDocument(data)) == pages
