"""Authors' mistakes: each rule finds its mistake, says where it is, and leaves the correct course alone."""

import re
from datetime import date

import pytest
from project import DAY, FORM, add_change, codes, edit, problems, run, whole_project

PAGE, LAW = "course/first/index.md", "course/first/law.md"
QUIZ, PLACES = "quizzes/first.yml", "facts/places.yml"
CONTACTS, FACTS = "facts/contacts/all.yml", "facts/law/all.yml"
CHANGES = "facts/changes/all.yml"


def test_the_small_course_is_correct(project):
    assert problems(project) == []


COMPARED = "  compared: {how: official page, of: 2024-05, at: first paragraph}\n"
MISTAKES = [
    # file, what is there, what somebody writes instead, the code it is found by, the line and column
    (PAGE, "review_by: 2027-09-01", "review_by: 2027-13-01", "bad-date", "12:1"),
    (PAGE, "kind: module", "kind: modul", "bad-value", "6:1"),
    (PAGE, "minutes: 10", "minuts: 10", "unknown-key", "8:1"),
    (PAGE, "id: first\n", "id: First\n", "bad-form", "2:1"),
    (PAGE, "id: first\n", "id: other\n", "structure", "2:1"),
    (PAGE, "number: 1\n", "", "structure", "6:1"),
    (PAGE, "---\nid", "id", "no-head", "1:1"),
    (PAGE, "slug: module-1\n", "slug: module-1-check\n", "duplicate", "4:1"),
    (PAGE, "slug: module-1\n", "slug: grooming\n", "not-neutral", "4:1"),
    (PAGE, "(law.md)", "(lwa.md)", "dead-link", "17:15"),
    (PAGE, "(law.md)", "(law.md#nowhere)", "dead-anchor", "17:15"),
    (PAGE, "(law.md)", "(#nowhere)", "dead-anchor", "17:15"),
    (PAGE, "(law.md)", "(https://elsewhere.example/)", "outside-link", "17:15"),
    (PAGE, "(law.md)", "(javascript:alert(1))", "outside-link", "17:15"),
    (PAGE, "See [the law]", "![a picture](x.png) See [the law]", "picture", "17:1"),
    (PAGE, 'fact("any-age")', 'fact("any-aeg")', "unknown-fact", "15:29"),
    (PAGE, 'fact("any-age")', 'fcat("any-age")', "unknown-function", "15:29"),
    (PAGE, 'fact("any-age")', "fact(any-age)", "bad-reference", "15:29"),
    (PAGE, 'fact("any-age")', 'fact("english-age")', "wrong-place", "15:29"),
    (PAGE, 'fact("any-age")', 'contact("line-uk")', "wrong-place", "15:29"),
    (PAGE, 'fact("any-age")', 'contact("no-line")', "unknown-contact", "15:29"),
    (PAGE, 'fact("any-age")', 'change("no-change")', "unknown-change", "15:29"),
    (PAGE, 'fact("any-age")', 'here("emergncy")', "unknown-kind", "15:29"),
    (PAGE, 'fact("any-age")', 'here("crisis")', "no-contact", "15:29"),
    (PAGE, 'fact("any-age")', 'place("nmae")', "unknown-key", "15:29"),
    (PAGE, 'fact("any-age")', 'school("leed")', "unknown-key", "15:29"),
    (PAGE, 'fact("any-age")', 'by_place("frist")', "unknown-page", "15:29"),
    (PAGE, '{{ fact("any-age") }}', '{{ facts("child") }}', "no-place", "15:29"),
    (PAGE, '{{ fact("any-age") }}', '{{ place("name") }}', "no-place", "15:29"),
    (PAGE, '{{ fact("any-age") }}', '{{ door("threat") }}', "no-place", "15:29"),
    (PAGE, '{{ fact("any-age") }}', 'So.\n\n## Law\n{{ only_with("child") }}\n\nSo.', "no-place", "18:1"),
    (LAW, '{{ contact("line-uk") }}', '{{ door("thraet") }}', "unknown-door", "16:1"),
    (LAW, '{{ contact("line-uk") }}', 'So: {{ door("threat") }}', "not-alone", "16:5"),
    (LAW, '{{ contact("line-uk") }}', '{{ facts("chlid") }}', "unknown-topic", "16:1"),
    (LAW, '{{ contact("line-uk") }}', 'So: {{ facts("child") }}', "not-alone", "16:5"),
    (LAW, '{{ contact("line-uk") }}', '{{ only_with("law") }}', "not-below-heading", "16:1"),
    (LAW, "## What it says", '## What it says\n{{ only_with("lwa") }}', "unknown-topic", "13:1"),
    (LAW, "## What it says", '## What it says\n{{ only_with("child law") }}', "", ""),
    (FACTS, "  kind: law\n", "  kind: misconception\n", "bad-value", "1:3"),
    (FACTS, "  kind: law\n", "  kind: law\n  region: Texas\n", "bad-value", "1:3"),
    (FACTS, ", dated: 1989-11-20", "", "missing", "5:3"),
    (PAGE, "anyone under 18.", "anyone under 18. Call 999 now.", "typed-number", "15:34"),
    (PAGE, "anyone under 18.", "anyone under 18. Call 0800 1111.", "typed-number", "15:34"),
    (PAGE, "anyone under 18.", "anyone under 18. Call +44 20 7946 0958.", "typed-number", "15:34"),
    (PAGE, "anyone under 18.", "anyone under 18. Go to report.line.example.org.", "typed-address", "15:35"),
    (PAGE, "anyone under 18.", "anyone under 18. Write to help@line.example now.", "typed-address", "15:38"),
    (PAGE, "anyone under 18.", "anyone under 18. The Sexual Offences Act 2003.", "typed-statute", "15:29"),
    (PAGE, "anyone under 18.", "anyone under 18. See section 66B.", "typed-statute", "15:33"),
    (PAGE, "anyone under 18.", "anyone under 18. It is 20% of them.", "typed-statistic", "15:35"),
    (PAGE, "anyone under 18.", "anyone under 18. One is four of five children.", "", ""),
    (PAGE, "anyone under 18.", "anyone under 18. It is one in five children.", "typed-statistic", "15:35"),
    (LAW, "## What it says", "# What it says", "heading", "12:1"),
    (LAW, "## What it says", "#### What it says", "heading", "12:1"),
    (LAW, "## What it says", "## What it says\n\n    A box without a head.", "indented", "14:5"),
    (LAW, "## What it says", '!!! do "Do this"\n    Say so.\n\n    Then go.\n\n## What it says', "", ""),
    (LAW, "## What it says", "1. One\n   goes on\n\n    More of it.\n\n## What it says", "", ""),
    (LAW, "## What it says", "- One\n\n        Too far in.\n\n## What it says", "indented", "14:9"),
    (LAW, "place: GB-ENG", "place: GB-EGN", "unknown-place", "7:1"),
    (LAW, "place: GB-ENG\n", "", "structure", "6:1"),
    ("course/first/check.md", "quiz: first", "quiz: frist", "unknown-quiz", "8:1"),
    ("course/help.md", "kind: help", "kind: lesson", "structure", "1:1"),
    ("course/handouts/card.md", "template: card", "template: flowchart", "structure", "6:1"),
    (QUIZ, "A worry can wait.", """'{{ fact("any-age") }}'""", "cannot-show", "16:202"),
    (QUIZ, "title: First questions", "titel: First questions", "unknown-key", "3:1"),
    (QUIZ, "review_by: 2027-09-01", "review_by: tomorrow", "bad-date", "8:1"),
    (QUIZ, ", correct: true", "", "no-right-answer", "13:5"),
    (QUIZ, "at lunch, reason", "at lunch, correct: true, reason", "right-answers", "13:5"),
    (QUIZ, 'reason: "The lead', 'raison: "The lead', "missing", "14:9"),
    (QUIZ, "id: friend", "id: lead", "duplicate", "15:10"),
    (QUIZ, "id: fi-02", "id: fi-01", "duplicate", "17:5"),
    (QUIZ, "type: true_false", "type: true_flase", "bad-value", "17:5"),
    (QUIZ, "answer: false", "answer: perhaps", "bad-value", "20:5"),
    (QUIZ, "stem: Whom do you tell first?", "stem: First: whom do you tell?", "yaml", "12:16"),
    (QUIZ, "places: [GB-ENG]", "places: [FR]", "unknown-place", "23:14"),
    (QUIZ, "places: [GB-ENG]\n", "places: []\n", "wrong-place", "22:16"),
    (QUIZ, "facts: [english-age]", "facts: [english-aeg]", "unknown-fact", "24:13"),
    (QUIZ, "module: first", "module: frist", "unknown-module", "6:1"),
    (QUIZ, "questions:", "pools: [{pick: 3, questions: [fi-01, fi-02]}]\nquestions:", "pool", "9:10"),
    (QUIZ, "questions:", "pools: [{pick: 1, questions: [fi-01, fi-03]}]\nquestions:", "pool", "9:38"),
    (PLACES, "emergency: emergency-uk", "emergency: emergency-ku", "unknown-contact", "7:14"),
    (PLACES, "emergency: emergency-uk", "emergency: line-uk", "wrong-kind", "7:14"),
    (PLACES, "child_helpline: line-any", "child_helpline: line-uk", "wrong-place", "14:14"),
    (CONTACTS, "  phone: 999\n", "", "bad-value", "1:3"),
    (CONTACTS, "id: line-uk", "id: emergency-uk", "duplicate", "13:3"),
    (CONTACTS, "phone: 0800 1111", "phone: [1]", "bad-value", "18:3"),
    (CONTACTS, "phone: 0800 1111", "phone: 0800 CHILD", "bad-form", "18:3"),
    (FACTS, "confidence: confirmed", "confidence: sure", "bad-value", "8:3"),
    (FACTS, "review_by: 2027-11-22", "review_by: 2026-11-21", "bad-value", "1:3"),
    (FACTS, "checked: 2026-11-22", "checked: 2026-12-31", "future", "6:3"),
    (FACTS, "anyone under 18", 'anyone under 18 {{ fact("any-age") }}', "nested", "3:3"),
    (FACTS, "https://convention.example/", "convention.example", "bad-form", "5:31"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "place"), MISTAKES)
