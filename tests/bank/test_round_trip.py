"""What we export comes back: exported again, it has the same bytes."""

from dataclasses import replace

import pytest
from exporting import ANY_TEXT, EXAMPLES, FORMATS, HOSTILE, every_type, exported, flat, quiz_of, quiz_with
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.bank.assemble import assembled
from coursekit.bank.banks import banks_of
from coursekit.bank.clean import printable_only
from coursekit.bank.reader import FORMATS as READERS
from coursekit.bank.source import BankFile
from coursekit.export import qti12
from coursekit.export.base import xml
from coursekit.export.format import Format
from coursekit.export.moodle import MATCH_SIGNS
from coursekit.export.parts import Reading, parts
from coursekit.export.texts import Texts
from coursekit.load.drafts import filled
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf

READ = {ending for form in READERS.values() for ending in form.exports}
QTI12 = replace(
    FORMATS["gift"],
    ending="qti12.xml",
    render=lambda inputs: xml(qti12.assessment(inputs)),
    declines=lambda quiz: (
        "" if any(not isinstance(part, Reading) for part in parts(quiz.questions)) else "no"
    ),
)
"""A quiz as it stands in a Common Cartridge."""
FORMS = [*(form for form in FORMATS.values() if form.ending in READ), QTI12]


def imported(form: Format, data: bytes, like: Quiz) -> Quiz:
    """The quiz of a file of ours, with the head that an author keeps in the quiz's own file."""
    _, banks = banks_of(BankFile(f"x.{form.ending}", data))
    (bank,) = banks
    made = assembled(bank.found)
    assert made.refused == []
    head = {"schema": 1, "id": like.id, "title": bank.title or "x", "audience": ["staff"]}
    head |= {"review_by": "2027-09-01", "settings": bank.settings, "pools": bank.pools}
    head |= {"intro": bank.intro or None}
    return Quiz.model_validate({**head, "questions": [filled(new.data) for new in made.imported]})


def comes_back(form: Format, quiz: Quiz) -> None:
    first = exported(form, quiz, "Trusted Adult: Questions")
    again = imported(form, first, quiz)
    assert exported(form, again, "Trusted Adult: Questions") == first


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.ending)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_comes_back(form, file):
    quiz = quiz_of(file)
    if not form.declines(quiz):
        comes_back(form, quiz)


def words_in(text: str) -> bool:
    """Whether anything of a text is seen: what has no words is no question."""
    text = printable_only(text)
    texts = Texts(Shelf())
    return all("".join(texts.blocks(each).itertext()).strip() for each in (text, flat(text)))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.ending)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_text_comes_back(form, text):
    if form.ending == "moodle.xml" and text.startswith("[a]"):
        pytest.skip("a link to nowhere is a link without an address there, and words when it comes back")
    kinds = every_type(text)
    if form.ending == "moodle.xml" and len(text) > MATCH_SIGNS:
        del kinds[3]  # pairs too long for Moodle are questions of their own, with a share of the points
    quiz = quiz_with(*kinds)
    if not form.declines(quiz):
        comes_back(form, quiz)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.ending)
@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_comes_back(form, data):
    texts = data.draw(
        st.lists(ANY_TEXT.map(printable_only).filter(words_in), min_size=1, max_size=3, unique=True)
    )
    kinds = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=6))
    questions = [every_type(texts[at % len(texts)])[kind] for at, kind in enumerate(kinds)]
    quiz = quiz_with(*questions)
    if not form.declines(quiz):
        comes_back(form, quiz)
