"""The preview follows an edit, and keeps the last good site when there is a mistake."""

import re
import signal
import subprocess
import sys
import time
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from project import DAY, built, edit, of, small_project, warm_project

from coursekit import serve
from coursekit.run.build import Options
from coursekit.serve import Follower, Preview


@pytest.fixture
def preview(built_project, tmp_path):
    root = warm_project(built_project, tmp_path / "project")
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "coursekit", "serve", "--port", "0"], cwd=root, env=of(root),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    address = None
    while address is None and server.poll() is None:
        found = re.search(r"http://\S+", server.stdout.readline())
        address = found[0] if found else None
    assert address, "the preview did not start"
    yield root, address, server
    server.send_signal(signal.SIGINT)
    try:
        server.wait(60)
    finally:
        server.kill()
        server.stdout.close()


def get(address: str) -> str:
    with urlopen(address, timeout=20) as answer:  # noqa: S310 (our own preview)
        return answer.read().decode()


def test_an_edit_is_seen_and_a_mistake_is_not(preview):
    root, address, server = preview
    assert "It has one of everything." in get(address)
    assert "/.next-build" in get(address + "help.html")
    assert "/.next-build" not in (root / "site/help.html").read_text()
    time.sleep(1)  # the watcher begins to look
    edit(root / "course/index.md", "one of everything", "one of all")
    get(address + ".next-build")  # answers when the next site is there
    assert "It has one of all." in get(address)
    edit(root / "course/index.md", "kind: home", "kind: hoem")
    line = ""
    while "Not built" not in line:
        line = server.stdout.readline()
    assert "It has one of all." in get(address)


