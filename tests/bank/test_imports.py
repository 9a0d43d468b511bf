"""`build.py import`: quizzes that build, a second import that doubles nothing, and files that are refused."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from bank_files import every_file
from click.testing import CliRunner
from project import DAY, small_project

from coursekit import cli
from coursekit.bank.assemble import assembled
from coursekit.bank.banks import banks_of
from coursekit.bank.found import Item, Refused
from coursekit.bank.reader import FORMATS
from coursekit.bank.refusal import FileRefusedError
from coursekit.bank.source import RATIO, BankFile
from coursekit.check import check
from coursekit.imports import PART, Done, bring
from coursekit.load import marked_yaml
from coursekit.load.course import load

GIFT = """\
::One:: Whom do you tell? {=The lead ~Nobody ~A friend}

::Two:: Listening comes first. {T}

::Three:: How many? {#3:2}
"""


@pytest.fixture
def project(tmp_path):
    return small_project(tmp_path / "project")


def file_of(project: Path, name: str, data: str | bytes) -> Path:
    file = project.parent / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def imported(project: Path, data: str | bytes = GIFT, name: str = "bank.gift", to: str | None = None) -> Done:
    return bring(project, load(project), [file_of(project, name, data)], None, to, DAY)


def quiz(project: Path, name: str = "bank") -> str:
    return (project / f"quizzes/{name}.yml").read_text("utf-8")


def found_in(data: str | bytes, name: str = "x.gift", form: str | None = None):
    data = data.encode() if isinstance(data, str) else data
    return [each for bank in banks_of(BankFile(name, data), form)[1] for each in bank.found]


def test_a_bank_becomes_drafts_and_a_report(project):
    done = imported(project)
    said = "\n".join(done.lines)
    assert (done.came, done.failed) == (2, False)
    assert "bank.gift:5: “Three”: did not come over: it asks for a number within a range" in said
    assert "quizzes/bank.yml: 2 questions are drafts; 5 reasons are still to be written." in said
    assert "quizzes/bank.yml: 3 wrong answers name no misconception yet." in said
    loaded = load(project)
    problems = {*loaded.problems, *check(loaded, DAY)}
    assert {problem.severity for problem in problems} == {"warning"}
    assert (project / "course/bank.md").exists()


def test_a_second_import_changes_nothing(project):
    imported(project)
    before = quiz(project)
    done = imported(project)
    assert quiz(project) == before
    assert any("0 new, 0 changed, 2 as they were" in line for line in done.lines)


def test_what_was_written_since_stays_and_news_come_in(project):
    imported(project)
    file = project / "quizzes/bank.yml"
    text = quiz(project).replace("reason:\n", "reason: Because the lead can act.\n", 1)
    text = text.replace("  # imported:", "  # mine\n  # imported:", 1).replace(
        "id: nobody", "id: none-at-all"
    )
    text = text.replace("      reason:\n", "      reason:\n      misconception: It will pass\n", 1)
    file.write_text(text, "utf-8")
    imported(
        project, GIFT.replace("A friend", "A good friend").replace("::Three", "::Four:: New? {F}\n\n::Three")
    )
    data, _, problems = marked_yaml.parse("x", quiz(project))
    assert problems == []
    first, second, third = data["questions"]
    assert first["options"][0]["reason"] == "Because the lead can act."
    assert first["options"][1] | {"misconception": "It will pass"} == first["options"][1]
    assert first["options"][1]["id"] == "none-at-all"
    assert first["options"][2]["text"] == "A good friend"
    assert (second["id"], third["id"]) == ("two", "four")
    assert "  # mine\n" in quiz(project)


def test_an_edited_question_stays_where_the_bank_has_not_changed(project):
    imported(project)
    file = project / "quizzes/bank.yml"
    file.write_text(quiz(project).replace("Whom do you tell?", "Whom do you tell first?"), "utf-8")
    imported(project, GIFT.replace("Listening comes", "Hearing comes"))
    assert "Whom do you tell first?" in quiz(project)
    assert "Hearing comes first." in quiz(project)


def test_a_question_that_is_gone_there_stays_and_is_named(project):
    imported(project)
    done = imported(project, GIFT.partition("::Two::")[0])
    assert "id: two" in quiz(project)
    assert any("no longer in the file" in line and line.endswith("two.") for line in done.lines)


def test_a_quiz_that_was_written_here_is_not_touched(project):
    before = quiz(project, "first")
    done = imported(project, name="first.gift")
    assert done.failed
    assert "was not imported" in "\n".join(done.lines)
    assert quiz(project, "first") == before


def test_a_quiz_with_mistakes_is_mended_first(project):
    imported(project)
    file = project / "quizzes/bank.yml"
    file.write_text(quiz(project).replace("    options:\n", "    options: 5\n    optoins:\n", 1), "utf-8")
    done = imported(project, GIFT.replace("Nobody", "Somebody"))
    assert done.failed
    assert "Mend it" in "\n".join(done.lines)


def test_ids_of_other_quizzes_are_not_used_again(project):
    taken = load(project).course.quizzes[0].questions[0].id
    imported(project, f"::{taken}:: True? {{T}}")
    assert f"id: bank-{taken}" in quiz(project)


def test_a_large_bank_becomes_several_quizzes_and_is_known_again(project):
    text = "\n\n".join(f"::Q{number}:: Is {number} a number? {{T}}" for number in range(PART + 5))
    imported(project, text)
    assert quiz(project).count("- id:") == PART
    assert quiz(project, "bank-2").count("- id:") == 5
    before = quiz(project), quiz(project, "bank-2")
    imported(project, text)
    assert (quiz(project), quiz(project, "bank-2")) == before
    assert not (project / "quizzes/bank-3.yml").exists()


@pytest.mark.parametrize(
    "to", ["../x.yml", "/etc/x.yml", "course/x.yml", "quizzes/a/b.yml", "con", "quizzes/X.yml"]
)
def test_nothing_is_written_elsewhere(project, to):
    assert imported(project, to=to).failed
    assert sorted(path.name for path in (project / "quizzes").iterdir()) == ["first.yml"]


def test_a_link_out_of_the_folder_is_refused(project):
    outside = project.parent / "outside.yml"
    outside.write_text("schema: 1\n", "utf-8")
    (project / "quizzes/bank.yml").symlink_to(outside)
    assert imported(project).failed
    assert outside.read_text("utf-8") == "schema: 1\n"


def test_the_command_says_what_it_did(project, monkeypatch):
    monkeypatch.setattr(cli, "ROOT", project)
    bank = str(file_of(project, "bank.gift", GIFT))
    done = CliRunner().invoke(cli.cli, ["import", bank, "--to", "quizzes/mine.yml"])
    assert done.exit_code == 0, done.output
    assert "Written: quizzes/mine.yml (2 questions)" in done.output
    assert CliRunner().invoke(cli.cli, ["import", bank, "--from", "nonsense"]).exit_code == 1
    assert CliRunner().invoke(cli.cli, ["import", "not-there.gift"]).exit_code == 1


@pytest.mark.parametrize("name", sorted(every_file()))
def test_each_format_is_known_by_its_own_files(name):
    form, banks = banks_of(BankFile(name, every_file()[name]))
    assert form in FORMATS
    assert [each for bank in banks for each in bank.found if isinstance(each, Item)]


@pytest.mark.parametrize(
    ("name", "came", "gone"),
    [("x.text2qti.md", 5, 1), ("x.toml", 3, 1), ("x.txt", 2, 0), ("x.docx", 2, 0), ("x.xlsx", 1, 0)],
)
def test_what_comes_over_of_files_by_hand(name, came, gone):
    found = found_in(every_file()[name], name)
    assert [sum(isinstance(each, kind) for each in found) for kind in (Item, Refused)] == [came, gone]


def test_the_explanation_of_a_question_is_the_reason_of_its_right_answer():
    (question, *_) = found_in(every_file()["x.toml"], "x.toml")
    reasons = {option["text"]: option["reason"] for option in question.data["options"]}
    assert reasons == {"4": "Two and two.", "3": None, "5": None}


def test_pictures_and_links_are_named():
    (item,) = found_in(
        '[html]<p>See <img src="cat.png" alt="a cat"> <a href="https://x.example">here</a></p> {T}'
    )
    assert item.data["stem"] == "See [a cat] here"
    assert item.lost == ["a picture (cat.png)", "a link to https://x.example (its words stay)"]


def test_scripts_are_named_and_not_kept():
    (item,) = found_in("[html]<p>Hear<script>alert(1)</script></p> {T}")
    assert (item.data["stem"], item.lost) == ("Hear", ["a script (not run, not kept)"])


def test_letters_of_old_tools_are_guessed_and_said(project):
    done = imported(project, "Is café a word? {T}".encode("cp1252"))
    assert "Is café a word?" in quiz(project)
    assert any("were guessed" in line for line in done.lines)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who? {~a ~b}", "no answer of it is marked as right"),
        ("Who? {=a ~b", "no closing brace"),
        ("{=a ~b}", "has no words"),
        ("Who? {=a ~b ~c ~d ~e ~f ~g}", "7 answers, and we take at most 6"),
    ],
)
def test_a_question_that_cannot_come_is_named_and_others_come(text, why):
    found = found_in(f"{text}\n\nTrue? {{T}}\n")
    assert why in found[0].why
    assert isinstance(found[1], Item)


def test_broken_xml_gives_what_stands_before_the_break():
    good = every_file()["x.moodle.xml"].decode()
    found = found_in(good[: good.index("</question>", 3000) + 11] + "<question <", "x.xml", "moodle")
    assert any(isinstance(each, Item) for each in found)
    assert "no XML from here on" in found[-1].why


def test_the_quizzes_of_a_cartridge_come_over_each_for_itself(project):
    member = every_file()["x.qti12.xml"]
    data = archive({"imsmanifest.xml": b"<manifest/>", "quizzes/a.xml": member, "quizzes/b.xml": member})
    done = imported(project, data, "course.imscc")
    assert done.came > 10
    assert len(list((project / "quizzes").glob("course-*.yml"))) == 1


def archive(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return made.getvalue()


BILLION = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz><question type="x">&b;</question></quiz>'
OUTSIDE = BILLION.replace(b'"ha"', b'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("x.xml", BILLION, "declares entities"),
        ("x.xml", OUTSIDE, "declares entities"),
        ("x.zip", archive({"../x.xml": b"<assessmentItem/>"}), "leads out of it"),
        ("x.zip", archive({"/x.xml": b"<assessmentItem/>"}), "leads out of it"),
        (
            "x.h5p",
            archive({"h5p.json": b"{}", "content/content.json": b" " * (RATIO * 10_000)}),
            "far too much",
        ),
        ("x.xlsx", archive({"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}), "holds macros"),
        ("x.docx", archive({"word/document.xml": b"", "word/vbaProject.bin": b""}), "holds macros"),
        ("x.xlsm", b"PK\3\4", "may hold macros"),
        ("x.zip", b"PK\3\4broken", "broken"),
        ("x.gift", b"\0\1\2", "neither a text nor an archive"),
        ("x.pdf", b"%PDF", "A PDF holds no questions"),
        ("x.odd", b"nothing of the kind", "format of this file is not known"),
    ],
)
def test_traps_are_refused_in_words(name, data, why):
    with pytest.raises(FileRefusedError) as refused:
        banks_of(BankFile(name, data))
    assert why in refused.value.message
    assert refused.value.hint.endswith(".") or "--from" in refused.value.hint


def test_a_file_that_may_not_be_read_is_no_traceback(project):
    file = file_of(project, "bank.gift", GIFT)
    file.chmod(0)
    done = bring(project, load(project), [file, project], None, None, DAY)
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert done.failed


def test_the_same_question_many_times_has_as_many_ids():
    made = assembled(found_in("Same? {T}\n\n" * 500))
    assert len({new.data["id"] for new in made.imported}) == 500
