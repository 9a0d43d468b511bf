"""Publishing is whole or not at all, whatever is killed when."""

import errno
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.run import publish as module
from coursekit.run.digest import digest
from coursekit.run.publish import INSIDE, exchange_folders, publish, repair
from coursekit.run.report import report

OLD = {"index.html": b"old", "handouts/a.pdf": b"old", "gone.html": b"old"}
NEW = {"index.html": b"new", "handouts/a.pdf": b"new", "packages/q/q.xml": b"new"}
STEPS = (
    (Path, "mkdir"), (Path, "write_bytes"), (Path, "write_text"), (Path, "rename"), (Path, "replace"),
    (Path, "unlink"), (Path, "rmdir"), (os, "rmdir"), (os, "unlink"), (shutil, "rmtree"),
    (module, "exchange_folders"), (module, "flush"), (module, "flush_folder"),
)  # fmt: skip
"""Everything that a publish does to the disk; a process is killed before each of them in turn."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody cuts the power here, and waiting for a busy disk hundreds of times takes long."""
    monkeypatch.setattr(module, "flush", lambda _folder: None)


def no_exchange(_one: Path, _other: Path) -> bool:
    return False


def told(files: dict[str, bytes]) -> dict[str, bytes]:
    outputs = {path: digest(data) for path, data in files.items()}
    return {**files, "build.json": report("2026.11.0", outputs, {})}


OLD, NEW = told(OLD), told(NEW)


def content(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def test_the_folder_holds_exactly_what_was_published(tmp_path):
    site = tmp_path / "site"
    publish(site, iter(OLD.items()))
    assert content(site) == OLD
    publish(site, iter(NEW.items()))
    assert content(site) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_folders_change_places(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert exchange_folders(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/file").read_text() == "other"


def test_folders_that_are_not_there_do_not_change_places(tmp_path):
    assert not exchange_folders(tmp_path / "one", tmp_path / "other")


def killed_at(step: int, action: Callable[[], None]) -> bool:
    """Run `action` in a process that is killed before its `step`-th change to the disk; True if it was."""
    child = os.fork()
    if child == 0:
        _kill_before(step)
        try:
            action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _kill_before(step: int) -> None:
    steps = iter(range(1, step + 1))

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def before(*arguments: object, **more: object) -> object:
            if next(steps, None) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **more)

        return before

    for owner, name in STEPS:
        setattr(owner, name, counted(getattr(owner, name)))


def steps() -> Iterator[int]:
    return iter(range(1, 200))


@pytest.mark.parametrize("exchange", [None, no_exchange], ids=["exchanging rename", "two renames"])
def test_killed_at_every_step_of_a_publish_the_site_is_the_whole_old_or_new_one(tmp_path, exchange):
    seen = set()
    for step in steps():
        site = tmp_path / str(step) / "site"
        publish(site, iter(OLD.items()))
        if not killed_at(step, lambda site=site: publish(site, iter(NEW.items()), exchange)):
            break
        if exchange is None:  # at once; with two renames only after the repair of the next start
            assert content(site) in (OLD, NEW), step
        repair(site)
        assert content(site) in (OLD, NEW), step
        assert [path.name for path in site.parent.iterdir()] == ["site"]
        seen.add(content(site)["index.html"])
        publish(site, iter(NEW.items()), exchange)
        assert content(site) == NEW
    assert step > 12
    assert seen == {b"old", b"new"}


def test_killed_at_every_step_of_the_first_publish_there_is_no_half_site(tmp_path):
    for step in steps():
        site = tmp_path / str(step) / "site"
        site.parent.mkdir()
        if not killed_at(step, lambda site=site: publish(site, iter(NEW.items()))):
            break
        repair(site)
        assert content(site) in ({}, NEW), step
    assert step > 8


def test_killed_at_every_step_of_a_repair_the_next_repair_finishes_it(tmp_path):
    for step in steps():
        site = tmp_path / str(step) / "site"
        publish(site, iter(OLD.items()))
        killed_at(11, lambda site=site: publish(site, iter(NEW.items()), no_exchange))
        if not killed_at(step, lambda site=site: repair(site)):
            break
        repair(site)
        assert content(site) in (OLD, NEW)
    assert step > 1


@pytest.fixture
def fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder is one that cannot be moved, such as a container's volume."""
    monkeypatch.setattr(module, "is_fixed", Path.is_dir)


def test_a_folder_that_cannot_be_moved_is_filled(tmp_path, fixed):
    site = tmp_path / "site"
    site.mkdir()
    inode = site.stat().st_ino
    for files in (OLD, NEW, OLD):
        publish(site, iter(files.items()))
        assert content(site) == files
        assert {path.name for path in site.iterdir()} == {path.split("/")[0] for path in files}
    assert (site.stat().st_ino, [path.name for path in tmp_path.iterdir()]) == (inode, ["site"])


def test_a_file_takes_the_place_of_a_folder_and_the_reverse(tmp_path, fixed):
    site, one, other = tmp_path / "site", told({"a/b": b"1", "c": b"2"}), told({"a": b"3", "c/d": b"4"})
    site.mkdir()
    for files in (one, other, one):
        publish(site, iter(files.items()))
        assert content(site) == files


def test_killed_at_every_step_in_a_folder_that_cannot_be_moved_it_is_whole_after_the_repair(tmp_path, fixed):
    seen = set()
    for step in steps():
        site = tmp_path / str(step) / "site"
        site.mkdir(parents=True)
        publish(site, iter(OLD.items()))
        if not killed_at(step, lambda site=site: publish(site, iter(NEW.items()))):
            break
        if not killed_at(step % 5 + 1, lambda site=site: repair(site)):
            repair(site)
        repair(site)
        assert content(site) in (OLD, NEW), step
        assert not (site / INSIDE).exists()
        seen.add(content(site)["index.html"])
    assert step > 15
    assert seen == {b"old", b"new"}


def test_others_may_read_what_is_published_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        publish(tmp_path / "site", iter(NEW.items()))
    finally:
        os.umask(before)
    for path in ((tmp_path / "site"), *(tmp_path / "site").rglob("*")):
        wanted = 0o055 if path.is_dir() else 0o044
        assert path.stat().st_mode & wanted == wanted, path


def test_a_site_that_fits_on_no_disk_leaves_the_old_one_and_the_next_build_goes_on(tmp_path):
    site = tmp_path / "site"
    publish(site, iter(OLD.items()))

    def full() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publish(site, full())
    assert content(site) == OLD
    repair(site)
    publish(site, iter(NEW.items()))
    assert content(site) == NEW


def test_everything_is_on_the_disk_before_the_exchange(tmp_path, monkeypatch):
    order: list[str] = []
    for name in ("flush", "flush_folder", "exchange_folders"):
        real = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *all_, name=name, real=real: (order.append(name), real(*all_))[1]
        )
    site = tmp_path / "site"
    publish(site, iter(OLD.items()))
    order.clear()
    publish(site, iter(NEW.items()))
    assert order[0] == "flush"
    assert order.index("flush") < order.index("exchange_folders") < order.index("flush_folder")
    order.clear()
    publish(site, iter(OLD.items()), lasting=False)
    assert order == ["exchange_folders"]
