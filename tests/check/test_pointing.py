"""Words that point to what is not there, as far as a text alone tells."""

import pytest
from project import codes, edit, problems, session_page

HANDOUT, PAGE, QUIZ = "course/handouts/card.md", "course/first/index.md", "quizzes/first.yml"


def found(root) -> list[tuple[str, str]]:
    return [
        (problem.code, problem.message)
        for problem in problems(root)
        if problem.code in {"points-nowhere", "no-such-sheet"}
    ]


def say(root, words: str, file: str = PAGE) -> None:
    with (root / file).open("a", encoding="utf-8") as text:
        text.write(f"\n\n{words}\n")


def title(root) -> str:
    lines = (root / HANDOUT).read_text("utf-8").split("\n")
    return next(line for line in lines if line.startswith("title: ")).removeprefix("title: ").strip('"')


def test_a_sheet_is_named_by_what_is_printed_on_it(project):
    say(project, f"Take the card “{title(project)}”.")
    assert found(project) == []


def test_the_beginning_of_a_title_is_enough_but_not_half_a_word(project):
    edit(project / HANDOUT, f"title: {title(project)}", "title: Who to tell first")
    say(project, "The sheets “Who to tell” and “Who to t” are here.")
    assert [message for _, message in found(project)] == ["No sheet, page or card has the title “Who to t”."]


@pytest.mark.parametrize("words", ["the poster “Nowhere”", "Cards “Nowhere”", "a handout called “Nowhere”"])
def test_a_sheet_that_nobody_prints_is_named_with_the_remedy(project, words):
    say(project, f"See {words}.")
    assert codes(project) == ["no-such-sheet"]


def test_the_name_of_a_tab_stands_on_no_sheet_and_the_advice_works(project):
    name = title(project)
    tab = next(
        line for line in (project / HANDOUT).read_text("utf-8").split("\n") if line.startswith("tab_title: ")
    )
    edit(project / HANDOUT, tab, "tab_title: Family guide 3")
    say(project, "Family guide 3 has more. Family guide 34 is another.")
    (problem,) = [problem for problem in problems(project) if problem.code == "no-such-sheet"]
    assert problem.hint == f"Write its title: “{name}”."
    edit(project / PAGE, "Family guide 3 has", f"The card “{name}” has")
    assert found(project) == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("As in question 3, what now?", True),
        ("Look at the table above.", True),
        ("See below.", True),
        ("You saw it in the previous question.", True),
        ("The answer is on the next page.", True),
        ("An age below the line, and a person above the head.", False),
        ("Invite their next question.", False),
    ],
)
def test_a_question_points_to_nothing_outside_of_it(project, words, wrong):
    text = (project / QUIZ).read_text("utf-8")
    line = next(line for line in text.split("\n") if line.strip().startswith("stem:"))
    edit(project / QUIZ, line, f"    stem: {words}")
    assert [code for code, _ in found(project)] == ["points-nowhere"] * wrong


@pytest.mark.parametrize("words", ["The links are below.", "Click here.", "Then press the button."])
def test_paper_has_neither_links_nor_buttons(project, words):
    say(project, words)
    assert found(project) == []
    say(project, words, HANDOUT)
    assert [code for code, _ in found(project)] == ["points-nowhere"]


PARTS = """\
  segments:
    - {id: one, title: One, way: task, minutes: {30: 20, 60: 30}, script: Talk in pairs.}
    - {id: two, title: Two, way: task, minutes: {60: 20}, script: Listen.CUT}
    - {id: three, title: Three, way: reflect, minutes: {30: 10, 60: 10}, script: Think.}
"""


@pytest.mark.parametrize("words", ["Leave out the parts that are marked.", "Cut the segment that is marked."])
def test_what_is_cut_first_is_marked_somewhere(project, words):
    file = project / "course/first/session.md"
    for cut, wrong in (("", ["points-nowhere"]), (", cut_first: true", [])):
        file.write_text(session_page("[Say it]", PARTS.replace("CUT", cut)) + f"\n{words}\n", "utf-8")
        assert [code for code, _ in found(project)] == wrong


def test_a_line_leads_to_nothing_where_a_place_has_no_such_contact(project):
    help_page = project / "course/help.md"
    with help_page.open("a", encoding="utf-8") as text:
        text.write('\n\nFor an adult:\n\n{{ here("adult_helpline") }}\n')
    (problem,) = [problem for problem in problems(project) if problem.code == "points-nowhere"]
    assert "“For an adult:” leads to nothing" in problem.message
    assert problem.hint == "Name a second kind that it has, such as “adult_helpline child_helpline”."
