"""Whole runs: many servers at once, killed and gone on with, without asking twice and without growing."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from project import whole_project
from watch.conftest import DAY
from watch.many import WORDS, main
from watch.planted import S15, STATUTE
from watch.server import EAGER, Page, page, row, serving

from coursekit.watch import run as runs
from coursekit.watch.run import OfflineError, Options, run
from coursekit.watch.state import BrokenStateError, Store


def test_a_run_that_was_killed_goes_on_without_asking_twice():
    """A moderate version of `python -m watch.many`, which has 2,000 addresses."""
    found = main(addresses=120, hosts=4, kill_after=40)
    assert found["asked_twice"] <= found["hosts"]  # the one on its way at each server, whose answer was lost
    assert found["judged_twice"] == 0
    assert found["results"] == 120
    assert found["first"] == 120
    assert found["most_at_once_a_server"] == 1


def test_words_of_the_crowd_differ():
    assert len(set(WORDS)) == len(WORDS)


def test_what_was_judged_before_a_stop_is_not_asked_again(server, tmp_path, monkeypatch):
    pages = {f"/{number}": Page(page(STATUTE)) for number in range(6)}
    server.pages = pages
    rows = [row(f"fact:f{number}", server.url(f"/{number}"), *S15) for number in range(6)]
    options = Options(tmp_path / "read", tmp_path / "journal", DAY, manners=EAGER)
    real, seen = runs.look, []

    def stops(*arguments):
        if len(seen) == 3:
            raise KeyboardInterrupt
        seen.append(arguments[1])
        return real(*arguments)

    monkeypatch.setattr(runs, "look", stops)
    with pytest.raises(KeyboardInterrupt):
        run(rows, options)
    assert list((tmp_path).glob("read/*")) == []  # nothing half read
    with (tmp_path / "journal").open("a") as file:
        file.write('{"url": "cut sho')  # killed while it wrote
    monkeypatch.setattr(runs, "look", real)
    results = run(rows, options)
    assert [result.verdict.status for result in results] == ["first"] * 6
    assert Counter(server.asked) == Counter(["/robots.txt", *pages])
    assert not (tmp_path / "journal").exists()


def test_a_run_of_another_day_begins_anew(server, tmp_path):
    server.pages = {"/act": Page(page(STATUTE))}
    rows = [row("fact:act", server.url("/act"), *S15)]
    journal = tmp_path / "journal"
    journal.write_text(json.dumps({"day": "2026-11-01", "only": ""}) + "\n" + '{"url": "x"}\n')
    assert run(rows, Options(tmp_path / "read", journal, DAY, manners=EAGER))[0].verdict.status == "first"


def test_equal_reading_gives_equal_bytes_and_forgets_what_no_record_names(server, tmp_path):
    server.pages = {"/act": Page(page(STATUTE))}
    rows = [row("fact:act", server.url("/act"), *S15)]
    options = Options(tmp_path / "read", tmp_path / "journal", DAY, manners=EAGER)
    (tmp_path / "read").mkdir()
    (tmp_path / "read/gone.example.json").write_text("{}\n")
    kept = []
    for _ in range(2):
        run(rows, options)
        kept.append({file.name: file.read_bytes() for file in (tmp_path / "read").iterdir()})
    assert kept[0] == kept[1]
    assert list(kept[0]) == [f"127.0.0.1_{server.server_port}.json"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"http://x/": 3}', '{"http://x/": {"rows": {"fact:a": {}}}}', "{"]
)
def test_a_broken_file_of_what_was_read_is_named(tmp_path, text):
    (tmp_path / "a.example.json").write_text(text)
    with pytest.raises(BrokenStateError, match=r"a\.example\.json.*git checkout"):
        Store(tmp_path).read("a.example")


def test_a_machine_without_a_network_changes_nothing(tmp_path):
    with serving() as closed:
        rows = [row("fact:a", closed.url("/a"), *S15)]
    options = Options(tmp_path / "read", tmp_path / "journal", DAY, manners=EAGER)
    with pytest.raises(OfflineError):
        run(rows, options)
    assert not (tmp_path / "read").exists()


def test_one_server_that_is_down_is_blocked_and_asked_three_times_only(server, tmp_path):
    with serving() as closed:
        down = [row(f"fact:d{number}", closed.url(f"/{number}"), *S15) for number in range(9)]
    server.pages = {"/act": Page(page(STATUTE))}
    options = Options(tmp_path / "read", tmp_path / "journal", DAY, manners=EAGER)
    results = run([*down, row("fact:act", server.url("/act"), *S15)], options)
    said = Counter(result.verdict.reason for result in results)
    assert said == {"the connection failed": 3, "the server did not answer": 6, "": 1}


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root)}
    asked = [sys.executable, "-m", "coursekit", "watch", "--loopback", "--quiet", "--date", *arguments]
    return subprocess.run(asked, cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path, server):
    """The program around the small course, whose law has its source on the server."""
    root = whole_project(tmp_path / "project")
    for file in root.glob("facts/**/*.yml"):
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("https://", f"http://{server.host}/").replace(
                "http://www", f"http://{server.host}/www"
            )
        )
    server.pages = lambda path: None if path == "/robots.txt" else Page(page(LAW))
    return root


LAW = (
    "<p>A child is anyone under 18 years.</p><p>Call 0800 000 or +44 20 7946 0000 at any hour of the day.</p>"
)


def test_the_command_says_writes_and_ends_as_it_should(project, server):
    first = command(project, DAY.isoformat())
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Nothing to compare by hand." in first.stdout
    again = command(project, (DAY + timedelta(days=7)).isoformat())
    assert again.returncode == 0, again.stdout + again.stderr
    server.pages = lambda _: Page("Gone.", 410)
    gone = command(project, (DAY + timedelta(days=14)).isoformat())
    assert gone.returncode == 1
    report = json.loads((project / "watch/report.json").read_bytes())
    assert report["counts"]["gone"] == report["needs_a_person"] == len(report["rows"])
    assert len({issue["title"] for issue in report["issues"]}) == len(report["issues"])
    assert (project / "watch/report.html").read_text("utf-8").startswith("<!doctype html>")


def test_a_host_that_no_record_names_is_refused_with_the_nearest(project, server):
    refused = command(project, DAY.isoformat(), "--only", f"127.0.0.1:{server.server_port}0")
    assert refused.returncode == 1
    assert f"Did you mean “{server.host}”?" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_machine_without_a_network_ends_with_70(project, server):
    server.shutdown()
    server.server_close()
    ended = command(project, DAY.isoformat())
    assert (ended.returncode, "Traceback" in ended.stderr) == (70, False)
    assert "online" in ended.stderr
