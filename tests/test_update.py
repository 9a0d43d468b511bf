"""`build.py update`: 20 minutes and two questions on what changed, or plain words that nothing did."""

import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
import yaml
from project import DAY, ROOT, edit, problems, run, site_pages, small_project, the_course, whole_project

from coursekit.catalogue import Catalogue
from coursekit.check import check
from coursekit.load.course import load
from coursekit.model.course import Course
from coursekit.plan.plan import plan
from coursekit.render.references import Writer
from coursekit.update import RefusedError, day_of, minutes, place_of, update, write

FIRST = date(2026, 1, 1)
LATEST = date(2026, 11, 22)
WHAT = "Every school now has a person whom a child can tell. Say on the first day of term who that is."

BRIEF = {
    "title": "whom a child can tell",
    "new": ["Every school has a person to tell", "All staff say who that is"],
    "scene": "A new colleague asks whom a child can tell here. You stand beside her.",
    "say": "I can show you. If a child tells you something, we go there together.",
    "do": ["Say the name on the first day", "Tell the lead today"],
}
"""What staff are told in seven minutes; a change of the year for staff without it is a warning."""


def change(id_: str, since: str = "2026-05-01", logged: date = LATEST, **update: object) -> dict[str, object]:
    entry = {
        "id": id_,
        "what": WHAT,
        "since": since,
        "logged": str(logged),
        "who": ["leads", "staff"],
        "brief": deepcopy(BRIEF),
    }
    return entry | {"places": ["GB-ENG"], "facts": ["any-age"]} | update


def project_with(to: Path, *changes: dict[str, object]) -> Path:
    root = small_project(to)
    (root / "facts/changes").mkdir()
    text = yaml.safe_dump(list(changes), allow_unicode=True, sort_keys=False)
    (root / "facts/changes/all.yml").write_text(text, encoding="utf-8")
    return root


def made(root: Path, since: date = FIRST, place: str = "GB-ENG") -> dict[str, str]:
    course = load(root).course
    return update(course, since, place_of(course, place))


def page_of(files: dict[str, str]) -> str:
    return next(text for path, text in files.items() if path.startswith("course/"))


def quiz_of(files: dict[str, str]) -> dict[str, object]:
    return yaml.safe_load(next(text for path, text in files.items() if path.startswith("quizzes/")))


def named(text: str) -> list[str]:
    return re.findall(r'change\("([\w-]+)"\)', text)


@pytest.mark.parametrize("count", range(1, 6))
def test_whatever_changed_the_session_takes_twenty_minutes_and_passes_the_check(tmp_path, count):
    root = project_with(
        tmp_path / "project", *(change(f"new-{n}", f"2026-0{n}") for n in range(1, count + 1))
    )
    files = made(root)
    written = [int(found) for found in re.findall(r"(?m)^## .*\((\d+) minutes\)$", page_of(files))]
    assert sum(written) == 20
    assert len(quiz_of(files)["questions"]) == min(count, 2)
    write(files, root)
    assert problems(root) == []


def test_every_part_of_every_session_has_time():
    plans = [minutes(taught) for taught in (1, 2, 3)]
    assert [sum(plan.values()) for plan in plans] == [20, 20, 20]
    assert min(min(plan.values()) for plan in plans) >= 2
    doing = [plan["task"] + plan["questions"] for plan in plans]
    assert min(doing) >= 10


def test_the_newest_come_first_and_say_who_needs_to_know(tmp_path):
    changes = [change(f"of-{since}", since) for since in ("2024", "2026-05-02", "2026-06", "2025-12-31")]
    page = page_of(made(project_with(tmp_path / "project", *changes)))
    assert named(page) == ["of-2026-06", "of-2026-05-02", "of-2025-12-31", "of-2024"]
    assert '- **June 2026.** {{ change("of-2026-06") }} (For leads and all staff.)' in page
    assert page.index("of-2025-12-31") < page.index("## To read afterwards") < page.index('"of-2024"')


