"""Pages in other languages: what is stale is English there, and help is never translated unread."""

import dataclasses
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from coursekit import translations
from coursekit.check import translations as rule
from coursekit.load.course import Loaded
from coursekit.load.source import SourceFile
from coursekit.load.translations import read_translation
from coursekit.model.course import Page
from coursekit.model.translation import LANGUAGES, Translated, Translation, page_units, stale, translated
from coursekit.model.units import put, units
from coursekit.plan.page import KINDS
from coursekit.plan.translated import LEFT_IN_ENGLISH, TRANSLATED
from coursekit.render.interface import CONVERTED, messages
from coursekit.render.site.translated import render
from tests.support.project import ROOT, the_course, the_plan

PATH = "course/prevention/for-parents.md"
PO = ROOT / "translations/ar/prevention/for-parents.po"


def _page() -> Page:
    return next(page for page in the_course().course.pages if page.path == PATH)


def _pseudo(page: Page) -> dict[tuple[str, str], str]:
    return {unit.key: accented(unit.english) for unit in page_units(page)}


def accented(english: str) -> str:
    """A pseudo-locale: accents, brackets, 40 % longer; what is locked stays."""
    parts = re.split(r"(\{\{.*?\}\}|\{\w+\}|\]\([^)]*\)|\*+)", english)
    table = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
    return "⟦" + "".join(p if n % 2 else p.translate(table) for n, p in enumerate(parts)) + " ñ" * 4 + "⟧"


def test_a_text_is_the_same_when_every_unit_says_itself() -> None:
    for page in the_course().course.pages:
        again = put(page.text, lambda _, english: english)
        assert [unit.key for unit in units(again)] == [unit.key for unit in units(page.text)], page.path


def test_cells_items_titles_and_headings_are_units() -> None:
    text = '## A\n\n!!! do "B"\n    - C\n      goes on\n\n| D | E |\n|---|---|\n| F | {{ fact("x") }} |\n'
    assert [unit.english for unit in units(text)] == ["A", "B", "C goes on", "D", "E", "F"]
    assert put(text, lambda _, english: english.lower()).splitlines()[-1] == '| f | {{ fact("x") }} |'


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_one_changed_sentence_makes_exactly_its_unit_stale(data: st.DataObject) -> None:
    page = _page()
    said = Translation(
        path="x",
        lang="cy",
        of=PATH,
        units=tuple(Translated(context=c, english=e, text="x", line=1) for c, e in _pseudo(page)),
    )
    assert stale(page, said) == []
    chosen = data.draw(st.sampled_from(units(page.text)))
    edited = page.model_copy(
        update={"text": put(page.text, lambda c, e: f"{e} Changed." if (c, e) == chosen.key else e)}
    )
    assert [unit.english for unit in stale(edited, said)] == [f"{chosen.english} Changed."]
    shown = translated(edited, said.said).text
    assert f"\x0e{chosen.english} Changed.\x0f" in shown


def test_help_is_english_in_every_language_and_says_why() -> None:
    assert {"help"} == LEFT_IN_ENGLISH
    assert not TRANSLATED & {"help", "law", "report", "easy"}
    assert set(KINDS) >= TRANSLATED
    pages = {page.path: page for page in the_plan().pages}
    english = fromstring(render_text(pages["help-gb-eng.html"]))
    for lang in LANGUAGES:
        made = fromstring(render_text(pages[f"{lang}/help-gb-eng.html"]))
        notice = made.xpath(f"//aside[@lang='{lang}']")[0]
        assert notice.xpath(".//a[@href='tel:999']")
        notice.getparent().remove(notice)
        assert " ".join(made.text_content().split()) == " ".join(english.text_content().split())


def render_text(page: object) -> str:
    """The HTML of a page’s source."""
    from coursekit.run.work import call

    return call(page).decode().split("---\n", 2)[2]  # type: ignore[arg-type,union-attr]


