"""The table: every text arrives, and no cell is a formula."""

import csv
import io
import re

import pytest
from exporting import ANY_TEXT, EXAMPLES, HOSTILE, every_type, exported, flat, quiz_of, quiz_with, shown
from hypothesis import given, settings
from project import seen_texts

from coursekit.export import plain_csv
from coursekit.model.quiz import Quiz

FORMULA = re.compile(r"(?:^|[;\t\r\n])\s*[-=+@＝＋－＠]|^[\t\r\n ]")


def rows(quiz: Quiz) -> list[dict[str, str]]:
    data = exported(plain_csv, quiz)
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert not any(FORMULA.search(cell) for row in found for cell in row.values())
    return found


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_text_a_learner_or_a_trainer_reads_arrives(file):
    quiz = quiz_of(file)
    arrived = flat(" ".join(cell for row in rows(quiz) for cell in row.values()))
    for question in quiz.questions:
        for where, text in (*seen_texts(question), *question.notes()):
            if where != ("text",):  # the text with gaps has numbers for them
                assert flat(text) in arrived, where


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(text):
    for row in rows(quiz_with(*every_type(text))):
        assert shown(text).lstrip("*") in flat(row["question"]).removeprefix("'") or shown(text) in flat(
            row["question"]
        )
        assert shown(text) in flat(row["reason"]).removeprefix("'") or row["reason"] == ""


@settings(max_examples=25)
@given(ANY_TEXT)
def test_any_text_makes_a_table_that_can_be_read(text):
    assert len(rows(quiz_with(*every_type(text)))) > len(every_type(text))


def test_right_answers_are_told_from_wrong_ones():
    found = rows(quiz_of(EXAMPLES[[file.stem for file in EXAMPLES].index("multiple")]))
    assert [row["right"] for row in found] == ["yes", "yes", "no"]


CELLS = {
    "=1": "'=1", "\n=1": "'\n'=1", " @x": "' @x", "＝1": "'＝1", "﹢1": "'﹢1", "a;=b": "a;'=b",
    "a;\t-b": "a;'\t'-b", "a\n+b": "a\n'+b", "- one\n- two": "• one\n• two", "'x": "''x",
    "\0=1": "'\0=1", "a - b": "a - b",
}  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_no_cell_begins_a_formula_wherever_a_program_parts_cells(cell):
    assert plain_csv.inert(cell) == CELLS[cell]
