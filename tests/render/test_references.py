"""What stands where the text names a fact, a contact, a place or the school."""

import pytest
from project import add_apps, add_change, add_drawing, add_rule, small_project

from coursekit.catalogue import Catalogue
from coursekit.check.references import PLACE_KEYS, SCHOOL_KEYS, SHOWN
from coursekit.load.course import load
from coursekit.model.apps import AppKind
from coursekit.model.doors import Door
from coursekit.model.facts import ContactKind, LocalLabels, Topic
from coursekit.model.reference import FUNCTIONS
from coursekit.model.school import Person, School
from coursekit.render.plain import PlainWriter
from coursekit.render.print.sheet import PrintWriter
from coursekit.render.references import Writer


@pytest.fixture
def library(tmp_path):
    return Catalogue(load(small_project(tmp_path / "project")))


def write(library, text, place="GB-ENG", folder="site", school=None):
    shelf = library.shelf([text], "course", library.places[place])
    kind = {"print": PrintWriter, "plain": PlainWriter}.get(folder, Writer)
    return kind(shelf.model_copy(update={"school": school}) if school else shelf, folder)


FOLDERS = {
    "quiz": ("site", "print", "export"),
    "handout": ("print", "plain"),
    "page": ("site",),
    "session": ("site", "print", "plain"),
    "planner": (),
    "self-review": (),
    "note": ("print",),
    "drawing": (),  # words alone: what it names is read from its data
}
"""The folders whose templates draw each kind of text; a session is a page of no place."""
OF_NO_PLACE = {"facts", "door", "place", "only_with"}
"""What a text without a place may not name."""


def functions(kind):
    """What the check lets a text of this kind use; what a section is only for is gone before it is drawn."""
    shown = set(SHOWN.get(kind, FUNCTIONS)) - {"only_with"}
    return shown - OF_NO_PLACE if kind == "session" else shown


def test_every_kind_of_text_that_has_less_is_drawn_somewhere():
    assert set(SHOWN) <= set(FOLDERS)


@pytest.mark.parametrize(
    ("folder", "function"),
    sorted(
        {
            (folder, name)
            for kind, folders in FOLDERS.items()
            for folder in folders
            for name in functions(kind)
        }
    ),
)
@pytest.mark.parametrize("place", ["GB-ENG", "INT"])
def test_what_a_text_may_name_is_drawn_wherever_the_text_is(tmp_path, place, folder, function):
    root = small_project(tmp_path / "project")
    add_change(root, "english-age, any-age")
    add_apps(root)
    add_rule(root)
    add_drawing(root)
    library = Catalogue(load(root))
    for argument in ARGUMENTS[function]:
        text = f'{{{{ {function}("{argument}") }}}}'
        writer = write(library, text, place, folder)
        assert "{{" not in writer.block(text) + writer.line(f"So: {text}")


ARGUMENTS = {
    "fact": ("english-age",),
    "facts": tuple(Topic),
    "change": ("new",),
    "contact": ("line-uk",),
    "here": tuple(ContactKind),
    "door": tuple(Door),
    "apps": (*AppKind, "messages games"),
    "rule": ("devices",),
    "place": PLACE_KEYS,
    "school": SCHOOL_KEYS,
    "by_place": ("help",),
    "drawing": ("steps",),
}


def test_facts_are_numbered_in_order_of_first_use(library):
    text = '{{ fact("english-age") }} {{ fact("any-age") }} {{ fact("english-age") }}'
    writer = write(library, text)
    html = writer.block(text)
    assert [fact.id for fact in writer.shown] == ["english-age", "any-age"]
    assert html.index("source-1") < html.index("source-2") < html.rindex("source-1")


def test_a_law_not_in_force_says_so(library):
    fact = library.facts["english-age"].model_copy(update={"standing": "passed"})
    text = '{{ fact("english-age") }}'
    writer = write(library, text)
    writer = Writer(writer.shelf.model_copy(update={"facts": {"english-age": fact}}), "site")
    assert "not known to be in force" in writer.block(text)


@pytest.mark.parametrize(("place", "shown"), [("GB-ENG", "0800 1111"), ("INT", "finder.example")])
def test_here_is_the_places_own_contact(library, place, shown):
    text = '{{ here("child_helpline") }}'
    assert shown in write(library, text, place).block(text)


def test_an_emergency_number_nobody_confirmed_is_not_shown(library):
    contact = library.contacts["emergency-uk"].model_copy(update={"confidence": "secondary"})
    library.__dict__["contacts"] = {**library.contacts, "emergency-uk": contact}
    text = 'Call {{ here("emergency") }}.'
    html = write(library, text).block(text)
    assert "999" not in html
    assert "your local emergency number" in html