def test_each_mistake_is_found_where_it_stands(project, file, old, new, code, place):
    edit(project / file, old, new)
    found = [
        (problem.code, f"{problem.line}:{problem.column}")
        for problem in problems(project)
        if problem.path == file
    ]
    assert (code, place) in found if code else found == []


@pytest.mark.parametrize(
    "named",
    [
        'school("lead")',
        'by_place("help")',
        'here("crisis")',
        'facts("child")',
        'place("name")',
        'only_with("law")',
    ],
)
def test_a_quiz_names_nothing_that_paper_and_platforms_cannot_show(project, named):
    edit(project / QUIZ, "The child is at fault.", f"'It is so. {{{{ {named} }}}} The child is at fault.'")
    found = [problem for problem in problems(project) if problem.code == "cannot-show"]
    assert [(problem.line, problem.path) for problem in found] == [(19, QUIZ)]
    assert found[0].hint == "Write the words out, or use “fact”, “change”, “contact” or “drawing”."


def test_a_change_rests_on_facts_of_its_place(project):
    add_change(project, "english-age, any-age")
    assert problems(project) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (CHANGES, "facts: [english-age", "facts: [english-aeg", "unknown-fact"),
        (CHANGES, "places: [GB-ENG]", "places: [INT]", "wrong-place"),
        (
            FACTS,
            f"confidence: confirmed\n{COMPARED}- id: english",
            f"confidence: unverified\n{COMPARED}- id: english",
            "unverified",
        ),
    ],
)
def test_a_change_rests_on_no_fact_that_is_missing_unsure_or_elsewhere(project, file, old, new, code):
    add_change(project, "english-age, any-age")
    edit(project / file, old, new)
    found = [(problem.path, problem.code, problem.line) for problem in problems(project)]
    assert (CHANGES, code, 7) in found