ERRORS = [
    ValueError("a\nb"),
    KeyError("x"),
    RecursionError("maximum recursion depth exceeded"),
    MemoryError(),
    OSError(28, "No space left on device", "/a"),
    UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"),
    ZeroDivisionError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("stage", ["load", "check", "plan", "build"])
def test_whatever_goes_wrong_is_said_and_the_last_version_stays(tmp_path, monkeypatch, capsys, error, stage):
    root = tmp_path / "project"
    preview = Preview(root / ".cache/preview")
    preview.site.mkdir(parents=True)
    (preview.site / "index.html").write_text("the last version")
    options = Options(root=root, site=root / "site", jobs=1)

    def fail(*_all: object, **_named: object) -> None:
        raise error

    for name in ("load", "check", "plan", "at_hand"):
        monkeypatch.setattr(serve, name, lambda *_all, **_named: [])
    monkeypatch.setattr(
        serve, "load", lambda *_all, **_named: type("Loaded", (), {"problems": (), "drafts": ()})
    )
    monkeypatch.setattr(serve, stage, fail)
    follower = Follower(options, DAY, preview)
    follower.follow()
    follower.finish()
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert said[0].startswith("Not built; the preview shows the last version that was: ")
    assert "TypeError" not in said[0]  # that of the stage, and not of what stands in for the others
    assert (preview.site / "index.html").read_text() == "the last version"


def test_a_fault_at_the_start_is_no_end(tmp_path, monkeypatch, capsys):
    """What a template cannot draw is mended by the next edit, and then it is shown."""
    root = small_project(tmp_path / "project")
    options = Options(root=root, site=root / "site", jobs=2)
    preview = Preview(options.cache / "preview")
    with monkeypatch.context() as patch:
        patch.setattr(serve, "plan", lambda _loaded: 1 / 0)
        Follower(options, DAY, preview).follow()
    assert "ZeroDivisionError" in capsys.readouterr().err
    follower = Follower(options, DAY, preview)
    follower.follow()
    follower.finish()
    assert "It has one of everything." in (preview.site / "index.html").read_text("utf-8")
    assert built(root).changed is False


def test_the_edited_page_is_shown_before_the_rest_is_made(tmp_path, built_project):
    root = warm_project(built_project, tmp_path / "project")
    options = Options(root=root, site=root / "site", jobs=1)
    preview = Preview(options.cache / "preview")
    follower = Follower(options, DAY, preview)
    page, home = root / "course/index.md", preview.site / "index.html"
    edit(page, "one of everything", "one of all")
    follower.follow({page})
    assert b"It has one of all." in preview.page(home)
    assert not home.exists()
    edit(page, "one of all", "one of each")
    follower.follow({page})
    follower.finish()  # of two looks, the newer one
    assert b"It has one of each." in preview.page(home)
    assert "It has one of each." in home.read_text("utf-8")
    assert preview.page(preview.site / "robots.txt") is None


def test_a_newer_page_outlasts_the_site_of_an_earlier_look(tmp_path):
    preview = Preview(tmp_path)
    (tmp_path / "a.html").write_text("old")
    preview.ahead(2, {"a.html": b"new"})
    preview.published(1)
    assert preview.page(tmp_path / "a.html") == b"new"
    preview.published(2)
    assert preview.page(tmp_path / "a.html") == b"old"


def test_many_pages_and_other_looks_are_made_with_all_the_rest(tmp_path, built_project, monkeypatch):
    root = warm_project(built_project, tmp_path / "project")
    options = Options(root=root, site=root / "site", jobs=1)
    preview = Preview(options.cache / "preview")
    follower = Follower(options, DAY, preview)
    follower.follow({root / "templates/site/theme/main.html", root / "course/index.md"})
    assert preview.page(preview.site / "index.html") is None
    monkeypatch.setattr(serve, "_FEW", 0)
    follower.follow({root / "course/index.md"})
    assert preview.page(preview.site / "index.html") is None


@pytest.fixture
def followed(tmp_path, monkeypatch):
    """A follower of a course of one page in Spanish, and what it did."""
    page = SimpleNamespace(name="es/a.md", path="es/a.html", sources=("course/a.md",))
    done = []
    monkeypatch.setattr(serve, "with_drafts", lambda *_: (None, []))
    monkeypatch.setattr(
        serve, "plan", lambda _: done.append("planned") or SimpleNamespace(pages=[page], shell=None)
    )
    monkeypatch.setattr(serve, "call", lambda page: page.name.encode())
    monkeypatch.setattr(serve.engine, "build", lambda *_: {"es/a.html": b"<p>first</p>"})
    monkeypatch.setattr(serve.keys, "forget", lambda: done.append("forgot"))
    return Follower(Options(root=tmp_path, site=tmp_path / "site"), DAY, Preview(tmp_path)), done


def test_a_page_in_the_folder_of_a_language_is_shown_first_too(tmp_path, followed):
    follower, done = followed
    follower.follow({tmp_path / "course/a.md"})
    assert follower.preview.page(tmp_path / "es/a.html") == b"<p>first</p>"
    assert done == ["planned"]


def test_after_an_edit_of_a_template_all_is_read_again_before_it_is_planned(tmp_path, followed):
    follower, done = followed
    follower.follow({tmp_path / "templates/site/page.html.j2"})
    assert done == ["forgot", "planned"]


def test_edits_are_looked_for_where_the_system_does_not_tell(tmp_path, monkeypatch, capsys):
    (tmp_path / "course").mkdir()
    asked = []

    def watch(*_paths, force_polling, **_more):
        asked.append(force_polling)
        if not force_polling:
            raise OSError(28, "OS file watch limit reached.")
        yield {"an edit"}

    monkeypatch.setattr(serve.watchfiles, "watch", watch)
    assert list(serve._edits(tmp_path)) == [{"an edit"}]
    assert asked == [False, True]
    assert "looking for them" in capsys.readouterr().err


def test_an_address_with_a_zero_in_it_is_answered(preview):
    _, address, _ = preview
    with pytest.raises(HTTPError, match="400"):
        get(address + "%00.html")
    assert "It has one of everything." in get(address)
