"""What authors type and how they name things: served, or named with what to do; never shown raw or lost."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from project import ROOT, edit, small_project
from typed_cases import cases, lay, pages, problems

from coursekit.load import marked_yaml

CASES = cases()
CAPITALS = next(case for case in CASES if case["name"] == "capitals and long endings")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['name']}")
def test_each_case_is_served_or_named(case, tmp_path):
    root = lay(case, tmp_path / "course")
    said = problems(root)
    if "says" in case:
        assert [part for part in case["says"] if not any(part in line for line in said)] == [], said
        return
    assert [line for line in said if "warning" not in line or "not read" in line] == []
    if "shows" in case:
        assert case["shows"] in pages(root, "leads.html")
    if "shows_quiz" in case:
        assert case["shows_quiz"] in pages(root, "module-1-check.html")


def test_there_are_three_and_more_of_each_kind():
    assert {case["kind"] for case in CASES} == {"braces", "files", "markdown", "one_line", "yaml"}
    assert len({case["name"] for case in CASES}) == len(CASES) >= 90


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["kind"] == "yaml"], ids=lambda case: case["name"]
)
def test_both_readers_of_yaml_say_the_same(case, monkeypatch):
    option = case.get("option")
    texts = [*case.get("files", {}).values(), *([f"a: {{text: {option}, b: c}}\n"] if option else [])]
    fast = [[str(problem) for problem in marked_yaml.parse("f.yml", text)[2]] for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [[str(problem) for problem in marked_yaml.parse("f.yml", text)[2]] for text in texts] == fast


def rename_module(root: Path) -> None:
    """Rename the folder of the module, as somebody would who knows no more."""
    (root / "course/first").rename(root / "course/second")
    edit(root / "course/index.md", "first/index.md", "second/index.md")


def test_the_advice_for_a_renamed_module_leads_to_a_clean_check(tmp_path):
    root = small_project(tmp_path / "course")
    rename_module(root)
    for _ in range(4):
        said = [line for line in problems(root) if "warning" not in line]
        for line in said:
            path, advice = root / line.split(":")[0], line.split("Write “")[1].split("”")[0]
            key = advice.split(":")[0]
            text = path.read_text(encoding="utf-8").split("\n")
            at = next(number for number, old in enumerate(text) if old.startswith(f"{key}:"))
            text[at] = advice
            path.write_text("\n".join(text), encoding="utf-8")
    assert said == []
    assert "module: second" in (root / "quizzes/first.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("Ring 12 or #13", '"Ring 12 or #13"'),
        ("&Nobody before Friday", '"&Nobody before Friday"'),
        ("*Nobody* before Friday", '"*Nobody* before Friday"'),
        ("!Do not wait", '"!Do not wait"'),
        ("Nobody, before Friday", '"Nobody, before Friday"'),
        ("Say: nobody", '"Say: nobody"'),
        ("@home", '"@home"'),
        ("> 18", '"> 18"'),
        ('"Nobody" before Friday', "'\"Nobody\" before Friday'"),
        ("'Don't wait'", '"Don\'t wait"'),
        ('"Call {{ fact("any-age") }} now"', "'Call {{ fact(\"any-age\") }} now'"),
        ('{{ fact("any-age") }}', "'{{ fact(\"any-age\") }}'"),
    ],
)
def test_quotes_as_advised_lead_to_a_clean_check(typed, quoted, tmp_path):
    root = lay({"option": typed}, tmp_path / "wrong")
    said = [line for line in problems(root) if "warning" not in line]
    wanted = "single quotes" if quoted.startswith("'") else "ouble quotes"
    assert any(wanted in line for line in said), said
    shutil.rmtree(root)
    root = lay({"option": quoted}, tmp_path / "right")
    assert [line for line in problems(root) if "warning" not in line] == []


@pytest.mark.parametrize("path", CAPITALS["files"])
def test_a_file_renamed_as_advised_is_read(path, tmp_path):
    root = lay({"files": {path: "nothing that can be read"}}, tmp_path / "course")
    advice = next(line for line in problems(root) if "not read" in line)
    (root / path).rename(root / advice.split("Rename it to ")[1].rstrip("."))
    assert not [line for line in problems(root) if "not read" in line]


def test_a_folder_renamed_as_advised_can_be_a_module(tmp_path):
    root = small_project(tmp_path / "course")
    (root / "course/first").rename(root / "course/Die Erste (1)")
    said = next(line for line in problems(root) if "Rename it to" in line)
    name = said.split("Rename it to ")[1].split(":")[0]
    (root / "course/Die Erste (1)").rename(root / "course" / name)
    assert not [line for line in problems(root) if "cannot be the name" in line]
    assert name == "die-erste-1"


def test_what_the_guide_and_the_schools_file_show_can_be_typed():
    guide = (ROOT / "docs/authors-guide.md").read_text(encoding="utf-8")
    shown = [
        text for text in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if not text.startswith("---")
    ]
    shown += re.findall(r"```yaml\n---\n(.*?)\n---", guide, re.DOTALL)
    for text in [*shown, (ROOT / "school.yml").read_text(encoding="utf-8")]:
        assert marked_yaml.parse("shown.yml", text)[2] == []


FILLED = {
    "place": "GB-ENG",
    "paper": "A4",
    "logo": "Logo.png",
    "address": "https://a.example",
    "main": '"#0f5552"',
}


def test_the_schools_file_may_be_filled_in_beside_its_comments():
    text = (ROOT / "school.yml").read_text(encoding="utf-8")
    for key, value in FILLED.items():
        text = re.sub(rf"(?m)^( *{key}:) *", rf"\g<1> {value} ", text)
    data, _, problems = marked_yaml.parse("school.yml", text)
    assert problems == []
    assert data["place"] == "GB-ENG"
    assert data["colours"]["main"] == "#0f5552"


@pytest.mark.parametrize(
    "number",
    ["0800\u00a01111", "0800\u202f1111", "0800\u20111111", "0800–1111", "0800 —1111", "0800.1111",
     "0800/1111", "08\u00ad00 1111", "0800\u200b1111", "0800\t1111", "0800\n1111", "+44.20.7946.0958",
     "(800) 422-4453", "800.422.4453", "1300 22 4636", "116 111", "116111"],
)  # fmt: skip
def test_a_number_is_seen_whatever_stands_between_its_figures(number, tmp_path):
    root = lay({"body": f"Call {number}."}, tmp_path / "course")
    assert [line for line in problems(root) if "leads.md:12:6: The telephone number" in line]


@pytest.mark.parametrize(
    "figures",
    ["01.09.2026", "01/09/2026", "09/2026", "08:00–18:00", "2026–2027", "05.30–07.30", "1800–1850",
     "pages 116 to 118", "the 116 of 200", "the year 1300", "0.25 to 0.5", "10–12"],
)  # fmt: skip
def test_days_hours_and_years_are_no_numbers_to_call(figures, tmp_path):
    assert problems(lay({"body": f"On {figures}, as said."}, tmp_path / "course")) == []


@pytest.mark.parametrize("typed", ["e\u00adxample", "e\u200bxample", "exam\u2060ple", "exam\ufeffple"])
def test_what_nobody_sees_is_no_part_of_a_word(typed, tmp_path):
    root = lay({"body": f"This is an {typed}."}, tmp_path / "course")
    assert "<p>This is an example.</p>" in pages(root, "leads.html")


@pytest.mark.parametrize("typed", ["bad\u2011word", "bad\u2010word", "bad\u2003word", "b\u00adad w\u200bord"])
def test_a_rule_on_words_is_not_passed_by_with_another_space_or_hyphen(typed, tmp_path):
    assert problems(lay({"body": f"This is a {typed}."}, tmp_path / "course"))


def test_what_is_put_in_for_a_bad_id_is_no_second_use_of_a_name(tmp_path):
    root = small_project(tmp_path / "course")
    for old, new in (("id: friend", "id: b)"), ("id: diary", "id: c)")):
        edit(root / "quizzes/first.yml", old, new)
    said = [line for line in problems(root) if "warning" not in line]
    assert len(said) == 2
    assert all("is not a valid id" in line for line in said)


def test_options_with_letters_of_their_own_are_named(tmp_path):
    root = small_project(tmp_path / "course")
    quiz = root / "quizzes/first.yml"
    for letter, old in zip("abc", ("The safeguarding", "A colleague", "Nobody before"), strict=True):
        assert not [line for line in problems(root) if "of their own" in line]
        edit(quiz, f"text: {old}", f"text: {letter}) {old}")
    assert [
        line for line in problems(root) if "These options begin with letters or numbers of their own" in line
    ]


def test_one_word_is_one_word(tmp_path):
    root = small_project(tmp_path / "course")
    text = (root / "quizzes/first.yml").read_text(encoding="utf-8")
    (root / "quizzes/first.yml").write_text(
        re.sub('reason: "[^"]*"', "reason: Wait.", text, count=1), "utf-8"
    )
    assert [line for line in problems(root) if "This reason has 1 word. " in line]


def test_a_heading_in_capitals_with_its_sign_is_named_once(tmp_path):
    said = problems(lay({"body": "##\u00a0WHO TO TELL"}, tmp_path / "course"))
    assert [line for line in said if "leads.md" in line and "A space of another kind" not in line] == []
