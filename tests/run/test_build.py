"""A whole build of a small course: exact, complete, alone, and the same everywhere."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
import pytest
from project import built, edit, of, run, small_project, warm_project, whole_project

from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.run.build import Options, at_hand, build
from coursekit.run.ownership import RefusedError
from coursekit.run.unchanged import contents

KILLS = int(os.environ.get("TRUSTED_ADULT_KILLS", "50"))


def digests(site: Path) -> dict[str, str]:
    return contents(site)


def report(site: Path) -> dict[str, dict[str, object]]:
    return {entry["path"]: entry for entry in json.loads((site / "build.json").read_bytes())["outputs"]}


def assert_whole(site: Path) -> None:
    """`site` holds exactly what its own report says."""
    found = digests(site)
    found.pop("build.json")
    assert found == {path: entry["sha256"] for path, entry in report(site).items()}


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_project, tmp_path / "project"))


LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href|img src|link rel="icon" href)="([^"]+)"')


def styles(html: str) -> set[str]:
    return {name for name in LOADED.findall(html) if name.endswith(".css")}


def test_pages_in_packages_load_what_the_package_holds_and_look_as_on_the_site(project):
    site = project / "site"
    files = [file for file in site.glob("packages/*/*") if file.name.endswith((".scorm12.zip", ".imscc"))]
    assert len(files) > 4
    for file in files:
        with zipfile.ZipFile(file) as archive:
            held = {name.removeprefix("web/"): name for name in archive.namelist()}
            for page in filter(lambda name: name.endswith(".html"), held):
                html = archive.read(held[page]).decode()
                assert set(LOADED.findall(html)) <= set(held), f"{file.name}: {page}"
                words_alone = file.name.endswith(".cc11.imscc")  # Moodle takes no style of a page along
                if page != "index.html" and (site / page).exists() and not words_alone:
                    assert styles((site / page).read_text("utf-8")) <= styles(html), f"{file.name}: {page}"


def test_every_kind_of_output_is_there_and_reported(project):
    entries = report(project / "site")
    assert {entry["kind"] for entry in entries.values()} >= {
        "page",
        "asset",
        "handout",
        "paper",
        "package",
        "schema",
    }
    assert set(entries) >= {
        "index.html", "help.html", "help-gb-eng.html", "module-1-england.html", "handouts/card-1-gb-eng.pdf",
        "handouts/module-1-questions-paper.pdf", "packages/module-1-questions/module-1-questions.moodle.xml",
        "packages/module-1-questions/module-1-questions.GB-ENG.moodle.xml", "downloads/quiz.schema.json",
    }  # fmt: skip
    assert_whole(project / "site")
    for entry in entries.values():
        assert set(entry) == {"path", "kind", "title", "lang", "place", "sources", "uses", "sha256", "losses"}
    law = entries["module-1-england.html"]
    assert law["place"] == "GB-ENG"
    assert law["sources"] == [
        "course/first/law.md",
        "facts/contacts/all.yml",
        "facts/law/all.yml",
        "facts/places.yml",
    ]


def test_place_bound_questions_are_only_in_their_places_file(project):
    packages = project / "site/packages/module-1-questions"
    assert b"fi-02" not in (packages / "module-1-questions.moodle.xml").read_bytes()
    assert b"fi-02" in (packages / "module-1-questions.GB-ENG.moodle.xml").read_bytes()


def test_nothing_changed_makes_nothing_and_leaves_the_site_alone(project):
    inode = (project / "site").stat().st_ino
    result = built(project)
    assert (result.made, result.engine_ran, result.changed) == ([], False, False)
    assert (project / "site").stat().st_ino == inode


def assert_made(project: Path, made: set[str], listed: set[str]) -> None:
    """What was listed was made again, but pictures of papers on which the change does not stand."""
    assert made <= listed
    assert {path for path in listed - made if not path.endswith(".png")} == set()


@pytest.mark.parametrize(
    ("file", "old", "new", "use"),
    [
        ("quizzes/first.yml", "Whom do you tell first?", "Whom do you tell now?", "quiz:first"),
        ("facts/contacts/all.yml", "0800 1111", "0800 2222", "contact:line-uk"),
        (
            "facts/contacts/all.yml",
            "https://finder.example/\n  places",
            "https://other.example/\n  places",
            "contact:line-any",
        ),
        ("facts/law/all.yml", "In image law", "In the law", "fact:any-age"),
    ],
)
def test_an_edit_remakes_exactly_what_shows_it(project, file, old, new, use):
    listed = {path for path, entry in report(project / "site").items() if use in entry["uses"]}
    assert listed
    edit(project / file, old, new)
    assert_made(project, set(built(project).made), listed)
    assert_whole(project / "site")


def test_an_edit_of_a_quiz_remakes_what_names_its_file_among_its_sources(project):
    edit(project / "quizzes/first.yml", "title: First questions", "title: First questions now")
    made = set(built(project).made)
    listed = {
        path for path, entry in report(project / "site").items() if "quizzes/first.yml" in entry["sources"]
    }
    assert made == listed
    assert any(path.endswith(".png") for path in made)
    assert any(path.endswith(".imscc") for path in made)


def test_a_preview_shows_the_pages_before_the_papers_they_list_are_made(tmp_path):
    root = small_project(tmp_path / "project")
    page = (root / "course/leads.md").read_text().replace("id: leads", "id: papers")
    (root / "course/papers.md").write_text(page)
    edit(root / "course/papers.md", "kind: audience", "kind: handouts")
    edit(root / "course/papers.md", "slug: leads", "slug: papers")
    planned, options = plan(load(root)), Options(root=root, site=root / "site", jobs=2)
    build(at_hand(planned, options), options)
    assert (
        'data-file="handouts/module-1-questions-paper.pdf"></small>'
        in (root / "site/papers.html").read_text()
    )
    assert not (root / "site/handouts").exists()
    build(planned, options)
    assert re.search(
        r'data-file="handouts/module-1-questions-paper.pdf">\d+ KB</small>',
        (root / "site/papers.html").read_text(),
    )


def test_a_local_detail_remakes_what_shows_it_and_stands_there(project):
    listed = {path for path, entry in report(project / "site").items() if "school:school" in entry["uses"]}
    (project / "school.yml").write_text("schema: 1\nlead: {name: Ms Khan, phone: 01632 960001}\n")
    made = set(built(project).made)
    assert_made(project, made, listed)
    assert {path for path in made if path.endswith(".html")} == {"help.html", "help-gb-eng.html"}
    assert "Ms Khan" in (project / "site/help.html").read_text()


def test_what_is_no_longer_made_is_no_longer_there(project):
    edit(project / "course/first/index.md", "[the law](law.md)", "the law")
    (project / "course/first/law.md").unlink()
    built(project)
    assert not (project / "site/module-1-england.html").exists()
    assert_whole(project / "site")


def test_what_no_build_made_stops_the_build_and_stays(project):
    before = digests(project / "site")
    (project / "site/notes.txt").write_text("mine")
    edit(project / "course/first/index.md", "[the law](law.md)", "the law of the place")
    with pytest.raises(RefusedError, match="“notes"):
        built(project)
    (project / "site/notes.txt").unlink()
    assert digests(project / "site") == before
    built(project)
    assert_whole(project / "site")


def test_the_project_is_never_taken_for_a_site(project):
    (project / "build.json").write_bytes((project / "site/build.json").read_bytes())
    before = sorted(project.rglob("*"))
    for place in (project, project.parent, project / "course", project / "facts/new"):
        with pytest.raises(RefusedError):
            build(plan(load(project)), Options(root=project, site=place, jobs=1))
    assert sorted(project.rglob("*")) == before


def test_a_file_damaged_in_the_site_is_mended_without_making_anything(project):
    (project / "site/help.html").write_text("damaged")
    result = built(project)
    assert (result.made, result.changed) == ([], True)
    assert_whole(project / "site")


def test_a_damaged_cache_is_made_again(project):
    for blob in (project / ".cache/blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(b"damaged")
    before = digests(project / "site")
    assert built(project).made
    assert digests(project / "site") == before


def test_a_folder_with_something_else_in_it_is_left_alone(built_project, tmp_path):
    root = warm_project(built_project, tmp_path / "project")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("dear")
    done = run(root, "--site", str(tmp_path / "home"))
    assert done.returncode == 1
    assert "holds something that is not a site of ours" in done.stderr
    assert [file.name for file in (tmp_path / "home").iterdir()] == ["letter.txt"]
    (tmp_path / "empty").mkdir()
    mine = root / ".cache/work/site/mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert run(root, "--quiet", "--site", str(tmp_path / "empty")).returncode == 0
    assert_whole(tmp_path / "empty")
    assert mine.read_text() == "mine"


def test_two_builds_at_once_do_not_meet(tmp_path):
    root = whole_project(tmp_path / "project")
    one = subprocess.Popen([sys.executable, "-m", "coursekit", "--quiet"], cwd=root, env=of(root))
    lock = root / ".cache/lock"
    while not lock.exists() and one.poll() is None:
        time.sleep(0.01)
    time.sleep(0.1)
    other = run(root)
    assert other.returncode == 1
    assert "Another build is at work" in other.stderr
    assert "Traceback" not in other.stderr
    assert one.wait() == 0
    assert_whole(root / "site")


def test_the_same_sources_make_the_same_bytes_anywhere_and_any_day(built_project, tmp_path):
    other = whole_project(tmp_path / "an other ö")
    late = run(
        other,
        "--date",
        "2027-01-05",
        "--jobs",
        "1",
        "--site",
        str(tmp_path / "public"),
        TZ="Asia/Kathmandu",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="2",
    )
    assert late.returncode == 0, late.stderr
    assert digests(built_project / "site") == digests(tmp_path / "public")


def test_a_mistake_leaves_the_last_site_alone(project):
    root = project
    edit(root / "course/help.md", "kind: help", "kind: hepl")
    before = digests(root / "site")
    done = run(root)
    assert done.returncode == 1
    assert digests(root / "site") == before


def test_a_killed_build_leaves_no_process_behind(tmp_path):
    root = whole_project(tmp_path / "project")
    main = psutil.Popen([sys.executable, "-m", "coursekit", "--quiet"], cwd=root, env=of(root))
    below: list[psutil.Process] = []
    while len(below) < 3 and main.poll() is None:  # the warm process, its workers, the engine
        below = main.children(recursive=True)
        time.sleep(0.05)
    main.kill()
    main.wait()
    _, left = psutil.wait_procs(below, timeout=20)
    assert left == []


def test_killed_at_random_moments_the_site_is_whole_and_the_next_build_succeeds(project):
    root = project
    edit(root / "course/index.md", "lede: It has", "lede: Now -1 it has")
    start = time.monotonic()
    assert run(root, "--quiet").returncode == 0
    random, longest = Random(7), 1.2 * (time.monotonic() - start)  # noqa: S311 (moments, not secrets)
    before, cut_off, changed = digests(root / "site"), 0, 0
    for number in range(KILLS):
        edit(root / "course/index.md", f"Now {number - 1} it", f"Now {number} it")
        build = subprocess.Popen(
            [sys.executable, "-m", "coursekit", "--quiet"], cwd=root, env=of(root), start_new_session=True
        )
        with suppress(subprocess.TimeoutExpired):  # it may have ended before the moment came
            build.wait(random.uniform(0.05, longest))
        with suppress(ProcessLookupError):
            os.killpg(build.pid, signal.SIGKILL) if number % 2 else build.send_signal(signal.SIGKILL)
        cut_off += build.wait() == -signal.SIGKILL
        assert_whole(root / "site")
        after = digests(root / "site")
        if after != before:
            assert f"Now {number} it" in (root / "site/index.html").read_text()
            changed += 1
        before = after
    print(f"{KILLS} kills: {cut_off} builds cut off, {changed} sites new, 0 broken")
    assert cut_off > KILLS / 4, "the moments came too late to say anything"
    done = run(root, "--quiet")
    assert done.returncode == 0, done.stderr
    assert f"Now {KILLS - 1} it" in (root / "site/index.html").read_text()
    assert_whole(root / "site")
    assert sorted(path.name for path in root.iterdir() if path.name.startswith(".site.")) in (
        [],
        [".site.lock"],
    )
