"""A folder is ours only by what is in it; nobody else's file and no other place is touched."""

import json
from pathlib import Path

import pytest

from coursekit.run import publish
from coursekit.run.digest import digest
from coursekit.run.ownership import RefusedError, listed_in, real_folder, refuse_contents, refuse_place
from coursekit.run.report import report

PAGES = {"index.html": b"one", "handouts/a.pdf": b"two"}


def told(files: dict[str, bytes]) -> bytes:
    return report("2026.11.0", {path: digest(data) for path, data in files.items()}, {})


def published(site: Path, files: dict[str, bytes] = PAGES) -> Path:
    publish.publish(site, iter({**files, "build.json": told(files)}.items()))
    return site


def test_a_site_of_ours_may_be_replaced(tmp_path):
    site = published(tmp_path / "site")
    refuse_contents(site)
    refuse_contents(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    refuse_contents(tmp_path / "empty")
    assert listed_in(site) == set(PAGES)


@pytest.mark.parametrize("name", [".DS_Store", "handouts/Thumbs.db", "desktop.ini"])
def test_what_a_file_manager_leaves_is_nobodys(tmp_path, name):
    site = published(tmp_path / "site")
    (site / name).write_text("x")
    refuse_contents(site)


@pytest.mark.parametrize("name", ["CNAME", "notes.txt", "handouts/mine.pdf", ".htaccess", "site/build.json"])
def test_a_file_that_no_build_put_there_is_named_and_stays(tmp_path, name):
    site = published(tmp_path / "site")
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("mine")
    with pytest.raises(RefusedError, match=f"“{name}”.*extra"):
        refuse_contents(site)
    assert (site / name).read_text() == "mine"


def test_a_link_in_the_site_is_somebody_elses(tmp_path):
    site = published(tmp_path / "site")
    (site / "link").symlink_to(tmp_path)
    with pytest.raises(RefusedError, match="“link”"):
        refuse_contents(site)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "not JSON",
        "[" * 100_000,
        '{"version": "1.0", "outputs": []}',
        '{"outputs": [{"path": "letter.txt"}]}',
        '{"version": "1", "outputs": ["letter.txt"]}',
        '{"version": "1", "outputs": [{"path": "letter.txt", "kind": "x", "sha256": "0"}]}',
        '{"version": 1, "outputs": {"path": "letter.txt"}}',
        json.dumps({"version": 1, "outputs": [{"path": "letter.txt", "kind": "page", "sha256": "0" * 64}]}),
    ],
)
def test_a_file_called_build_json_does_not_make_a_folder_ours(tmp_path, text):
    (tmp_path / "build.json").write_text(text)
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(RefusedError, match="not a site of ours"):
        refuse_contents(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "site").write_text("x")
    with pytest.raises(RefusedError, match="is a file"):
        refuse_contents(tmp_path / "site")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    root = home / "work/project"
    (root / "course").mkdir(parents=True)
    (root / ".cache").mkdir()
    monkeypatch.setenv("HOME", str(home))
    return root


@pytest.mark.parametrize(
    "place",
    [
        ".", "..", "../..", "../../..", "/", "course", "course/site", "Course", "FACTS", "templates/x",
        "quizzes", "coursekit", "docs", "tests", ".git", ".cache", ".cache/site", ".venv/x", "extra",
        "facts", "school.yml",        "course/../course", "./.",
    ],
)  # fmt: skip
def test_the_project_its_parents_and_its_sources_are_never_replaced(project, place):
    with pytest.raises(RefusedError, match=r"part of this project|holds this project"):
        refuse_place(real_folder(project / place), project)


@pytest.mark.parametrize("place", ["site", "public", "out/site", "../site", "../../site", ".cache/preview"])
def test_any_other_folder_may_be_the_site(project, place):
    refuse_place(real_folder(project / place), project)


def test_a_home_folder_is_never_replaced(project, tmp_path):
    other = tmp_path / "elsewhere/project"
    for place in (tmp_path / "home", tmp_path):
        with pytest.raises(RefusedError, match=r"home folder|holds this project"):
            refuse_place(place, other)


def test_a_folder_under_version_control_is_never_replaced(project, tmp_path):
    for made in (lambda path: path.mkdir(), lambda path: path.write_text("gitdir: x")):
        folder = tmp_path / made.__code__.co_names[0]
        folder.mkdir()
        made(folder / ".git")
        with pytest.raises(RefusedError, match="version control"):
            refuse_place(folder, project)


def test_a_link_hides_no_place(project, tmp_path):
    for name, target in (("a", project), ("b", project / "course"), ("c", project.parent), ("d", Path("/"))):
        (tmp_path / name).symlink_to(target)
        with pytest.raises(RefusedError):
            refuse_place(real_folder(tmp_path / name), project)


def test_a_link_that_leads_to_itself_is_named(tmp_path):
    (tmp_path / "site").symlink_to(tmp_path / "site")
    with pytest.raises(RefusedError, match="leads to itself"):
        real_folder(tmp_path / "site")


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_folder_that_only_has_the_name_of_ours_is_left_alone(tmp_path, kind):
    site = published(tmp_path / "site")
    work = publish.work_folder(site)
    if kind == "folder":
        work.mkdir()
        (work / "thesis.txt").write_text("years")
    elif kind == "file":
        work.write_text("years")
    else:
        work.symlink_to(tmp_path)
    with pytest.raises(RefusedError, match="no build of ours left it"):
        publish.repair(site)
    assert work.is_symlink() or (work if kind == "file" else work / "thesis.txt").read_text() == "years"
    assert (tmp_path / "site/index.html").exists()