def test_the_right_answers_state_the_changes(tmp_path):
    quiz = quiz_of(made(project_with(tmp_path / "project", change("one"), change("two", "2026-04"))))
    right = [option["text"] for q in quiz["questions"] for option in q["options"] if option.get("correct")]
    assert right == ['{{ change("one") }}', '{{ change("two") }}']
    assert [question["places"] for question in quiz["questions"]] == [["GB-ENG"], ["GB-ENG"]]


def test_a_change_is_named_only_where_it_holds_and_brings_its_sources(tmp_path):
    root = project_with(tmp_path / "project", change("new"))
    edit(root / "course/first/law.md", "## What it says", 'So: {{ change("new") }}\n\n## What it says')
    assert problems(root) == []
    library = Catalogue(load(root))
    writer = Writer(library.shelf(['{{ change("new") }}'], "course", None), "site")
    assert writer.line('So: {{ change("new") }}') == f"So: {WHAT}"
    assert [fact.id for fact in writer.shown] == ["any-age"]
    assert "change:new" in library.uses(writer.shelf)
    edit(root / "course/first/index.md", 'fact("any-age")', 'change("new")')
    assert "wrong-place" in [problem.code for problem in problems(root)]


def test_only_what_was_logged_after_the_day_is_new(tmp_path):
    root = project_with(tmp_path / "project", change("old", logged=FIRST), change("new"))
    assert named(page_of(made(root, FIRST))) == ["new"]
    assert made(root, LATEST) == {}


def test_other_places_changes_are_left_out_and_international_ones_are_not(tmp_path):
    root = project_with(tmp_path / "project", change("here"), change("everywhere", places=["INT"]))
    assert named(page_of(made(root))) == ["here", "everywhere"]
    files = made(root, place="INT")
    assert named(page_of(files)) == ["everywhere"]
    assert "places" not in quiz_of(files)["questions"][0]


def test_what_makes_no_clear_question_is_taught_and_not_asked(tmp_path):
    awkward = change(
        "awkward", "2026-09", what="The new text was published. For families nothing changes by it."
    )
    files = made(project_with(tmp_path / "project", awkward, change("one"), change("two")))
    assert named(page_of(files))[0] == "awkward"
    assert named(str(quiz_of(files))) == ["two", "one"]


HOSTILE = (
    "<script>alert(1)</script> ]]> {{ x }} \"two\" 'one' --- # no: yes & =cmd() 🙂 שלום | *bold\n\n# heading"
)


