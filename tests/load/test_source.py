"""Reading: any bytes give text or a problem."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.load.source import LIMIT, SourceFile, found, position, read
from coursekit.model.problem import Problem


def read_bytes(tmp_path: Path, data: bytes) -> SourceFile | Problem:
    file = tmp_path / "text.md"
    file.write_bytes(data)
    return read(tmp_path, file)


def test_text_is_read_with_unix_line_ends_and_without_a_byte_order_mark(tmp_path):
    assert read_bytes(tmp_path, b"\xef\xbb\xbfone\r\ntwo\rthree") == SourceFile("text.md", "one\ntwo\nthree")


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        (b"one\ntw\xff", 2, 3, "not-utf-8"),
        (b"\xff", 1, 1, "not-utf-8"),
        ("é\xad".encode("latin-1"), 1, 1, "not-utf-8"),
        ("é\r\nü€ ".encode() + b"\xff", 2, 4, "not-utf-8"),
        ("\ufeffé\rab".encode() + b"\xff", 2, 3, "not-utf-8"),
        (b"\xef\xbb\xbf\xe9", 1, 1, "not-utf-8"),
        (b"one\n\x00", 2, 1, "control-character"),
        (b"\x1b[31m", 1, 1, "control-character"),
        (b"x" * (LIMIT + 1), 1, 1, "too-long"),
    ],
)
def test_what_is_not_text_is_named_by_line_and_column(tmp_path, data, line, column, code):
    problem = read_bytes(tmp_path, data)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column, problem.code) == (line, column, code)


@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeffé", "é\r\n"])
def test_the_byte_that_is_not_text_is_named(tmp_path, before):
    problem = read_bytes(tmp_path, before.encode() + b"\xe9 is 0xe9")
    assert isinstance(problem, Problem)
    assert "0xe9" in problem.message


def test_a_link_that_leaves_the_project_is_refused(tmp_path):
    outside, inside = tmp_path / "secret.md", tmp_path / "project"
    outside.write_text("secret")
    inside.mkdir()
    (inside / "link.md").symlink_to(outside)
    problem = read(inside, inside / "link.md")
    assert isinstance(problem, Problem)
    assert problem.code == "outside"


def test_a_long_file_is_not_read_to_the_end(tmp_path):
    with (tmp_path / "text.md").open("wb") as file:
        file.truncate(50_000_000_000)  # with nothing in it, it takes no room
    problem = read(tmp_path, tmp_path / "text.md")
    assert isinstance(problem, Problem)
    assert problem.code == "too-long"


NAMES = [b"caf\xe9.md", b"a\nb.md", b"a\x1b[31mb.md", b"a\xe2\x80\xaeb.md", b"\xff/x.md", b"a\tb/x.md"]


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_name_that_is_no_text_or_cannot_be_seen_is_a_problem_on_one_line(tmp_path, name):
    file = os.path.join(os.fsencode(tmp_path), b"course", name)  # noqa: PTH118 (bytes)
    os.makedirs(os.path.dirname(file))  # noqa: PTH103, PTH120
    with open(file, "wb") as opened:  # noqa: PTH123
        opened.write(b"x")
    (problem,) = found(tmp_path, "course", "*.md")
    assert isinstance(problem, Problem)
    assert problem.code == "bad-name"
    said = str(problem)
    said.encode()
    assert said.isprintable()
    assert "\\" in said


def test_what_may_not_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "course/a").mkdir(parents=True)
    (tmp_path / "course/a/x.md").write_text("x")

    def refuse(path, *_more, **_named):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        (problem,) = found(tmp_path, "course", "*.md")
    assert isinstance(problem, Problem)
    assert (problem.path, problem.code) == ("course", "unreadable")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        problem = read(tmp_path, tmp_path / "course/a/x.md")
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable"


def test_a_fault_of_the_machine_is_not_put_on_the_author(tmp_path, monkeypatch):
    (tmp_path / "x.md").write_text("x")

    def fail(*_all, **_named):
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(OSError, match="Too many"):
        read(tmp_path, tmp_path / "x.md")


def test_links_in_circles_pipes_and_hidden_files_are_no_sources(tmp_path):
    (tmp_path / "course/.trash").mkdir(parents=True)
    (tmp_path / "course/.trash/x.md").write_text("x")
    (tmp_path / "course/.x.md").write_text("x")
    (tmp_path / "course/round").symlink_to(tmp_path / "course")
    (tmp_path / "course/none.md").symlink_to(tmp_path / "none")
    os.mkfifo(tmp_path / "course/pipe.md")
    (tmp_path / "course/loop.md").symlink_to(tmp_path / "course/loop.md")
    (tmp_path / "course/b.md").write_text("x")
    problem, file = sorted(found(tmp_path, "course", "*.md"), key=str, reverse=True)
    assert (problem.code, file.name) == ("unreadable", "b.md")


@given(st.binary(max_size=300))
def test_no_bytes_raise(tmp_path_factory, data):
    found = read_bytes(tmp_path_factory.mktemp("bytes"), data)
    if isinstance(found, SourceFile):
        assert "\r" not in found.text
    else:
        assert found.line >= 1
        assert found.column >= 1


@given(st.text(alphabet="ab\n"), st.data())
def test_position_counts_lines_and_columns_from_one(text, data):
    offset = data.draw(st.integers(0, len(text)))
    line, column = position(text, offset)
    assert text.split("\n")[line - 1][: column - 1] == text[:offset].split("\n")[-1]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\ufffe"])
def test_what_ends_a_line_in_no_editor_is_named_where_it_stands(tmp_path, sign):
    """YAML ends a line there: every line below would have another number than in the editor."""
    (tmp_path / "a.yml").write_text(f"- id: a\n  text: one{sign}two\n- : x\n")
    problem = read(tmp_path, tmp_path / "a.yml")
    assert (problem.line, problem.column, problem.code) == (2, 12, "control-character")
    assert "Delete it" in problem.hint
