"""What paper can draw is what the fonts in the folder can draw."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from project import ROOT

from coursekit.model.letters import LETTERS, drawable, not_drawn


def test_the_list_is_made_of_the_fonts(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import make_fonts

    assert make_fonts.letters() == LETTERS.read_text("ascii")
    sys.modules.pop("make_fonts")


@given(st.text())
def test_what_is_not_drawn_is_said_and_all_else_stays(text):
    named = [f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]" for sign in not_drawn(text)]
    drawn = drawable(text)
    assert all(name in drawn for name in named)
    assert drawable(drawn) == drawn