def test_hostile_words_are_named_and_never_copied(tmp_path):
    root = project_with(tmp_path / "project", change("new", what=HOSTILE))
    files = made(root)
    assert "script" not in "".join(files.values())
    write(files, root)
    named = {problem.path for problem in problems(root) if problem.severity == "error"}
    assert named == {"facts/changes/all.yml"}
    site = site_pages(tmp_path / "site", root=root)
    html = (site / "update-gb-eng-2026-01-01.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; {{ x }}" in html
    assert "<script>alert(1)" not in html


def test_a_quiz_of_one_place_alone_makes_no_empty_paper_or_package(tmp_path):
    root = project_with(tmp_path / "project", change("new"))
    write(made(root), root)
    paths = [file.path for file in plan(load(root)).files if "update-" in file.path]
    assert paths
    assert [path for path in paths if "gb-eng-2026-01-01-questions-paper.pdf" in path] == []
    assert [path for path in paths if path.endswith("questions.moodle.xml")] == []


@pytest.mark.parametrize("place", [place.code for place in the_course().course.places if place.pages])
def test_the_courses_own_changes_make_a_clean_update_for_each_place(place):
    loaded = the_course()
    files = update(loaded.course, date(2020, 1, 1), place_of(loaded.course, place))
    assert len(quiz_of(files)["questions"]) == 2


def test_all_updates_of_the_course_pass_its_check_together(tmp_path):
    from coursekit.bench.project import copy_project

    root = copy_project(ROOT, tmp_path / "project")
    course: Course = load(root).course
    for place in course.places:
        if place.pages:
            write(update(course, date(2020, 1, 1), place), root)
    loaded = load(root)
    found = [*loaded.problems, *check(loaded, DAY)]
    assert [str(problem) for problem in found if "update-" in problem.path] == []


VERSIONS = "# Changelog\n\n## 2027.1.0 — not yet released\n\n## 2026.11.0 — 2026-11-30\n\n## 2026.9.1\n"


@pytest.mark.parametrize(
    ("since", "day"),
    [
        ("2026-09-14", date(2026, 9, 14)),
        ("2026.11.0", date(2026, 11, 30)),
        ("2026.9.1", date(2026, 9, 1)),
        ("2027.1.0", date(2027, 1, 1)),
    ],
)
def test_a_version_stands_for_its_day_or_else_the_first_of_its_month(tmp_path, since, day):
    (tmp_path / "CHANGELOG.md").write_text(VERSIONS, encoding="utf-8")
    assert day_of(since, tmp_path / "CHANGELOG.md") == day


@pytest.mark.parametrize("since", ["2026.11.1", "2026.11", "yesterday", "2026-02-30", "../x", "", "<b>"])
def test_an_unknown_version_is_refused_with_the_known_ones(tmp_path, since):
    (tmp_path / "CHANGELOG.md").write_text(VERSIONS, encoding="utf-8")
    with pytest.raises(RefusedError, match=r"known: 2027\.1\.0, 2026\.11\.0, 2026\.9\.1"):
        day_of(since, tmp_path / "CHANGELOG.md")
    with pytest.raises(RefusedError, match="known: none yet"):
        day_of(since, tmp_path / "nothing.md")


def test_a_day_that_is_none_is_refused(tmp_path):
    (tmp_path / "CHANGELOG.md").write_text("## 2026.11.0 — 2026-11-31\n## 2026.13.0\n", encoding="utf-8")
    for version in ("2026.11.0", "2026.13.0"):
        with pytest.raises(RefusedError, match=re.escape(f"The day of {version} in CHANGELOG.md is none")):
            day_of(version, tmp_path / "CHANGELOG.md")


def test_an_unknown_place_is_refused_with_the_nearest(tmp_path):
    course = load(small_project(tmp_path / "project")).course
    with pytest.raises(RefusedError, match="Did you mean “GB-ENG”"):
        place_of(course, "GB-EGN")


def test_an_update_that_somebody_has_edited_is_not_written_over(tmp_path):
    files = made(project_with(tmp_path / "project", change("new")))
    paths = write(files, tmp_path / "out")
    assert write(files, tmp_path / "out") == paths
    edit(paths[0], "Read the sheet aloud", "Sing the sheet aloud")
    with pytest.raises(RefusedError, match="is there already"):
        write(files, tmp_path / "out")
    assert "Sing the sheet aloud" in paths[0].read_text()
    with pytest.raises(RefusedError, match="cannot be written"):
        write(files, paths[0])


def test_the_command_writes_says_that_nothing_changed_and_refuses(tmp_path):
    root = whole_project(tmp_path / "project")
    (root / "facts/changes").mkdir()
    (root / "facts/changes/all.yml").write_text(yaml.safe_dump([change("new")]), encoding="utf-8")
    done = run(root, "update", "--since", "2026-01-01", "--place", "GB-ENG")
    assert (done.returncode, done.stdout.count("Written: ")) == (0, 2)
    assert (root / "update/quizzes/update-gb-eng-2026-01-01.yml").is_file()
    nothing = run(root, "update", "--since", "2026-01-01", "--place", "INT", "--out", "other")
    assert (nothing.returncode, nothing.stderr) == (0, "")
    assert re.match(r"Nothing was logged for .+ after 1 January 2026; there is nothing new", nothing.stdout)
    assert not (root / "other").exists()
    refused = run(root, "update", "--since", "2019.1.0")
    assert refused.returncode == 1
    assert "no day and no version" in refused.stderr
    assert "Traceback" not in refused.stderr