PLACES = "facts/places.yml"


@pytest.mark.parametrize(
    ("names", "fact", "code"),
    [
        ("english-age", "", None),
        ("english-aeg", "", "unknown-fact"),
        ("any-age", "", "policy-basis"),  # of another place
        ("english-age", "  standing: passed\n", "policy-basis"),
    ],
)
def test_a_policy_rests_on_what_holds_in_its_place(project, names, fact, code):
    edit(project / PLACES, "  name: England\n", f"  name: England\n  in_policy: [{names}]\n")
    edit(project / FACTS, "  text: In England", f"{fact}  text: In England")
    found = [(problem.code, problem.line) for problem in problems(project) if problem.path == PLACES]
    assert found == ([(code, 4)] if code else [])


def test_the_nearest_known_name_is_suggested(project):
    edit(project / PAGE, 'fact("any-age")', 'fact("any-aeg")')
    edit(project / QUIZ, "title: First", "titel: First")
    hints = [problem.hint for problem in problems(project)]
    assert "Did you mean “any-age”?" in hints
    assert "Did you mean “title”?" in hints


@pytest.mark.parametrize("file", [LAW, QUIZ, "course/handouts/card.md"])
def test_an_unverified_fact_stands_on_no_law_page_quiz_or_paper(project, file):
    edit(project / FACTS, "id: english-age", "id: english-age\n  disputed: Two sources differ.")
    text = (project / FACTS).read_text()
    start = text.index("- id: english-age")
    (project / FACTS).write_text(text[:start] + text[start:].replace("confirmed", "unverified"))
    if file.startswith("course/handouts"):
        edit(project / file, "I am glad you told me.", 'I am glad. {{ fact("english-age") }}')
    assert "unverified" in [problem.code for problem in problems(project) if problem.path == file]


