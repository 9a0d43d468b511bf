"""Publishing is whole or not at all, whatever is killed when."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.run import publish as module
from coursekit.run.publish import exchange_folders, publish, repair

OLD = {"index.html": b"old", "handouts/a.pdf": b"old", "gone.html": b"old"}
NEW = {"index.html": b"new", "handouts/a.pdf": b"new", "packages/q/q.xml": b"new"}
STEPS = (
    (Path, "mkdir"), (Path, "write_bytes"), (Path, "touch"), (Path, "rename"), (Path, "unlink"),
    (Path, "rmdir"), (os, "rmdir"), (os, "unlink"), (shutil, "rmtree"), (module, "exchange_folders"),
)  # fmt: skip
"""Everything that a publish does to the disk; a process is killed before each of them in turn."""


def no_exchange(_one: Path, _other: Path) -> bool:
    return False


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
