"""A release: checked, dated, committed and tagged, or refused with nothing changed."""

import importlib.util
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from project import ROOT

DAY = date(2026, 12, 3)
CHANGES = "# Changelog\n\n## 2026.11.0 — not yet released\n\n- It has a lesson.\n\n## 2026.9.1 — 2026-09-30\n"
GATE = "import sys\nopen('../asked', 'a').write(' '.join(sys.argv[1:]))\nsys.exit(%d)\n"


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A repository with as much of the project as a release reads."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "A Maintainer")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "maintainer@school.example")
    root = tmp_path / "repository"
    (root / "coursekit").mkdir(parents=True)
    (root / "tools").mkdir()
    (root / "tools/release.py").write_bytes((ROOT / "tools/release.py").read_bytes())
    (root / "coursekit/__init__.py").write_text('"""A course."""\n\n__version__ = "2026.11.0"\n')
    (root / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "2026.11.0"\n[tool.x]\ny = "1"\n')
    (root / "CHANGELOG.md").write_text(CHANGES, "utf-8")
    (root / "build.py").write_text(GATE % 0)
    git(root, "init", "--quiet", "--initial-branch", "main")
    save(root)
    return root


def save(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "As it is")


def released(root: Path, version: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "tools/release.py", version, "--date", DAY.isoformat()]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", ["2026.11.0", "2026.11.2", "2026.12.0", "2027.1.0"])
def test_a_release_sets_the_version_dates_its_entry_commits_and_tags(root, version):
    done = released(root, version)
    assert done.returncode == 0, done.stderr
    assert f'__version__ = "{version}"' in (root / "coursekit/__init__.py").read_text()
    assert f'name = "x"\nversion = "{version}"\n' in (root / "pyproject.toml").read_text()
    log = (root / "CHANGELOG.md").read_text("utf-8")
    assert log == CHANGES.replace("2026.11.0 — not yet released", f"{version} — 2026-12-03")
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "describe", "--exact-match") == f"v{version}"
    assert git(root, "log", "-1", "--format=%s") == f"Release {version}"
    assert git(root, "cat-file", "-t", f"v{version}") == "tag"
    assert (root.parent / "asked").read_text() == "check --release --date 2026-12-03"


def refused(root: Path, version: str = "2026.11.0") -> str:
    """What is said to a release that is refused; it leaves everything as it was."""
    before = [git(root, *words) for words in (["rev-parse", "HEAD"], ["status", "--porcelain"], ["tag"])]
    done = released(root, version)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    after = [git(root, *words) for words in (["rev-parse", "HEAD"], ["status", "--porcelain"], ["tag"])]
    assert after == before
    return done.stderr


def test_a_tree_that_is_not_clean_is_refused(root):
    (root / "pyproject.toml").write_text('version = "2026.11.0"\n')
    assert "The tree is not clean" in refused(root)
    git(root, "checkout", "pyproject.toml")
    (root / "forgotten.md").write_text("x")
    assert "forgotten.md" in refused(root)
    assert not (root.parent / "asked").exists()


def test_what_check_finds_stops_a_release(root):
    (root / "build.py").write_text(GATE % 1)
    save(root)
    assert "`check --release` found problems" in refused(root)


@pytest.mark.parametrize(
    "version", ["1.0", "v2026.11.0", "2026.13.0", "2026.0.1", "2026.11.01", "2026.11", ""]
)
def test_what_is_no_version_is_refused(root, version):
    assert "is no version" in refused(root, version)


def test_a_commit_that_a_hook_refuses_leaves_the_files_as_they_were(root):
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "git commit failed: not today" in refused(root)


def test_a_version_that_is_there_or_behind_is_refused(root):
    assert "is older than 2026.11.0" in refused(root, "2026.9.9")
    git(root, "tag", "v2026.12.0")
    assert "The tag v2026.12.0 is there already" in refused(root, "2026.12.0")


@pytest.mark.parametrize("log", ["# Changelog\n", CHANGES + "\n## 2026.12.0 — not yet released\n"])
def test_a_change_log_without_one_open_entry_is_refused(root, log):
    (root / "CHANGELOG.md").write_text(log, "utf-8")
    save(root)
    assert "Leave one" in refused(root)


@pytest.mark.parametrize("text", ["", '__version__ = "1"\n__version__ = "2"\n'])
def test_a_version_that_does_not_stand_once_is_refused(root, text):
    (root / "coursekit/__init__.py").write_text(text)
    save(root)
    assert "coursekit/__init__.py names the version" in refused(root)


def test_the_project_itself_has_what_a_release_changes():
    spec = importlib.util.spec_from_file_location("release", ROOT / "tools/release.py")
    assert spec
    assert spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    files = tool.changed_files(ROOT, "2099.1.0", DAY)
    assert {str(path.relative_to(ROOT)) for path in files} == {"CHANGELOG.md", *tool.PLACES}
    assert all("2099.1.0" in text for path, text in files.items() if path.name != "CHANGELOG.md")