def test_an_unverified_fact_may_stand_on_a_lesson(project):
    edit(project / FACTS, "confidence: confirmed", "confidence: unverified")
    assert codes(project) == []


def test_a_scenario_has_no_dead_end_no_circle_and_no_lost_step(project):
    edit(project / QUIZ, "questions:\n", SCENARIO)
    assert problems(project) == []
    for old, new, code in (
        ("next: end", "next: nowhere", "dead-end"),
        ("next: end", "next: start", "circle"),
        ("best: true", "best: false", "no-right-answer"),
        ("tell: The lead.", "choices: []", "bad-value"),
    ):
        text = (project / QUIZ).read_text()
        edit(project / QUIZ, old, new)
        assert code in codes(project), (old, new)
        (project / QUIZ).write_text(text)
    edit(
        project / QUIZ,
        "      - {id: end,",
        "      - {id: lost, text: Nobody comes here., tell: The lead.}\n      - {id: end,",
    )
    assert codes(project) == ["unreached"]


SCENARIO = """questions:
  - id: fi-03
    type: scenario
    title: At the door
    stem: A pupil waits.
    steps:
      - id: start
        text: What do you say?
        choices:
          - id: listen
            text: I am listening.
            reason: >-
              It helps to hear that you have time. The pupil can begin in their own words, and you learn what
              is needed before you go to the lead.
            next: end
            best: true
          - id: later
            text: Come back later.
            misconception: A better time will come.
            reason: >-
              You may need a moment, but by tomorrow it may be too late. Give the pupil two minutes now, and
              then go to the lead together.
            next: end
      - {id: end, text: The pupil talks., tell: The lead.}
"""


def test_an_overdue_review_is_a_warning_and_in_a_release_an_error(project):
    late = date(2027, 10, 1)
    assert {(found.code, found.severity) for found in problems(project, late)} == {("overdue", "warning")}
    assert {(found.code, found.severity) for found in problems(project, late, release=True)} == {
        ("overdue", "error")
    }


def test_a_release_needs_a_confirmed_emergency_number(project):
    assert codes(project, release=True) == []
    edit(project / CONTACTS, "confidence: confirmed", "confidence: secondary")
    assert codes(project) == []
    assert codes(project, release=True) == ["emergency"]


def test_a_release_for_a_school_needs_its_details(project):
    assert "blank" not in codes(project, release=True)
    (project / "school.yml").write_text(
        "schema: 1\nname: Elm Grove\nlead: {name: Ms Khan, phone: 01632 960001}\n"
    )
    blank = {
        re.findall("“(.+?)”", found.message)[0] for found in problems(project, DAY, release=True, school=True)
    }
    assert blank == {
        "place",
        "address",
        "deputy",
        "childrens_services",
        "out_of_hours",
        "police",
        "allegations",
    }


TEN = [
    (QUIZ, "audience: [parents, leads]", "audiense: [parents, leads]"),  # unknown key
    (QUIZ, 'reason: "The lead', 'raison: "The lead'),  # missing reason
    (QUIZ, ", correct: true", ""),  # no right answer
    (PLACES, "slug: gb-eng", "slug: GB ENG"),  # bad id
    (CONTACTS, "id: line-uk", "id: line-any"),  # duplicate id
    (PAGE, "(law.md)", "(lwa.md)"),  # dead link
    (PAGE, 'fact("any-age")', 'fact("any-aeg")'),  # unknown fact
    ("course/help.md", "review_by: 2027-09-01", "review_by: 2027-02-30"),  # bad date
]


def test_ten_kinds_of_mistake_are_all_named_in_one_run(tmp_path):
    project = whole_project(tmp_path / "project")
    for file, old, new in TEN:
        edit(project / file, old, new)
    edit(project / "course/leads.md", "title: Leads", "title: Leads: all of them")  # broken YAML
    (project / "course/bytes.md").write_bytes(b"---\nid: bytes\xe9\n---\n")  # not UTF-8
    done = run(project, "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()[:-1]
    assert all(FORM.match(line) for line in lines), lines
    said = (
        "no key “audiense”",
        "“reason” is missing",
        "no right answer",
        "“GB ENG” is not a valid slug",
        "a second time",
        "“lwa.md” leads nowhere",
        "no fact “any-aeg”",
        "“2027-02-30” is not a date",
        "A colon followed by a space",
        "is not UTF-8",
    )
    assert [words for words in said if not any(words in line for line in lines)] == []
