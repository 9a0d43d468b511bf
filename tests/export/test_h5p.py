"""H5P: every library is named with what it needs, and fields hold only the HTML they allow."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from exporting import (
    ANY_TEXT,
    EXAMPLES,
    HOSTILE,
    every_type,
    example,
    exported,
    flat,
    quiz_of,
    quiz_with,
    seen,
    shown,
    unpacked,
)
from hypothesis import given, settings

from coursekit.export import h5p
from coursekit.model.quiz import Quiz

ALLOWED = {"p", "div", "span", "br", "strong", "em", "sub", "sup"}


def content(quiz: Quiz) -> tuple[dict, dict]:
    files = unpacked(exported(h5p, quiz))
    assert set(files) == {"h5p.json", "content/content.json"}
    return json.loads(files["h5p.json"]), json.loads(files["content/content.json"])


def libraries(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if "library" in value:
            yield value
        for inner in value.values():
            yield from libraries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from libraries(inner)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_library_is_named_and_the_main_one_is_among_them(file):
    head, found = content(quiz_of(file))
    named = {
        f"{d['machineName']} {d['majorVersion']}.{d['minorVersion']}" for d in head["preloadedDependencies"]
    }
    assert any(name.startswith(head["mainLibrary"] + " ") for name in named)
    used = list(libraries(found))
    assert used
    assert {library["library"] for library in used} <= named
    ids = [library["subContentId"] for library in used]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id_) for id_ in ids)


PUBLISHED = yaml.safe_load(Path(__file__).with_name("h5p_libraries.yml").read_text("utf-8"))


def refused(head: dict, types: dict[str, dict]) -> set[str]:
    """The libraries for which a platform with these content types refuses a file.

    As `isValidPackage` of h5p-php-library (b515e00) decides: every library named must be there in this
    version, unless the platform has a newer version of the main one.
    """
    has = {f"{name} {about['version']}" for name, about in types.items()}
    has |= {need for about in types.values() for need in about["needs"]}
    named = {d["machineName"]: (d["majorVersion"], d["minorVersion"]) for d in head["preloadedDependencies"]}
    newest = tuple(map(int, types[head["mainLibrary"]]["version"].split(".")))
    if newest > named[head["mainLibrary"]]:
        return set()
    return {f"{name} {major}.{minor}" for name, (major, minor) in named.items()} - has


@pytest.mark.parametrize("edition", PUBLISHED)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_a_platform_with_the_content_types_alone_takes_the_file(file, edition):
    head, found = content(quiz_of(file))
    assert refused(head, PUBLISHED[edition]) == set()
    used = {library["library"].partition(" ")[0] for library in libraries(found)} | {head["mainLibrary"]}
    assert {d["machineName"] for d in head["preloadedDependencies"]} == used
    assert used <= set(PUBLISHED[edition])


def test_every_part_carries_the_licence_of_the_course():
    head, found = content(quiz_with(*every_type("x")))
    for licensed in (head, *(library["metadata"] for library in libraries(found))):
        assert (licensed["license"], licensed["licenseVersion"]) == ("CC BY", "4.0")


MAIN = {"scenario": "H5P.BranchingScenario", "reflection": "H5P.Column", "scale": "H5P.Column"}


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_main_library_is_the_one_that_the_losses_name(file):
    quiz = quiz_of(file)
    head, _ = content(quiz)
    assert head["mainLibrary"] == MAIN.get(file.stem, "H5P.QuestionSet")
    assert head["mainLibrary"].removeprefix("H5P.") in h5p.losses(quiz)[0].replace(" ", "")


def test_true_or_false_is_a_word_and_right_is_a_boolean():
    _, found = content(example("true_false"))
    assert found["questions"][0]["params"]["correct"] == "false"
    _, found = content(example("multiple"))
    params = found["questions"][0]["params"]
    assert [answer["correct"] for answer in params["answers"]] == [True, True, False]
    assert params["behaviour"]["type"] == "multi"


def test_ticking_everything_earns_nothing():
    """H5P counts right ticks less wrong ones, or with `singlePoint` only the whole answer."""
    for right in range(1, 8):
        for wrong in range(1, 9 - right):
            options = [
                {"id": f"o{n}", "text": "t", "reason": "r", "correct": n < right}
                for n in range(right + wrong)
            ]
            for scoring in ("partial", "all_or_nothing"):
                question = {"type": "multiple", "stem": "s", "options": options, "scoring": scoring}
                behaviour = content(quiz_with(question))[1]["questions"][0]["params"]["behaviour"]
                assert behaviour["singlePoint"] or max(0, right - wrong) == 0


def test_a_story_branches_to_steps_that_are_there_and_ends():
    _, found = content(example("scenario"))
    steps = found["branchingScenario"]["content"]
    ends = [n for n, step in enumerate(steps) if step["type"]["library"].startswith("H5P.AdvancedText")]
    assert all(steps[n]["nextContentId"] == -1 for n in ends)
    for step in steps:
        for way in step["type"]["params"].get("branchingQuestion", {}).get("alternatives", ()):
            assert 0 <= way["nextContentId"] < len(steps)
            assert way["feedback"]["subtitle"]


def test_a_quiz_with_a_story_among_others_becomes_a_set_and_says_so():
    quiz = quiz_with(*every_type("x"))
    head, found = content(quiz)
    assert head["mainLibrary"] == "H5P.QuestionSet"
    assert len(found["questions"]) == 3 + 2 + 2 + 2 + 1 + 1
    assert any("no branching" in loss for loss in h5p.losses(quiz))
    assert any("left out" in loss for loss in h5p.losses(quiz))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_reason_that_can_be_called_for_arrives(file):
    quiz = quiz_of(file)
    arrived = seen(" ".join(strings(content(quiz)[1])))
    for question in quiz.questions:
        for where, text in question.texts():
            if where[-1] == "reason" and "wrong" not in where:
                assert flat(text) in arrived, where


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(text):
    _, found = content(quiz_with(*every_type(text)))
    for question in found["questions"]:
        asked = question["params"].get("question") or question["params"]["text"]
        assert shown(text) in seen(asked)
    for string in strings(found):
        assert set(re.findall(r"<\s*/?\s*([a-z0-9]+)", string)) <= ALLOWED
        assert "javascript:" not in string


@pytest.mark.parametrize("answer", ["a/b", "10:30", "*", "\\", "<b>", "&nbsp;"])
def test_an_answer_to_type_is_one_answer(answer):
    question = {"type": "short_text", "stem": "s", "accept": [answer], "reason": "r", "otherwise": "o"}
    (blank,) = content(quiz_with(question))[1]["questions"][0]["params"]["questions"]
    assert blank.startswith("<p>*")
    assert blank.endswith("*</p>")
    inside = blank[4:-5]
    assert not set("*/:\\") & set(inside)
    assert seen(f"<p>{inside}</p>") == answer


@settings(max_examples=25)
@given(ANY_TEXT)
def test_any_text_makes_a_package_that_can_be_read(text):
    assert content(quiz_with(*every_type(text)))[1]["questions"]
