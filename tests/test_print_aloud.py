"""Rehearsals on paper: at their longest they keep to their cards, and the card to fill in has its fields."""

import io

import pikepdf
import pypdfium2
import pytest
from pdfs import failures
from printing import assert_inside, case, drawn

from coursekit.check import room
from coursekit.check.aloud import WORDS_A_MINUTE
from coursekit.model.rehearsal import Aloud
from coursekit.render.print import aloud, session


def at_its_limits(inputs: aloud.AloudInputs) -> aloud.AloudInputs:
    """The same with texts as long as `check` lets them be, in words of a usual length."""

    def filled(length: int) -> str:
        return ("never " * 200)[:length].strip()

    one = inputs.aloud.rehearsals[0].model_copy(
        update={
            "title": filled(room.TITLE),
            "scene": filled(room.SCENE),
            "rule": filled(room.RULE),
            "model": "\n\n".join([filled(119)] * 4),
            "contrast": filled(room.QUESTION),
            "closes": filled(23 * len("never ")),
            "hear": (filled(room.HEARD),) * 5,
            "again": filled(room.RULE),
        }
    )
    assert one.heard in range(WORDS_A_MINUTE - 5, WORDS_A_MINUTE + 1)
    longest = Aloud(rehearsals=(one,) * 3, says=(filled(room.SAYS),) * 3)
    return inputs.model_copy(update={"head": inputs.head.model_copy(update={"aloud": longest})})


@pytest.mark.parametrize("paper", ["", "-letter"])
def test_rehearsals_as_long_as_they_may_be_keep_to_their_cards(paper):
    cards = at_its_limits(case(f"module-4-aloud-cards{paper}", "long").inputs)
    card = at_its_limits(case(f"module-4-aloud-card{paper}", "long").inputs)
    for data, sides in ((aloud.render_cards(cards), 4), (aloud.render_card(card), 1)):
        assert len(pypdfium2.PdfDocument(data)) == sides
        assert_inside(data)
        assert failures(data) == []


def test_the_card_to_fill_in_has_a_field_for_each_sentence_and_one_for_words_of_ones_own():
    made = case("module-4-aloud-card")
    with pikepdf.open(io.BytesIO(drawn(made))) as document:
        labels = [str(field["/TU"]) for field in document.Root.AcroForm.Fields]
    said = [f"If {line}, then I say" for line in made.inputs.aloud.says]
    own = ["If, in my own words", "Then I say, for my own if"]
    assert labels == [*said, *own, "The lead here", "Number"] * 2


def test_two_cards_share_a_sheet_and_each_back_lies_behind_its_front():
    made = case("module-4-aloud-cards")
    titles = [one.title for one in made.inputs.aloud.rehearsals]
    pages = pypdfium2.PdfDocument(drawn(made))
    for side, ways in ((0, 1), (1, -1)):
        text = pages[side].get_textpage()
        left = [text.get_charbox(text.search(title).get_next()[0])[0] for title in titles[:2]]
        assert left[::ways] == sorted(left), side


@pytest.mark.parametrize("paper", ["", "-letter"])
def test_a_schools_logo_leaves_every_back_behind_its_own_front(paper):
    made = case(f"module-4-session-cards{paper}", "long")
    assert made.inputs.logo
    data = drawn(made)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    titles = [card.title for card in made.inputs.session.cards]
    assert len(pages) == session.sheets(len(titles))
    for number, title in enumerate(titles):
        front = number // 2 * 2
        assert title in pages[front], title
        assert f"{title}: notes" in pages[front + 1], title
    assert failures(data) == []
