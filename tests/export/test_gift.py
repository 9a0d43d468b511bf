"""GIFT: read back by the rules of Moodle's own reader (`question/format/gift/format.php`), written again."""

import re

import pytest
from exporting import EXAMPLES, HOSTILE, exported, flat, quiz_of, quiz_with, seen, shown
from hypothesis import given
from hypothesis import strategies as st
from project import seen_texts

from coursekit.export import gift
from coursekit.model.quiz import Quiz

MARKS = {f"&&{ord(sign):03}": sign for sign in ":#={}~\n"}


def before(text: str) -> str:
    """As `escapedchar_pre`."""
    text = text.replace("\\\\", "&&092;")
    for mark, sign in MARKS.items():
        text = text.replace("\\n" if sign == "\n" else f"\\{sign}", mark)
    return text.replace("&&092;", "\\")


def after(text: str) -> str:
    for mark, sign in MARKS.items():
        text = text.replace(mark, sign)
    return text.strip()


def split(text: str) -> tuple[str, str, str]:
    """An answer: its weight, its text and its reason."""
    weight, text = re.fullmatch(r"(?:%(-?\d+(?:\.\d+)?)%)?(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    answer, _, reason = text.partition("#")
    return weight or "", after(answer), after(reason)


def entry(block: str) -> dict[str, object]:
    lines = [line for line in block.split("\n") if not line.startswith("//")]
    text = before("\n".join(lines).strip())
    head, _, body = text.partition("{")
    name, stem = re.fullmatch(r"::(.*?)::(.*)", head, re.DOTALL).groups()  # type: ignore[union-attr]
    assert stem.startswith("[html]")
    found: dict[str, object] = {
        "name": after(name),
        "stem": after(stem.removeprefix("[html]")),
        "general": "",
    }
    if not body:
        return found | {"type": "description", "answers": []}
    answers, end, rest = body.partition("}")
    assert (end, rest.strip()) == ("}", "")
    answers, _, general = answers.strip().partition("####")
    found["general"] = after(general)
    return found | read(answers.strip())


def read(answers: str) -> dict[str, object]:
    if "~" in answers:
        signs = re.findall(r"([=~])([^=~]*)", answers)
        return {
            "type": "multichoice",
            "single": "=" in answers,
            "answers": [(s, *split(t)) for s, t in signs],
        }
    if "=" in answers and "->" in answers:
        pairs = [part.partition("->") for part in answers.split("=")[1:]]
        return {"type": "match", "answers": [(after(left), after(right)) for left, _, right in pairs]}
    if re.match(r"(T|F|TRUE|FALSE)(#|$)", answers):
        word, wrong, right = [*answers.split("#"), "", ""][:3]
        return {"type": "truefalse", "answers": [(word, after(wrong), after(right))]}
    assert answers.startswith("=")
    return {"type": "shortanswer", "answers": [("=", *split(part)) for part in answers.split("=")[1:]]}


def questions(quiz: Quiz) -> list[dict[str, object]]:
    text = exported(gift, quiz).decode()
    category, *blocks = re.split(r"\n\s*\n", text.strip())
    assert category.startswith("$CATEGORY: $course$/top/")
    return [entry(block) for block in blocks]


UNUSED = {"low", "high", "text", "title"}
"""Texts that arrive in another form; of a gap to choose in, the reason for all others is never called for."""


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_text_a_learner_reads_arrives(file):
    quiz = quiz_of(file)
    arrived = seen(str(questions(quiz)).replace("\\n", " ").replace("\\'", "'"))
    for question in quiz.questions:
        for where, text in seen_texts(question):
            if where[0] not in UNUSED and not (where[0] == "gaps" and where[-1] == "otherwise"):
                assert flat(text) in arrived, where


def test_marks_reward_only_the_right_answers_and_ticking_everything_earns_nothing():
    for right in range(1, 8):
        for wrong in range(1, 9 - right):
            options = [
                {"id": f"o{n}", "text": f"t{n}", "reason": "r", "correct": n < right}
                for n in range(right + wrong)
            ]
            (question,) = questions(quiz_with({"type": "multiple", "stem": "s", "options": options}))
            assert question["single"] is False
            weights = [float(weight) for _, weight, _, _ in question["answers"]]  # type: ignore[union-attr]
            assert abs(sum(weight for weight in weights if weight > 0) - 100) < 0.001
            assert abs(sum(weights)) < 0.001


def test_in_true_or_false_the_reason_for_the_wrong_answer_comes_first():
    sides = {"if_true": {"reason": "why true"}, "if_false": {"reason": "why false"}}
    for answer, expected in (
        (True, ("TRUE", "why false", "why true")),
        (False, ("FALSE", "why true", "why false")),
    ):
        (question,) = questions(quiz_with({"type": "true_false", "stem": "s", "answer": answer, **sides}))
        word, wrong, right = question["answers"][0]  # type: ignore[index]
        assert (word, wrong.split(". ")[1], right.split(". ")[1]) == expected


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(text):
    line = flat(text)
    options = [
        {"id": "a", "text": text, "reason": text, "correct": True},
        {"id": "b", "text": "other", "reason": text},
    ]
    pairs = [{"id": f"p{n}", "left": text, "right": f"{line}{n}", "reason": text} for n in (1, 2)]
    chosen, matched, *_ = questions(
        quiz_with(
            {"type": "single", "stem": text, "options": options},
            {"type": "match", "stem": text, "pairs": pairs},
        )
    )
    assert seen(chosen["stem"]) == shown(text)  # type: ignore[arg-type]
    for sign, _, answer, reason in chosen["answers"]:  # type: ignore[union-attr]
        assert seen(answer) == (shown(text) if sign == "=" else "other")
        assert seen(reason).endswith(shown(text))
        assert "<script" not in answer + reason
        assert "javascript:" not in answer + reason
    if len(text) > 250:  # Moodle’s pairs have no room for it
        assert matched["type"] == "multichoice"
        return
    for left, _ in matched["answers"]:  # type: ignore[union-attr]
        assert seen(left) == shown(text)


@pytest.mark.parametrize("text", ["a~b=c#d{e}f:g", "*", "\\", "[html]x", "100%", "=1+1"])
def test_an_answer_to_type_is_the_answer_itself(text):
    question = {"type": "short_text", "stem": "s", "accept": [text], "reason": "r", "otherwise": "o"}
    (found,) = questions(quiz_with(question))
    (_, weight, answer, _), (_, zero, other, _) = found["answers"]  # type: ignore[misc]
    assert (weight, zero, other) == ("100", "0", "*")
    assert answer.removeprefix("[plain]").replace("\\*", "*") == text


PLAIN = st.text(st.sampled_from("ab ~=#{}:%\\[]<>&\"'/*$-_`!\n😀ש"), min_size=1, max_size=40).filter(
    str.strip
)


@given(PLAIN)
def test_any_text_makes_questions_that_can_be_read(text):
    options = [
        {"id": "a", "text": text, "reason": text, "correct": True},
        {"id": "b", "text": "x", "reason": text},
    ]
    (question,) = questions(quiz_with({"type": "single", "stem": text, "options": options}))
    assert [sign for sign, _, _, _ in question["answers"]] == ["=", "~"]  # type: ignore[union-attr]
