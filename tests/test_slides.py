"""Decks: real text with a title and notes on every slide, whole, in its box, the same on every day."""

import base64
import io
import re
import zipfile
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest
from office import as_pdf, notes, opened, parts, texts, with_soffice
from PIL import Image
from project import the_course, the_plan

from coursekit.catalogue import Catalogue
from coursekit.model.facts import ContactKind
from coursekit.model.school import Logo, School
from coursekit.plan.plan import plan
from coursekit.render.slides import paper, pptx
from coursekit.render.slides.deck import WAYS, deck
from coursekit.render.slides.fit import height, room, size_for
from coursekit.render.slides.layouts import (
    ASIDE,
    BODY,
    CHIP,
    CLOCK,
    FOOTER,
    HEAD,
    HELP,
    LAYOUTS,
    NUMBER,
    TITLE,
)

LOADED = the_course()
EVERY = {
    file.path: file for file in the_plan().files if file.kind == "slides" and file.path.endswith(".pptx")
}
DECKS = {path: file.inputs for path, file in EVERY.items() if file.inputs.session and not file.place}
"""The sessions' decks for every place; those for one place differ on the help slides alone."""
each_deck = pytest.mark.parametrize("path", DECKS)
HOSTILE = "<script>alert(1)</script> ]]> {{ nope }} =cmd() \"q\" 'a' & &amp; \\ 🙂 Łódź Ελένη שרה"
RTL = "שרה אמרה לי משהו"
each_text = pytest.mark.parametrize(
    "text", [HOSTILE, RTL, "long " * 1000, "x" * 5000], ids=["signs", "rtl", "words", "word"]
)
SCHOOL = School.model_validate(
    {
        "name": "St Thomas of Canterbury Church of England Voluntary Aided Primary School and Nursery",
        "place": "GB-ENG",
        "address": "https://safety.example.org",
        "lead": {"name": "Mrs Alexandra Featherstonehaugh-Montgomery", "phone": "01632 960001 ext. 2204"},
        "colours": {"main": "#5b1a66", "accent": "#ffd54a"},
    }
)
AGE = r"Trusted Adult \S+ · Compared with stored copies on \d+ \w+ \d{4}"


def png(wide=600, high=200):
    data = io.BytesIO()
    Image.new("RGB", (wide, high), (120, 20, 60)).save(data, "PNG")
    return Logo(name="logo.png", data=base64.b64encode(data.getvalue()).decode())


@cache
def made(path):
    return pptx.render(DECKS[path])


def for_school(path="slides/module-6.pptx", logo=None):
    """The deck as that school would get it."""
    course = LOADED.course.model_copy(update={"school": SCHOOL, "logo": logo})
    planned = plan(type(LOADED)(course, LOADED.origins))
    return next(file for file in planned.files if file.path == path)


def with_session(inputs, **changes):
    return inputs.model_copy(update={"session": inputs.session.model_copy(update=changes)})


# --- What every deck holds ------------------------------------------------------------


def test_there_is_a_deck_for_each_module_and_one_for_all_staff():
    modules = [page.head.slug for page in LOADED.course.pages if page.head.kind == "module"]
    assert sorted(DECKS) == sorted([*(f"slides/{slug}.pptx" for slug in modules), "slides/staff-60.pptx"])


@each_deck
def test_every_slide_has_a_title_and_notes_and_no_empty_frame(path):
    presentation = opened(made(path))
    assert (presentation.slide_width, presentation.slide_height) == (12192000, 6858000)
    for slide in presentation.slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert len(notes(slide).split()) > 5
        for shape in slide.placeholders:
            empty = not shape.text_frame.text.strip()
            assert not empty or shape.placeholder_format.idx == NUMBER, (path, shape.name)
            assert "slidenum" in shape._element.xml or not empty


@each_deck
def test_slides_are_read_from_the_title_down(path):
    order = [TITLE, CHIP, CLOCK, BODY, HEAD, ASIDE, HELP, FOOTER, NUMBER]
    for slide in opened(made(path)).slides:
        found = [shape.placeholder_format.idx for shape in slide.placeholders]
        drawn = [shape.placeholder_format.idx for shape in slide.shapes if shape.is_placeholder]
        assert drawn[0] == TITLE
        assert sorted(found) == sorted(drawn)
        assert drawn == sorted(
            drawn, key=lambda number: (number in {HELP, FOOTER, NUMBER}, drawn.index(number))
        )
        assert set(drawn) <= set(order)


