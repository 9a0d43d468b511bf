"""`build.py new` writes something that builds as it stands, and never writes over anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import DAY, problems, run, small_project, whole_project

from coursekit.load.course import load
from coursekit.new import FILES, KINDS, NameRefusedError, new


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_new_has_no_problem(tmp_path, kind):
    root = small_project(tmp_path / "project")
    written = new(root, kind, "safe-games", DAY)
    assert [path.relative_to(root).as_posix() for path in written] == [
        path.format(name="safe-games") for path in FILES[kind]
    ]
    assert problems(root) == []


def test_a_new_module_takes_the_next_number(tmp_path):
    root = small_project(tmp_path / "project")
    new(root, "module", "safe-games", DAY)
    new(root, "module", "more-games", DAY)
    numbers = {
        page.head.id: page.head.number for page in load(root).course.pages if page.head.kind == "module"
    }
    assert numbers == {"first": 1, "safe-games": 2, "more-games": 3}
    assert problems(root) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written_over(tmp_path, kind):
    root = small_project(tmp_path / "project")
    new(root, kind, "safe-games", DAY)
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    with pytest.raises(NameRefusedError, match="is there already"):
        new(root, kind, "safe-games", DAY)
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


@given(st.text(max_size=60))
def test_no_name_leads_out_of_the_folder(tmp_path_factory, name):
    root = tmp_path_factory.mktemp("new")
    try:
        written = new(root, "handout", name, DAY)
    except NameRefusedError:
        return
    assert all(path.resolve().is_relative_to(root) for path in written)


def test_the_command_says_what_it_wrote_and_refuses_a_bad_name(tmp_path):
    root = whole_project(tmp_path / "project")
    done = run(root, "new", "handout", "safe-games")
    assert (done.returncode, done.stdout) == (0, "Written: course/handouts/safe-games.md\n")
    refused = run(root, "new", "quiz", "Safe games")
    assert refused.returncode == 1
    assert "cannot be a name" in refused.stderr
    assert "Traceback" not in refused.stderr
