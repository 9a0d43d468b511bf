"""Well-made questions: each rule has a question that passes and one that does not; the course's own pass."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from project import ROOT, problems, the_course

from coursekit.check import items
from coursekit.load.course import load
from coursekit.model.problem import Problem

REASON = (
    "What would happen is said here, kindly and plainly, and then what to do instead, and whom to tell today."
)
"""20 words."""
Change = Callable[[dict[str, Any]], object]


def single(right: int = 0, id_: str = "it-01") -> dict[str, Any]:
    """A question that no rule minds, with the right option in this place."""
    texts = ["Tell the lead about it today", "Tell a friend about it today", "Keep the matter to yourself"]
    options = [
        {"id": f"o{n}", "text": text, "reason": REASON}
        | ({"correct": True} if n == right else {"misconception": "A belief."})
        for n, text in enumerate(texts)
    ]
    return {"id": id_, "type": "single", "stem": "A pupil is worried. What do you do?", "options": options}


def multiple() -> dict[str, Any]:
    return single() | {"type": "multiple"}


def true_false() -> dict[str, Any]:
    sides = {"if_true": {"reason": REASON}, "if_false": {"reason": REASON, "misconception": "A belief."}}
    return {"id": "it-01", "type": "true_false", "stem": "A child may be believed.", "answer": True} | sides


def match() -> dict[str, Any]:
    pairs = [{"id": f"p{n}", "left": f"Left {n}", "right": f"Right {n}", "reason": REASON} for n in (1, 2)]
    distractors = [{"id": "none", "right": "Nobody", "reason": REASON, "misconception": "A belief."}]
    return {
        "id": "it-01",
        "type": "match",
        "stem": "Put in pairs.",
        "pairs": pairs,
        "distractors": distractors,
    }


def order() -> dict[str, Any]:
    steps = [{"id": f"s{n}", "text": f"Step {n}", "reason": REASON} for n in (1, 2, 3)]
    return {"id": "it-01", "type": "order", "stem": "Put the steps in order.", "steps": steps}


def answer() -> dict[str, Any]:
    wrong = [{"answers": ["secrecy"], "reason": REASON, "misconception": "A belief."}]
    return {"accept": ["help"], "reason": REASON, "wrong": wrong, "otherwise": REASON}


def cloze() -> dict[str, Any]:
    gaps = [answer() | {"id": "gap"}]
    return {"id": "it-01", "type": "cloze", "stem": "Complete it.", "text": "Promise [[gap]].", "gaps": gaps}


def short_text() -> dict[str, Any]:
    return {"id": "it-01", "type": "short_text", "stem": "What do you promise? One word."} | answer()


def scenario() -> dict[str, Any]:
    good = {"id": "good", "text": "I listen.", "reason": REASON, "next": "end", "best": True}
    slip = {"id": "slip", "text": "Later.", "reason": REASON, "next": "end", "misconception": "A belief."}
    steps = [
        {"id": "start", "text": "A pupil waits. What now?", "choices": [good, slip]},
        {"id": "end", "text": "The pupil talks.", "tell": "The lead."},
    ]
    return {
        "id": "it-01",
        "type": "scenario",
        "title": "At the door",
        "stem": "It is Monday.",
        "steps": steps,
    }


def scale() -> dict[str, Any]:
    return {"id": "it-01", "type": "scale", "stem": "I am sure.", "low": "No", "high": "Yes", "note": "Why."}


def found(project: Path, *questions: dict[str, Any]) -> list[Problem]:
    """What the rules say about a quiz of these questions; it must have no other problem."""
    head = {"schema": 1, "id": "first", "title": "First questions", "slug": "module-1-questions"}
    more = {
        "tab_title": "Module 1 questions",
        "module": "first",
        "audience": ["leads"],
        "review_by": "2027-09-01",
    }
    text = yaml.safe_dump(head | more | {"questions": list(questions)}, sort_keys=False, allow_unicode=True)
    (project / "quizzes/first.yml").write_text(text, encoding="utf-8")
    loaded = load(project)
    assert loaded.problems == []
    return list(items.check(loaded))


def codes(project: Path, *questions: dict[str, Any]) -> list[str]:
    return [problem.code for problem in found(project, *questions)]


TYPES = [single, multiple, true_false, match, order, cloze, short_text, scenario, scale]


@pytest.mark.parametrize("make", TYPES, ids=lambda make: make.__name__)
def test_a_well_made_question_of_each_type_passes(project, make):
    assert found(project, make()) == []


def option(number: int, **update: object) -> Change:
    return lambda question: question["options"][number].update(update)


def whole(**update: object) -> Change:
    return lambda question: question.update(update)


def part(*keys: str | int, **update: object) -> Change:
    def change(question: Any) -> None:
        for key in keys:
            question = question[key]
        question.update(update)

    return change


def words(count: int) -> str:
    return "word " * (count - 1) + "end."


RULES: list[tuple[Callable[[], dict[str, Any]], Change, str, Change]] = [
    # a question, what is done to it, the code that must be found, and something like it that passes
    (single, option(1, reason=words(19)), "short-reason", option(1, reason=words(20))),
    (single, option(0, reason=words(46)), "long-reason", option(0, reason=words(45))),
    (single, option(0, reason=words(19) + ' {{ place("name") }}'), "", option(0, reason=words(20))),
    (true_false, part("if_true", reason=words(5)), "short-reason", part("if_true", reason=words(30))),
    (match, part("pairs", 0, reason=words(5)), "short-reason", part("pairs", 0, reason=words(30))),
    (match, part("distractors", 0, reason=words(50)), "long-reason", part("pairs", 0, reason=words(30))),
    (order, part("steps", 2, reason=words(5)), "short-reason", part("steps", 2, reason=words(30))),
    (cloze, part("gaps", 0, otherwise=words(5)), "short-reason", part("gaps", 0, otherwise=words(30))),
    (cloze, part("gaps", 0, "wrong", 0, reason=words(5)), "short-reason", part("gaps", 0, reason=words(30))),
    (short_text, whole(otherwise=words(5)), "short-reason", whole(otherwise=words(30))),
    (scenario, part("steps", 0, "choices", 1, reason=words(5)), "short-reason", whole(title="At noon")),
    (single, option(1, reason="No, " + REASON), "verdict", option(1, reason="No copy is safe. " + REASON)),
    (single, option(1, reason="Wrong! " + REASON), "verdict", option(1, reason="Wrongs. " + REASON)),
    (single, option(1, reason="Incorrect " + REASON), "verdict", option(1, reason="In time. " + REASON)),
    (single, option(0, reason="That is correct. " + REASON), "verdict",
     option(0, reason="That helps. " + REASON)),
    (single, option(0, reason="Correct: " + REASON), "verdict", option(0, reason="Right now, " + REASON)),
    (single, option(0, reason="Option B is unkind. " + REASON), "letter",
     option(0, reason="Vitamin B. " + REASON)),
    (single, whole(stem="word " * 44 + "so?"), "long-stem", whole(stem="word " * 43 + "so?")),
    (single, whole(stem="A pupil is worried."), "unasked", whole(stem="A pupil is worried. First you …")),
    (multiple, whole(stem="Choose two."), "unasked", whole(stem="What helps a worried pupil? (Choose two.)")),
    (short_text, whole(stem="One word."), "unasked", whole(stem="Promise them …")),
    (true_false, whole(stem="May a child be believed?"), "unasked",
     whole(stem="They ask “May I?” and wait.")),
    (scale, whole(stem="Are you sure?"), "unasked", whole(stem="I am quite sure.")),
    (single, whole(stem="Which of these is true?"), "vague-stem",
     whole(stem="Which of these is true of a hotline?")),
    (single, whole(stem="What should you not do?"), "negative", whole(stem="What should you **not** do?")),
    (single, whole(stem="What never helps?"), "negative", whole(stem="They never helped. What do you do?")),
    (single, whole(stem="Which help, except one?"), "negative", whole(stem="“I can’t.” What do you say?")),
    (true_false, whole(stem="It isn’t a crime."), "negative",
     whole(stem="You may say, “It is not your fault.”")),
    (single, option(1, misconception=None), "no-misconception", option(0, misconception=None)),
    (multiple, option(2, misconception=None), "no-misconception", option(0, misconception=None)),
    (true_false, part("if_false", misconception=None), "no-misconception",
     part("if_true", misconception=None)),
    (match, part("distractors", 0, misconception=None), "no-misconception", whole(distractors=[])),
    (cloze, part("gaps", 0, "wrong", 0, misconception=None), "no-misconception",
     part("gaps", 0, wrong=[], choose=False)),
    (scenario, part("steps", 0, "choices", 1, misconception=None), "no-misconception",
     part("steps", 0, "choices", 0, misconception=None)),
    (single, lambda question: question["options"].pop(), "options", whole(points=2)),
    (single, lambda question: question["options"].append(question["options"][2] | {"id": "o4"}), "options",
     whole()),
    (multiple, lambda question: question["options"].append(question["options"][2] | {"id": "o4"}), "",
     whole()),
    (single, option(1, text="Tell a friend about it over lunch, and the lead too"), "uneven-options",
     option(1, text="Tell a friend about it over lunch, today")),
    (single, option(1, text="All of the above"), "catch-all", option(1, text="Use all of the time above it")),
    (single, option(1, text="None of these options"), "catch-all",
     option(1, text="Ask each of them in turn")),
    (single, option(1, text="Both of these answers"), "catch-all", option(1, text="Speak with both of them")),
    (multiple, option(1, text="Both A and B, for safety"), "catch-all",
     option(1, text="Both homes should be told")),
    (single, option(1, text="Never tell a friend about it"), "absolute",
     lambda question: [option(n, text=f"Never mind it, and tell {n}")(question) for n in (0, 1)]),
    (single, option(0, text="Always tell the lead of it"), "absolute",
     lambda question: [option(n, text=f"Always think of it, tell {n}")(question) for n in (0, 1)]),
    (single, option(0, text="Tell only the lead about it"), "absolute",
     option(1, text="Tell only a friend about it")),
    (single, lambda question: [option(n, text=f"Tell all friends of it {n}")(question) for n in (1, 2)],
     "absolute",
     lambda question: [option(n, text=f"Do nothing at all today {n}")(question) for n in (1, 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("make", "spoil", "code", "like_it"), RULES)
def test_each_rule_stops_what_it_should_and_nothing_like_it(project, make, spoil, code, like_it):
    spoilt, passes = make(), make()
    spoil(spoilt)
    like_it(passes)
    assert code in (codes(project, spoilt) or [""])
    assert codes(project, passes) == []


def test_a_problem_says_where_it_stands_and_what_to_do_and_stops_no_build(project):
    question = single()
    option(1, reason="No, that is unkind.")(question)
    short, verdict = found(project, question)
    lines = (project / "quizzes/first.yml").read_text().splitlines()
    assert lines[short.line - 1][short.column - 1 :].startswith("reason: No, that is unkind.")
    assert (short.path, short.severity) == ("quizzes/first.yml", "warning")
    assert str(short).endswith(
        "This reason has 4 words. Say what would happen and what to do instead, in 20 to 45 words."
    )
    assert "begins with “No”" in verdict.message


def test_words_that_a_reference_puts_in_count(project):
    question = true_false() | {"places": ["GB-ENG"]}
    question["if_true"]["reason"] = words(19) + ' Call {{ contact("line-uk") }}.'
    assert codes(project, question) == []


def bank(*places: int) -> list[dict[str, Any]]:
    return [single(place, f"it-{number:02}") for number, place in enumerate(places, 1)]


def test_the_right_options_are_spread_over_the_places(project):
    assert codes(project, *bank(0, 0, 1, 1, 2, 2, 0)) == []
    (problem,) = found(project, *bank(0, 0, 0, 0, 0, 1))
    assert problem.code == "uneven-places"
    assert "first to last place 5, 1 and 0 times" in problem.message


def longest(question: dict[str, Any], *, is_right: bool) -> dict[str, Any]:
    for choice in question["options"]:
        if bool(choice.get("correct")) is is_right:
            choice["text"] += " indeed"
            break
    return question


def test_the_right_option_is_not_the_longest_more_often_than_chance(project):
    spread = (0, 1, 2, 0, 1, 2)
    assert codes(project, *(longest(q, is_right=n < 3) for n, q in enumerate(bank(*spread)))) == []
    (problem,) = found(project, *(longest(q, is_right=n < 5) for n, q in enumerate(bank(*spread))))
    assert problem.code == "longest-is-right"
    assert "longest in 5 of 6 questions" in problem.message
    assert "by chance it would be 2" in problem.hint


def test_one_question_in_ten_may_ask_with_a_bold_negative(project):
    bold = {"stem": "What should you **not** do?"}
    some = bank(*(0, 1, 2) * 4)
    assert codes(project, some[0] | bold, *some[1:]) == []
    assert codes(project, *(question | bold for question in some[:2]), *some[2:]) == ["negatives"]


def test_a_file_with_errors_is_not_judged_yet(project):
    text = (project / "quizzes/first.yml").read_text()
    (project / "quizzes/first.yml").write_text(text.replace('reason: "The lead', 'raison: "The lead', 1))
    loaded = load(project)
    assert loaded.problems
    assert list(items.check(loaded)) == []


def test_the_courses_own_questions_are_well_made():
    assert list(items.check(the_course())) == []


@pytest.mark.parametrize("file", sorted((ROOT / "tests/examples").glob("*.yml")), ids=lambda file: file.stem)
def test_the_examples_are_well_made(project, file):
    (project / "quizzes/example.yml").write_bytes(file.read_bytes())
    if "pictures/" in file.read_text("utf-8"):
        shutil.copytree(file.parent / "pictures", project / "quizzes/pictures", dirs_exist_ok=True)
    assert [found for found in problems(project) if found.code != "not-shown"] == []
