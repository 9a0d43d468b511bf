"""House rules, and questions that have to say whom they ask."""

import pytest
from project import add_rule, codes, edit, problems, the_course

from coursekit.catalogue import Catalogue
from coursekit.check.texts import texts
from coursekit.model.reference import references

PAGE, QUIZ, RULES = "course/first/index.md", "quizzes/first.yml", "facts/rules.yml"


def name_it(root, id_="devices"):
    edit(root / PAGE, "See [the law]", f'{{{{ rule("{id_}") }}}} See [the law]')


def test_a_rule_that_a_page_gives_is_correct(project):
    add_rule(project)
    name_it(project)
    assert problems(project) == []


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ("  facts: {GB-ENG: any-aeg}\n", "unknown-fact"),
        ("  facts: {INT: english-age}\n", "wrong-place"),
        ("  facts: {England: english-age}\n", "bad-form"),
        ("  fact: english-age\n", "unknown-key"),
    ],
)
def test_a_rule_ends_with_a_fact_that_holds_in_the_place(project, extra, code):
    add_rule(project, extra)
    name_it(project)
    assert code in codes(project)


def test_a_rule_never_rests_on_what_nobody_has_compared(project):
    add_rule(project)
    name_it(project)
    law = project / "facts/law/all.yml"
    law.write_text(law.read_text("utf-8").replace("confidence: confirmed", "confidence: unverified"), "utf-8")
    assert ("unverified", RULES) in [(problem.code, problem.path) for problem in problems(project)]


def test_a_rule_that_ends_in_one_place_ends_in_all(project):
    add_rule(project)
    name_it(project)
    edit(project / RULES, "  elsewhere: The lead decides.\n", "")
    assert codes(project) == ["bad-value"]


def test_a_rule_that_nobody_gives_is_a_warning(project):
    add_rule(project)
    assert [(problem.code, problem.severity) for problem in problems(project)] == [("not-shown", "warning")]


def test_a_rule_that_is_not_there_is_an_error_with_the_nearest(project):
    add_rule(project)
    name_it(project, "device")
    found = next(problem for problem in problems(project) if problem.code == "unknown-rule")
    assert "devices" in found.hint


ASKED = "Whom do you tell first?"
HANDLED = [
    "Take the phone away, and see",
    "Keep her tablet in your desk",
    "Search the pupil’s phone for it",
    "Leave the laptop unsearched now",
    "Ask him to lock his phone first",
    "The tablet stays locked until noon",
]
NOT_HANDLED = [
    "Only a fingerprint leaves her phone",
    "Phone the lead before the bell",
    "Games on a phone can be kind",
    "Keep the messages, and tell the lead",
    "He holds out the phone to you",
]
TO_ONE = [
    "You are a member of staff. A child shows you something. What do you do?",
    "Your son, 10, shows you something. What do you do?",
    "Your own foster child shows you something. What do you do?",
    "A pupil shows you something. What do you do?",
    "At home tonight a child shows you something. What do you do?",
    "You are the safeguarding lead, and a child shows you something. What do you do?",
]


def answer(project, text, stem=ASKED):
    edit(project / QUIZ, "A colleague at lunch", f'"{text}"')
    edit(project / QUIZ, ASKED, f'"{stem}"')
    return "whom-it-asks" in codes(project)


@pytest.mark.parametrize("text", HANDLED)
def test_a_question_on_a_device_says_whom_it_asks(project, text):
    assert answer(project, text)


@pytest.mark.parametrize("text", NOT_HANDLED)
def test_a_question_that_only_mentions_one_need_not(project, text):
    assert not answer(project, text)


@pytest.mark.parametrize("stem", TO_ONE)
def test_a_stem_that_names_one_of_the_two_is_enough(project, stem):
    assert not answer(project, HANDLED[0], stem)


@pytest.mark.parametrize("audience", ["[parents]", "[staff, leads]", "[leads]"])
def test_a_quiz_for_one_of_the_two_alone_need_not_say_it(project, audience):
    edit(project / QUIZ, "audience: [parents, leads]", f"audience: {audience}")
    assert not answer(project, HANDLED[0])


@pytest.mark.parametrize(
    "said", ["Nobody looks at it.", "nobody looks\nat it, and so on.", "So: Nobody  looks at it"]
)
def test_a_rule_that_is_written_out_again_is_a_warning(project, said):
    add_rule(project)
    name_it(project)
    edit(project / PAGE, "See [the law]", f"{said} See [the law]")
    assert [(problem.code, problem.severity) for problem in problems(project)] == [
        ("rule-written-out", "warning")
    ]


def test_something_near_a_rule_is_not_that_rule(project):
    add_rule(project)
    name_it(project)
    edit(project / PAGE, "See [the law]", "Nobody looks at the clock. See [the law]")
    assert codes(project) == []


def test_the_rules_on_devices_are_given_in_every_lesson_sheet_and_plan_that_speaks_of_them():
    loaded = the_course()
    named = {"devices-parents": set(), "devices-staff": set()}
    for text in texts(loaded):
        for reference in references(text.text):
            if reference.function == "rule":
                named[reference.argument].add(text.owner.origin.path)
    both = named["devices-parents"] & named["devices-staff"]
    assert {"course/grooming-awareness/threats.md", "course/handouts/first-hour.md"} <= both
    sheets = {f"course/handouts/{name}.md" for name in ("staff", "flowchart", "flowchart-gb-eng")}
    assert sheets <= named["devices-staff"]
    assert not sheets & named["devices-parents"]
    assert len([path for path in named["devices-parents"] if path.startswith("course/handouts/law-")]) == 13


def test_in_england_every_sheet_for_staff_says_what_englands_guidance_says():
    library = Catalogue(the_course())
    for handout in library.handouts:
        shelf = library.shelf(
            [handout.source.text, *handout.source.head.texts()], "course/handouts", handout.place
        )
        if handout.place and "devices-staff" in shelf.rules:
            assert ("dfe-search-confiscate" in shelf.facts) == (handout.place.code == "GB-ENG"), handout.slug
