"""Reading: any bytes give text or a problem."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.load.source import LIMIT, SourceFile, position, read
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
