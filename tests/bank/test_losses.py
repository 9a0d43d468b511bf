"""The page of what is read and what comes back is that of the program."""

import sys

from project import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import draw_losses as drawn

from coursekit.bank.reader import FORMATS


def test_the_page_is_that_of_the_program():
    assert drawn.PAGE.read_text("utf-8") == drawn.page()


def test_each_reader_says_what_it_takes_and_what_it_leaves():
    assert [name for name, form in FORMATS.items() if not (form.takes.endswith(".") and form.leaves)] == []
