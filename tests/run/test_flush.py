"""What is flushed is on the disk; what cannot be is an error, not a silence."""

import os
from pathlib import Path

import pytest

from coursekit.run import flush as module
from coursekit.run.flush import flush, flush_file, flush_folder


@pytest.mark.parametrize("whole_disk", [True, False])
def test_every_file_and_folder_is_flushed(tmp_path, monkeypatch, whole_disk):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c").write_text("x")
    flushed = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: flushed.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
    )
    if not whole_disk:
        monkeypatch.setattr(module, "_flush_disk", lambda _folder: False)
    flush(tmp_path)
    there = {str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a/b"), str(tmp_path / "a/b/c")}
    assert set(flushed) == (set() if whole_disk else there)


def test_a_file_and_a_folder_can_be_flushed_and_what_is_not_there_is_an_error(tmp_path):
    (tmp_path / "c").write_text("x")
    flush_file(tmp_path / "c")
    flush_folder(tmp_path)
    for action in (flush, flush_file, flush_folder):
        with pytest.raises(FileNotFoundError):
            action(tmp_path / "none")
