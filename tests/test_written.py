"""New files are written all or none, and never over anything."""

import pytest
from project import DAY, small_project

from coursekit.new import NameRefusedError, new
from coursekit.update import RefusedError, write
from coursekit.written import write_new


def test_where_one_cannot_be_written_none_is(tmp_path):
    (tmp_path / "c").write_text("theirs")
    with pytest.raises(FileExistsError):
        write_new({tmp_path / "a/b": "1", tmp_path / "c": "2"})
    assert (tmp_path / "c").read_text() == "theirs"
    assert not (tmp_path / "a/b").exists()


def test_nothing_is_written_through_a_link(tmp_path):
    root = small_project(tmp_path / "project")
    (root / "course/handouts/mine.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(NameRefusedError, match="is there already"):
        new(root, "handout", "mine", DAY)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(RefusedError, match="is there already"):
        write({"a.md": "text"}, tmp_path / "out")
    assert not (tmp_path / "elsewhere.md").exists()


def test_an_update_is_written_again_where_nobody_changed_it(tmp_path):
    assert write({"a.md": "text", "b/c.yml": "more"}, tmp_path) == [tmp_path / "a.md", tmp_path / "b/c.yml"]
    assert write({"a.md": "text", "b/c.yml": "more"}, tmp_path)
    (tmp_path / "a.md").write_text("edited")
    (tmp_path / "b/c.yml").unlink()
    with pytest.raises(RefusedError, match="Choose another --out"):
        write({"a.md": "text", "b/c.yml": "more"}, tmp_path)
    assert not (tmp_path / "b/c.yml").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(RefusedError, match="Choose another --out"):
        write({"a.md": "text"}, tmp_path / "file")