NAMED = re.compile(r"\{\{.*?\}\}")


def _titles(inputs):
    for segment in inputs.session.segments:
        yield segment.title
        yield from (card.title for card in inputs.session.cards if segment.id == "cards")
        yield from (inputs.rehearsals[id_].title for id_ in segment.rehearsals)


@each_deck
def test_the_deck_is_the_session(path):
    session = DECKS[path].session
    slides = list(opened(made(path)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    everything = "\n".join("\n".join([*texts(slide), notes(slide)]) for slide in slides)
    plain = " ".join(everything.split())
    assert titles[1:3] == ["Looking after each other today", "Afterwards you can"]
    assert titles[3:-1] == list(_titles(DECKS[path]))
    for segment in session.segments:
        for line in segment.slide:
            assert line in everything
        for words in NAMED.split(segment.script):  # what a script names stands there in words of its own
            assert " ".join(words.split()) in plain
    for text in (session.opening, session.if_told, session.closing, session.care):
        assert " ".join(text.split()) in plain


@each_deck
def test_a_rehearsal_shows_the_moment_and_its_notes_hold_the_model_before_the_contrast(path):
    inputs = DECKS[path]
    slides = {slide.shapes.title.text_frame.text: slide for slide in opened(made(path)).slides}
    for one in inputs.rehearsals.values():
        slide = slides[one.title]  # a segment of the same title comes before it
        shown, said = " ".join(texts(slide)), " ".join(notes(slide).split())
        assert one.scene in shown
        assert one.rule in shown
        assert one.contrast not in shown
        places = [
            said.index(" ".join(text.split())) for text in (one.model, one.contrast, *one.hear, one.again)
        ]
        assert places == sorted(places)


@each_deck
def test_each_part_shows_the_clock_at_its_start(path):
    session = DECKS[path].session
    slides = list(opened(made(path)).slides)
    clocks = [
        shape.text_frame.text
        for slide in slides
        for shape in slide.placeholders
        if shape.placeholder_format.idx == CLOCK
    ]
    assert len(clocks) == len(session.segments)
    assert clocks[0] == " · ".join(f"0:00 of {length}" for length in session.segments[0].minutes)
    last = session.segments[-1].minutes
    assert clocks[-1] == " · ".join(
        f"{divmod(int(length) - minutes, 60)[0]}:{divmod(int(length) - minutes, 60)[1]:02d} of {length}"
        for length, minutes in last.items()
    )


@each_deck
def test_content_note_and_help_come_first_and_help_comes_last(path):
    slides = list(opened(made(path)).slides)
    assert "Nothing graphic" in " ".join(texts(slides[0]))
    for slide in (slides[1], slides[-1]):
        said = " ".join(texts(slide))
        assert "Help now" in said
        assert "Safeguarding lead" in said
    assert "step out" in " ".join(texts(slides[1])).lower()
    for slide in slides[:-1]:
        assert "Help now: last slide" in texts(slide)
        assert "jump=lastslide" in slide.shapes._spTree.xml
    for slide in slides:
        assert re.search(AGE, " ".join(texts(slide)))


@each_deck
def test_each_plan_is_a_show_of_its_own(path):
    session, xml = DECKS[path].session, parts(made(path))["ppt/presentation.xml"].decode()
    shows = dict(re.findall(r'<p:custShow name="(\d+) minutes"[^>]*>(.*?)</p:custShow>', xml, re.DOTALL))
    if len(session.lengths) == 1:
        assert shows == {}
        return
    assert list(shows) == list(session.lengths)
    slides = deck(DECKS[path]).slides
    for length, shown in shows.items():
        assert shown.count("<p:sld ") == sum(length in slide.lengths for slide in slides)
        parts_shown = [slide for slide in slides if slide.layout in {*WAYS, "shown"}]
        assert len(session.plan(length)) == sum(length in slide.lengths for slide in parts_shown)


@each_deck
def test_every_text_fits_its_box(path):
    """By our own measure, with room for a font that is a little wider."""
    for slide in deck(DECKS[path]).slides:
        layout = LAYOUTS[slide.layout]
        for number, blocks in ((BODY, slide.body), (ASIDE, slide.aside)):
            if blocks:
                box = layout.box(number)
                size = size_for(box, blocks)
                said = [(block.text, any(run.bold for run in block.runs)) for block in blocks]
                assert height(box, said, size) <= room(box), (slide.title, number)
                assert size >= 18


@each_deck
def test_the_language_is_set_and_nothing_alarming_is_seen(path):
    presentation = opened(made(path))
    assert presentation.core_properties.language == "en-GB"
    assert presentation.core_properties.title == DECKS[path].tab_title
    for slide in presentation.slides:
        runs = slide._element.findall(".//{*}r")
        assert {run.find("{*}rPr").get("lang") for run in runs} == {"en-GB"}


@each_deck
def test_the_same_input_makes_the_same_bytes(path):
    assert pptx.render(DECKS[path]) == made(path)
    with zipfile.ZipFile(io.BytesIO(made(path))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    parts(made(path))


# --- A school's own ------------------------------------------------------------


def test_a_school_sees_its_place_colours_and_logo():
    file = for_school(logo=png())
    assert file.place == "GB-ENG"
    data = pptx.render(file.inputs)
    presentation = opened(data)
    last = presentation.slides[len(presentation.slides) - 1]
    said = " ".join(texts(last))
    assert "999" in said
    assert "Mrs Alexandra Featherstonehaugh-Montgomery, 01632 960001 ext. 2204" in said
    assert "safety.example.org/help" in said
    theme = parts(data)["ppt/theme/theme1.xml"].decode()
    assert "5B1A66" in theme
    assert "FFD54A" in theme
    pictures = [shape for slide in presentation.slides for shape in slide.shapes if shape.shape_type == 13]
    named = f"Logo of {SCHOOL.name}"
    logos = [shape for shape in pictures if shape._element.nvPicPr.cNvPr.get("descr") == named]
    assert len(logos) == 3
    for logo in logos:
        assert logo.left + logo.width < 12192000
    help_box = LAYOUTS["help"].box(ASIDE)
    aside = deck(file.inputs).slides[-1].aside
    size = size_for(help_box, aside)
    assert height(help_box, [(block.text, True) for block in aside], size) <= room(help_box)


def test_a_blank_stays_a_labelled_blank_and_no_country_is_guessed():
    slides = list(opened(made("slides/module-3.pptx")).slides)
    said = " ".join(texts(slides[1]))
    assert "In danger now Your local emergency number" in " ".join(said.split())
    assert "999" not in said
    assert "____" in said
    assert "United Kingdom 999" in notes(slides[1])


def test_a_deck_is_made_for_each_place_with_its_numbers_and_no_national_one_is_blank():
    library = Catalogue(LOADED)
    places = [place for place in library.open_places if place.code != "INT"]
    assert len(places) == 12
    for place in places:
        made_for = {path: file for path, file in EVERY.items() if file.place == place.code}
        on_changes = [
            file for file in made_for.values() if any(use.startswith("change:") for use in file.uses)
        ]
        assert len(made_for) == len(DECKS) + len(on_changes)
        inputs = made_for[f"slides/staff-60-{place.slug}.pptx"].inputs
        said = "\n".join(block.text for block in deck(inputs).slides[-1].aside)
        number = library.contacts[place.of(ContactKind.EMERGENCY)[0]]
        assert not number.may_be_shown or str(number.phone) in said, place.code
        blanks = [line for line in said.split("\n") if "____" in line]
        assert len(blanks) <= 2, (place.code, said)


def test_a_briefing_has_three_slides_and_the_last_leads_to_help():
    briefings = [file for path, file in EVERY.items() if path.startswith("slides/briefing-")]
    on_changes = sum(bool(change.brief) * len(change.places) for change in LOADED.course.changes)
    assert len(briefings) == 8 + on_changes
    for file in briefings:
        slides = deck(file.inputs).slides
        assert len(slides) == 3
        assert slides[-1].layout == "help"
        assert "Before you start" in slides[0].notes[0].text
    few = [file for file in EVERY.values() if file.inputs.few]
    for file in few:
        for slide in deck(file.inputs).slides:
            for number, blocks in ((BODY, slide.body), (ASIDE, slide.aside)):
                if blocks:
                    box = LAYOUTS[slide.layout].box(number)
                    size = size_for(box, blocks)
                    said = [(block.text, any(run.bold for run in block.runs)) for block in blocks]
                    assert height(box, said, size) <= room(box), (file.path, slide.title)
    opened(pptx.render(few[0].inputs))


def test_a_logo_that_slides_cannot_hold_is_a_loss():
    logo = Logo(name="logo.svg", data=base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode())
    file = for_school(logo=logo)
    assert "SVG" in file.losses[0]
    assert opened(pptx.render(file.inputs))


# --- Texts that mean harm ------------------------------------------------------------


@each_text
def test_any_text_arrives_whole_in_the_notes_and_on_the_slide(text):
    inputs = DECKS["slides/module-6.pptx"]
    segment = inputs.session.segments[0].model_copy(
        update={"script": text, "slide": (text.strip(),), "title": text[:60]}
    )
    data = pptx.render(with_session(inputs, segments=(segment,)))
    parts(data)
    slide = opened(data).slides[3]
    assert " ".join(text.split()) in " ".join(notes(slide).split())
    assert " ".join(text.split()) in " ".join(" ".join(texts(slide)).split())
    assert " ".join(text[:60].split()) == slide.shapes.title.text_frame.text


def test_right_to_left_is_set_from_the_right():
    inputs = DECKS["slides/module-6.pptx"]
    segment = inputs.session.segments[0].model_copy(update={"slide": (RTL,)})
    slide = opened(pptx.render(with_session(inputs, segments=(segment,)))).slides[3]
    assert 'rtl="1"' in slide._element.xml


def test_facts_stand_in_words_with_their_source_in_the_notes():
    inputs = DECKS["slides/module-6.pptx"]
    fact = next(
        fact for fact in LOADED.course.facts if fact.confidence == "confirmed" and fact.places == ("INT",)
    )
    segment = inputs.session.segments[0].model_copy(update={"slide": (f'{{{{ fact("{fact.id}") }}}}',)})
    shelf = inputs.shelf.model_copy(update={"facts": {fact.id: fact}})
    inputs = with_session(inputs, segments=(segment,)).model_copy(update={"shelf": shelf})
    slide = opened(pptx.render(inputs)).slides[3]
    assert "[1]" in " ".join(texts(slide))
    assert fact.source.url in notes(slide)
    assert "Sources" in notes(slide)


# --- On paper and in another program ------------------------------------------------------------


@each_deck
def test_the_paper_copy_is_tagged_and_holds_slides_and_notes(path):
    data = paper.render(DECKS[path])
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
    text = " ".join(
        " ".join(sheet.get_textpage().get_text_range().split()) for sheet in pypdfium2.PdfDocument(data)
    )
    for slide in deck(DECKS[path]).slides:
        assert slide.title in text
    assert "The opening: read it aloud" in text


def test_the_paper_copy_passes_every_rule_of_pdf_ua():
    data = paper.render(DECKS["slides/module-6.pptx"])
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
    assert paper.render(DECKS["slides/module-6.pptx"]) == data


@with_soffice
@pytest.mark.parametrize("path", ["slides/module-6.pptx", "slides/staff-60.pptx"])
def test_another_program_draws_every_slide_and_every_letter(path, tmp_path):
    drawn = pypdfium2.PdfDocument(as_pdf(made(path), "deck.pptx", tmp_path))
    slides = list(opened(made(path)).slides)
    assert len(drawn) == len(slides)
    for sheet, slide in zip(drawn, slides, strict=True):
        shown = "".join(sheet.get_textpage().get_text_range().split())
        assert "\ufffd" not in shown
        lines = [line for text in texts(slide) for line in re.split(r"[\n\v]", text)]
        for line in set(lines) - {"‹#›"}:
            assert "".join(line.split()).replace("_", "") in shown.replace("_", "")
