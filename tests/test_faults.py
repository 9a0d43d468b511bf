"""A fault of the machine is one sentence and an exit code of its own; what is published stays whole."""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import psutil
import pytest
from project import built, edit, of, run, small_project, warm_project, whole_project

from coursekit import faults
from coursekit.cli import machine_fault
from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.render.site import engine
from coursekit.run import work
from coursekit.run.build import Options
from coursekit.run.graph import WorkerEndedError
from coursekit.run.work import Worker

SENTENCE = re.compile(r"^(?:[A-Z]|/)[^\n]*\. [A-Z][^\n]*\.$")


@pytest.mark.parametrize(
    "number",
    [
        errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE,
        errno.ENOMEM, errno.EAGAIN, errno.EIO, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG,
        errno.ELOOP, errno.EBUSY, errno.EFBIG, errno.EXDEV, errno.EADDRINUSE,
    ],
    ids=errno.errorcode.get,
)  # fmt: skip
def test_each_fault_of_the_machine_has_a_sentence_with_its_remedy(number):
    said = faults.sentence(OSError(number, os.strerror(number), "/a/b"))
    assert said
    assert SENTENCE.match(said)
    assert "Errno" not in said


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), OSError("no number"), FileNotFoundError(2, "x")]
)
def test_what_is_our_fault_is_not_put_on_the_machine(error):
    assert faults.sentence(error) is None
    assert machine_fault(error) is None


def test_a_folder_that_cannot_be_copied_is_the_machines_fault():
    many = shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")])
    assert "room" in str(faults.sentence(many))
    assert faults.sentence(shutil.Error("same file")) is None


def test_memory_and_temporary_files_have_sentences_too():
    assert "memory" in str(faults.sentence(MemoryError()))
    none = FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")
    assert "TMPDIR" in str(faults.sentence(none))


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_project, tmp_path / "project"))


def assert_said(done: subprocess.CompletedProcess[str], words: str, code: int = faults.MACHINE) -> None:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert words in done.stderr


def test_a_cache_that_is_a_file_is_named(project):
    shutil.rmtree(project / ".cache")
    (project / ".cache").write_text("x")
    before = (project / "site/build.json").read_bytes()
    edit(project / "course/index.md", "It has", "Now it has")
    assert_said(run(project), f"{project}/.cache")
    assert (project / "site/build.json").read_bytes() == before


def test_a_full_disk_is_named_and_the_site_stays(project):
    edit(project / "course/index.md", "It has", "Now it has")
    before = (project / "site/build.json").read_bytes()
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 8; exec {sys.executable} -m coursekit --quiet"],
        cwd=project, env=of(project), capture_output=True, text=True, check=False,
    )  # fmt: skip
    *_, done.stderr = re.findall(
        r"^(?!write cache: ).+", done.stderr, re.MULTILINE
    )  # which fontconfig says of its own
    assert_said(done, "takes no file of that length")
    assert (project / "site/build.json").read_bytes() == before
    assert run(project, "--quiet").returncode == 0