@pytest.mark.parametrize(("place", "shown"), [("GB-ENG", "999"), ("INT", "local emergency number")])
def test_where_no_kind_has_a_contact_the_words_of_the_last_kind_stand_in_the_sentence(library, place, shown):
    text = 'Call {{ here("police emergency") }} tonight.'
    assert shown in write(library, text, place).block(text)


@pytest.mark.parametrize("folder", ["print", "plain"])
@pytest.mark.parametrize("kind", ContactKind)
def test_the_line_for_a_contact_nobody_confirmed_says_the_same_in_print_and_in_a_letter(
    library, kind, folder
):
    writer = write(library, "", folder=folder)
    text = 'Call {{ contact("line-uk") }}.'
    contact = library.contacts["line-uk"].model_copy(update={"confidence": "unverified", "kind": kind})
    writer.shelf = writer.shelf.model_copy(update={"contacts": {"line-uk": contact}})
    assert kind.blank_label.casefold() in writer.line(text).casefold()


def test_a_text_for_one_place_leads_to_that_places_page_alone(library):
    text = '{{ by_place("help") }}'
    (england,) = write(library, text, "GB-ENG").shelf.by_place["help"]
    assert (england.name, england.own) == ("England", True)


@pytest.mark.parametrize("place", ["GB-ENG", "INT"])
def test_paper_says_the_heading_of_the_page_that_a_reader_looks_for(library, place):
    writer = write(library, '{{ by_place("help") }}', place, folder="print")
    html = writer.block('{{ by_place("help") }}')
    assert f"“{library.by_place('help')[0].title}”" in html


def test_a_text_for_any_other_country_offers_every_place(library):
    shown = write(library, '{{ by_place("help") }}', "INT").shelf.by_place["help"]
    assert [link.name for link in shown] == ["England", "Any other country"]
    assert [link.own for link in library.by_place("help")] == [False, False]


def test_a_text_for_every_place_leads_to_the_schools_own_first(tmp_path):
    root = small_project(tmp_path / "project")
    library = Catalogue(load(root))
    library.loaded.course = library.course.model_copy(update={"school": School(place="GB-ENG")})
    shelf = library.shelf(['{{ by_place("help") }}'], "course", None)
    html = Writer(shelf, "site").block('{{ by_place("help") }}')
    assert html.index("England") < html.index("<details>") < html.index("Any other country")


@pytest.mark.parametrize("folder", ["site", "print"])
def test_a_blank_stays_a_labelled_blank_and_a_detail_is_shown(library, folder):
    text = '{{ school("contacts") }}'
    blank = write(library, text, folder=folder).block(text)
    assert "Designated safeguarding lead" in blank
    assert "Safeguarding lead" in write(library, text, "INT", folder=folder).block(text)
    assert "Khan" not in blank
    filled = School(lead=Person(name="Ms <Khan>", phone="01632 960001"))
    html = write(library, text, folder=folder, school=filled).block(text)
    assert "Ms &lt;Khan&gt;" in html
    assert "01632 960001" in html


def test_a_place_labels_the_schools_contacts_in_its_own_words(library):
    assert set(LocalLabels.model_fields) == set(SCHOOL_KEYS) - {"contacts"}
    england = library.places["GB-ENG"]
    labels = LocalLabels(childrens_services="Duty & team")
    library.__dict__["places"] = {"GB-ENG": england.model_copy(update={"labels": labels})}
    text = '{{ school("contacts") }}'
    assert "Duty &amp; team" in write(library, text).block(text)


def test_the_lead_is_explained_where_a_page_first_names_it(library):
    england = library.places["GB-ENG"].model_copy(update={"lead_note": "ask at the office"})
    library.__dict__["places"] = {"GB-ENG": england}
    text = '{{ place("lead_first") }}; {{ place("lead_title") }}'
    html = write(library, text).line(text)
    assert html == "designated safeguarding lead (ask at the office); designated safeguarding lead"


def test_a_contact_says_what_it_was_compared_with(library):
    text = '{{ contact("line-uk") }}'
    assert "Compared with a copy of the official page from May 2024" in write(library, text).block(text)


@pytest.mark.parametrize("folder", ["site", "print", "plain", "export"])
@pytest.mark.parametrize(
    "reach", [{"phone": "01632 960009"}, {"url": "https://one.example/"}, {"email": "a@one.example"}]
)
def test_a_contact_says_how_to_reach_it_on_every_side(library, folder, reach):
    bare = {"phone": None, "url": None, "email": None}
    contact = library.contacts["line-any"].model_copy(update=bare | reach)
    library.__dict__["contacts"] = {**library.contacts, "line-any": contact}
    text = '{{ contact("line-any") }}'
    writer = write(library, text, folder=folder)
    wanted = next(iter(reach.values())).removeprefix("https://").rstrip("/")
    assert wanted in writer.block(text)
    assert wanted in writer.line(f"Ask {text}.")