def test_in_a_pseudo_locale_no_english_is_left_that_is_not_marked() -> None:
    made = next(page for page in the_plan().pages if page.path == "ar/module-2-parents-gb-eng.html")
    pseudo = {unit.english: accented(unit.english) for unit in messages()}
    version = translated(_page(), _pseudo(_page()))
    page = made.inputs.page.model_copy(update={"text": version.text, "head": version.head})  # type: ignore[attr-defined]
    inputs = made.inputs.model_copy(update={"page": page, "said": pseudo})
    _, head, html = render(inputs).decode().split("---\n", 2)  # type: ignore[arg-type]
    tree = fromstring(html)
    for marked in tree.xpath("//*[@lang] | //bdi"):
        marked.text = ""
        for child in list(marked):
            marked.remove(child)
    left = re.sub(r"⟦.*?⟧", "", " ".join(tree.text_content().split()))
    assert not re.search(r"[a-z]{3,}", left), left
    assert "⟦Hélp nów" in head


def test_no_word_of_a_converted_template_is_outside_the_catalogue() -> None:
    for name in CONVERTED[:3]:
        text = (ROOT / "templates" / name).read_text(encoding="utf-8")
        text = re.sub(r"(?s)\{#.*?#\}|<p lang=\"en-GB\".*?</p>", "", text)
        text = re.sub(r"(?s)\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text)
        assert not re.search(r"[A-Za-z]{2,}", text), (name, text)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("charset=UTF-8", "charset=ISO-8859-1", "Content-Type"),
        ("nplurals=6", "nplurals=2", "Plural-Forms"),
        ("Language: ar", "Language: pl", "Language"),
        ('"X-Reviewer: \\n"', '"X-Reviewer: A. Khan\\n"', "reviewer and a day"),
        ('msgstr "تنفّس. اشكره."', 'msgstr "تنفّس"\nBroken line', "no place in a PO file"),
        ('msgctxt "title"', '#, fuzzy\nmsgctxt "title"', "guess"),
    ],
)
def test_a_hostile_file_is_a_problem_with_its_line(old: str, new: str, says: str) -> None:
    text = PO.read_text(encoding="utf-8")
    assert old in text
    source = SourceFile("translations/ar/prevention/for-parents.po", text.replace(old, new, 1))
    made, problems = read_translation(source)
    assert made is None
    assert any(says in problem.message and problem.line > 0 and problem.hint for problem in problems)


@pytest.mark.parametrize(
    ("english", "text", "says"),
    [
        ("See [here](a.md).", "Gweler [yma](b.md).", "missing"),
        ('Call {{ here("police") }}.', "Ffoniwch.", "missing"),
        ("Call.", 'Ffoniwch {{ here("police") }}.', "not in the English"),
        ("Wait 5 minutes.", "Arhoswch 15 munud.", "5"),
        ("Do not pay.", "Talwch.", "does not"),
        ("Pay.", "Peidiwch â thalu.", "says “not”"),
        ("Listen.", "Gwrandewch <script>x</script>", "no place"),
        ("Listen.", "Gwrandewch \u202eabc", "unseen"),
        ("**Police,** now.", "Heddlu, nawr.", "Bold"),
    ],
)
def test_a_translation_that_says_something_else_is_a_problem(english: str, text: str, says: str) -> None:
    assert any(says in problem.message for problem in rule.check(_with(english, text)))


def test_numbers_in_other_digits_and_denials_are_seen() -> None:
    assert rule.numbers("٥ دقائق") == rule.numbers("5 minutes")
    assert not list(rule.check(_with("Do not wait 5 minutes.", "Peidiwch ag aros 5 munud.")))


def _with(english: str, text: str) -> Loaded:
    unit = Translated(context="paragraph", english=english, text=text, line=7)
    made = Translation(path="translations/cy/x.po", lang="cy", of=PATH, units=(unit,))
    return dataclasses.replace(the_course(), translations=(made,))


def test_tables_and_msgcat_lose_nothing(tmp_path: Path) -> None:
    texts = translations.texts(PO)
    assert translations.from_table(translations.to_table(texts)) == texts
    again = tmp_path / "again.po"
    try:
        subprocess.run(["msgcat", "-o", str(again), str(PO)], check=True)
    except FileNotFoundError:
        pytest.skip("gettext is not installed")
    assert translations.texts(again) == texts