def test_too_few_handles_are_named(project):
    edit(project / "course/index.md", "It has", "Now it has")
    done = subprocess.run(
        ["bash", "-c", f"ulimit -n 12; exec {sys.executable} -m coursekit --quiet"],
        cwd=project, env=of(project), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert_said(done, "Too many files are open")
    assert run(project, "--quiet").returncode == 0


class _KilledOnce(Worker):
    """A worker that something outside ends, the first time that it makes a paper."""

    @classmethod
    def make(cls, key, name, given):
        mark = cls.cache.folder / "killed-once"
        if cls.artefacts[name].kind == "paper" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().make(key, name, given)


class _KilledAlways(Worker):
    @classmethod
    def make(cls, key, name, given):
        if cls.artefacts[name].kind == "paper":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().make(key, name, given)


def test_a_worker_that_is_killed_once_costs_nothing_but_time(project, monkeypatch):
    root = project
    edit(root / "quizzes/first.yml", "title: First questions", "title: First questions now")
    monkeypatch.setattr(work, "Worker", _KilledOnce)
    result = built(root)
    assert result.changed
    assert len(result.made) == len(set(result.made))
    assert (root / ".cache/killed-once").exists()


def test_a_worker_that_is_killed_twice_is_a_sentence(built_project, tmp_path, monkeypatch):
    root = warm_project(built_project, tmp_path / "project")
    edit(root / "quizzes/first.yml", "title: First questions", "title: First questions now")
    monkeypatch.setattr(work, "Worker", _KilledAlways)
    with pytest.raises(WorkerEndedError) as raised:
        built(root)
    assert SENTENCE.match(str(raised.value))
    assert machine_fault(raised.value) == str(raised.value)
    assert not isinstance(raised.value.__context__, BrokenProcessPool)
    assert not (root / "site").exists()


def test_an_engine_that_is_killed_or_short_of_room_is_a_sentence(tmp_path, monkeypatch):
    loaded = load(small_project(tmp_path / "project"))
    shell = plan(loaded).shell
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    full = "raise OSError(28, 'No space left on device', 'x')"
    for code, kind in ((killed, engine.EngineEndedError), (full, OSError)):
        (tmp_path / "launch.py").write_text(code)
        monkeypatch.setattr(engine, "LAUNCH", str(tmp_path / "launch.py"))
        with pytest.raises(kind) as raised:
            engine.build("mkdocs", shell, {}, tmp_path / "work")
        assert SENTENCE.match(str(machine_fault(raised.value)))


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_build_that_is_stopped_says_so_at_once_and_leaves_no_process(tmp_path, name, code):
    root = whole_project(tmp_path / "project")
    main = psutil.Popen(
        [sys.executable, "-m", "coursekit", "--quiet"],
        cwd=root,
        env=of(root),
        stderr=subprocess.PIPE,
        text=True,
    )
    below: list[psutil.Process] = []
    while len(below) < 3 and main.poll() is None:
        below = main.children(recursive=True)
        time.sleep(0.02)
    main.send_signal(getattr(signal, name))
    said = main.communicate()[1]
    assert (main.returncode, said) == (code, f"Stopped by {name}. The site is as it was, or new and whole.\n")
    _, left = psutil.wait_procs(below, timeout=10)
    assert left == []
    assert not (root / "site").exists()
    assert run(root, "--quiet").returncode == 0


def test_a_signal_that_is_ignored_stays_ignored(project):
    edit(project / "course/index.md", "It has", "Now it has")
    command = f"trap '' HUP; {sys.executable} -m coursekit --quiet & sleep 0.4; kill -HUP $!; wait $!"
    done = subprocess.run(
        ["bash", "-c", command], cwd=project, env=of(project), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("epoch", ["99999999999999999999", "-99999999999999999", "abc", "²", "1.5", " "])
def test_a_day_that_is_none_is_a_sentence(project, epoch):
    assert_said(run(project, "check", SOURCE_DATE_EPOCH=epoch), "SOURCE_DATE_EPOCH", code=1)


def test_dropped_docstrings_change_no_byte(project):
    before = (project / "site/build.json").read_bytes()
    shutil.rmtree(project / ".cache")
    done = run(project, "--quiet", PYTHONOPTIMIZE="2")
    assert done.returncode == 0, done.stderr
    assert (project / "site/build.json").read_bytes() == before


def test_a_site_that_is_a_link_stays_one(project, tmp_path):
    target = tmp_path / "web space"
    (project / "site").rename(target)
    (project / "site").symlink_to(target)
    for number in (1, 2):
        edit(project / "course/index.md", "It has", f"{number} It has")
        done = run(project, "--quiet")
        assert done.returncode == 0, done.stderr
        assert (project / "site").is_symlink()
        assert f"{number} It has" in (target / "index.html").read_text("utf-8")


def test_files_of_a_hosts_own_are_published_and_kept(project):
    (project / "extra/.well-known").mkdir(parents=True)
    (project / "extra/CNAME").write_text("safety.example\n")
    (project / "extra/.well-known/security.txt").write_text("Contact: x\n")
    for _ in range(2):
        assert run(project, "--quiet").returncode == 0
        assert (project / "site/CNAME").read_text() == "safety.example\n"
        assert (project / "site/.well-known/security.txt").is_file()
    assert b'"CNAME"' in (project / "site/build.json").read_bytes()
    (project / "extra/CNAME").unlink()
    assert run(project, "--quiet").returncode == 0
    assert not (project / "site/CNAME").exists()


@pytest.mark.parametrize("name", ["index.html", "BUILD.json", "handouts", "Help.html"])
def test_a_file_of_the_hosts_takes_no_name_of_the_courses(project, name):
    (project / "extra").mkdir()
    (project / "extra" / name).write_text("x")
    assert_said(run(project), f"extra/{name} has the name of a file", code=1)


def test_a_link_in_extra_is_refused(project, tmp_path):
    (project / "extra").mkdir()
    (project / "extra/x").symlink_to("/etc/passwd")
    assert_said(run(project), "extra/x is a link", code=1)


def test_what_options_stand_for_is_not_changed_by_a_refused_build(project, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/build.json").write_text("{}")
    before = sorted(tmp_path.rglob("*"))
    assert_said(run(project, "--site", str(tmp_path / "theirs")), "not a site of ours", code=1)
    assert_said(run(project, "--site", str(project)), "part of this project", code=1)
    assert sorted(tmp_path.rglob("*")) == before
    assert Options(root=project, site=project / "site").cache == project / ".cache"
