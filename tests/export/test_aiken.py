"""Aiken: read back by the rules of Moodle's own reader (`question/format/aiken/format.php`)."""

import re

from exporting import ANY_TEXT, EXAMPLES, HOSTILE, exported, quiz_of, quiz_with
from hypothesis import given
from hypothesis import strategies as st
from project import the_course

from coursekit.export.aiken import FORMAT
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.order import Order
from coursekit.model.quiz import Quiz

REASON = "It is what people learn from."


def read(text: str) -> list[tuple[str, list[str], int]]:
    """Each question with its answers and the index of the right one."""
    found: list[tuple[str, list[str], int]] = []
    stem, answers = "", []
    for line in text.split("\n"):
        if match := re.match(r"^([A-Z])[).][ \t]+(.*)", line):
            assert ord(match[1]) - ord("A") == len(answers), "letters have no gap"
            answers.append(match[2])
        elif match := re.match(r"^ANSWER: ([A-Z])$", line):
            found.append((stem, answers, ord(match[1]) - ord("A")))
            stem, answers = "", []
        elif line:
            assert not stem, "a question is one line"
            assert not answers, "nothing stands among the answers"
            stem = line
    assert (stem, answers) == ("", [])
    return found


def made(quiz: Quiz) -> list[tuple[str, list[str], int]]:
    return read(exported(FORMAT, quiz).decode())


def single(stem: str, texts: list[str], right: int) -> dict[str, object]:
    options = [
        {"id": f"o{at}", "text": text, "correct": at == right, "reason": REASON}
        for at, text in enumerate(texts)
    ]
    return {"type": "single", "stem": stem, "options": options}


def test_every_question_with_one_right_answer_comes_back():
    quiz = quiz_with(
        single("Whom do you tell?", ["The lead", "Nobody"], 0), single("When?", ["Later", "Today"], 1)
    )
    assert made(quiz) == [
        ("Whom do you tell?", ["The lead", "Nobody"], 0),
        ("When?", ["Later", "Today"], 1),
    ]


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), ANY_TEXT), min_size=3, max_size=3), st.integers(0, 1))
def test_no_text_breaks_the_form(texts, right):
    stem, *answers = texts
    quiz = quiz_with(single(stem, answers, right), single("When?", ["Later", "Today"], 1))
    found = made(quiz)
    assert len(found) == 2
    assert found[0][2] == right
    assert len(found[0][1]) == 2


def test_a_question_that_begins_like_an_answer_is_still_one():
    quiz = quiz_with(
        single("A. Lee writes: what now?", ["Tell", "Wait"], 0), single("ANSWER: x?", ["a", "b"], 1)
    )
    assert [stem for stem, _, _ in made(quiz)] == [
        "Question: A. Lee writes: what now?",
        "Question: ANSWER: x?",
    ]


def test_pairs_steps_and_gaps_do_not_give_their_answers_away_by_their_place():
    wholes = [
        quiz.model_copy(update={"questions": (question,)})
        for quiz in the_course().course.quizzes
        for question in quiz.questions
        if isinstance(question, Match | Order | Cloze)
    ]
    rights = [right for quiz in wholes if not FORMAT.declines(quiz) for _, _, right in made(quiz)]
    assert len(rights) > 50
    assert rights.count(0) < 0.6 * len(rights)


def test_a_quiz_without_one_right_answer_is_declined_and_says_why():
    for name, declined in (("reflection", True), ("scale", True), ("multiple", True), ("single", False)):
        quiz = quiz_of(next(file for file in EXAMPLES if file.stem == name))
        assert bool(FORMAT.declines(quiz)) is declined, name
        if declined:
            assert FORMAT.declines(quiz).endswith(".")


def test_what_is_left_out_is_said():
    reflection = {"type": "reflection", "stem": "x", "note": REASON}
    quiz = quiz_with(single("When?", ["Later", "Today"], 1), reflection)
    assert len(made(quiz)) == 1
    assert any("not in the file" in loss and "reflect" in loss for loss in FORMAT.losses(quiz))
    assert not any("reflect" in loss for loss in FORMAT.losses(quiz_with(single("When?", ["a", "b"], 1))))
