"""Printables: each passes PDF/UA-1, fits its side, keeps its text and can be filled in."""

import io
import re

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp
from pdfs import assert_own_fonts, failures, fields, pages_text
from printing import (
    COURSE,
    EVERY,
    LARGE,
    SMALL,
    Texts,
    assert_inside,
    boxes,
    case,
    drawn,
    each_case,
    printed,
    squeezed,
    structure,
    text_objects,
    tightest,
    words,
)

from coursekit.model.facts import Contact
from coursekit.render.print import aloud, handout, session


@each_case
def test_a_printable_passes_every_rule_of_pdf_ua(case):
    assert failures(drawn(case)) == []


SHEETS = {"A4": (595, 842), "Letter": (612, 792), "A3": (842, 1191), "Tabloid": (792, 1224)}


def sides_of(inputs, templates):
    """How many sides a set of cards has: two fronts or two backs on each, one for the card to fill in."""
    if isinstance(inputs, aloud.AloudInputs):
        return (
            1 if aloud.FORMS["card"].template in templates else session.sheets(len(inputs.aloud.rehearsals))
        )
    return session.sheets(len(inputs.session.cards))


@each_case
def test_a_printable_fits_its_sheet(case):
    data = drawn(case)
    document = pypdfium2.PdfDocument(data)
    paper = case.inputs.paper
    if case.is_handout:
        big = {"A4": "A3", "Letter": "Tabloid"}[paper] if case.inputs.size in handout.BIG else paper
        size = SHEETS[big][::-1] if case.inputs.head.landscape else SHEETS[big]
        sides = case.inputs.head.sides if case.inputs.size != "large" else 0
    else:
        cards, plan = sides_of(case.inputs, case.file.templates), session.PLAN in case.file.templates
        size = SHEETS[paper] if plan else SHEETS[paper][::-1]
        sides = 0 if plan else cards
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
    band = case.is_handout and case.inputs.traits.has_grey and case.inputs.size not in handout.GREY
    inks = {(0, 0, 0), *([(255, 255, 255)] if band else [])}
    for colour, size in text_objects(data):
        assert colour in inks
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
            if source.head.easy:  # one idea a line
                assert all(re.search(rule, said) for rule in ("Do not look at", r"\bcopy\b", r"\bsend\b"))
                continue
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
        for template, count in {
            "poster": 4,
            "drawn": 4,
            "flowchart": 1,
            "card": 2,
            "letter": 2,
            "form": 3,
        }.items():
            assert sum(inputs.head.template == template for inputs in made) == count, (place.code, template)
        assert sum(inputs.head.id == "law-parents" for inputs in made) == 2
        assert {inputs.paper for inputs in made} == {place.paper}


FOR_EACH_PLACE = (
    *(
        "poster-help",
        "poster-drawn",
        "flowchart-incident",
        "law-parents",
        "card-telling",
        "form-record",
        "sheet-staff",
    ),
    *("sheet-notice", "sheet-starters", "sheet-threats", "sheet-ai-images", "letter-home", "sheet-questions"),
    *("sheet-home", "who-to-tell", "policy-online"),
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
