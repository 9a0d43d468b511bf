"""Release a version: check it, date it in the change log, commit, and tag the commit.

    python3 tools/release.py 2026.12.0 [--date YYYY-MM-DD]

Nothing is changed unless the tree is clean, the version is new and `python3 build.py check --release` finds
nothing. Nothing is pushed: that is for a person, who is told how.
"""  # noqa: INP001 (a script, not a package)

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PENDING = re.compile(r"(?m)^## (\d+\.\d+\.\d+) — not yet released$")
PLACES = {
    "coursekit/__init__.py": r'(?m)^(__version__ = ")[^"\n]+(")$',
    "pyproject.toml": r'(?m)^(version = ")[^"\n]+(")$',
}
"""Where the version stands: what comes before it and after it."""


class RefusedError(Exception):
    """The release is refused; its text says why, and what to do."""


def git(root: Path, *arguments: str) -> str:
    """What a command of git prints; RefusedError with its complaint where it fails."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)  # noqa: S607
    if done.returncode:
        raise RefusedError(f"git {arguments[0]} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


def numbers(version: str) -> tuple[int, ...]:
    """The parts of a version, to be compared."""
    return tuple(map(int, version.split(".")))


def refusals(root: Path, version: str) -> Iterator[str]:
    """Yield each reason not to release this version from this folder."""
    if not re.fullmatch(r"20\d\d\.([1-9]|1[0-2])\.(0|[1-9]\d*)", version):
        yield f"“{version}” is no version. Write year.month.number, such as 2026.12.0."
        return
    if changed := git(root, "status", "--porcelain"):
        yield f"The tree is not clean. Commit or remove these first:\n{changed}"
    if git(root, "tag", "--list", f"v{version}"):
        yield f"The tag v{version} is there already. Choose the next number."
    pending = PENDING.findall((root / "CHANGELOG.md").read_text("utf-8"))
    if len(pending) != 1:
        yield f"CHANGELOG.md has {len(pending)} headings “## VERSION — not yet released”. Leave one."
    elif numbers(version) < numbers(pending[0]):
        yield f"{version} is older than {pending[0]}, which CHANGELOG.md announces. Name that or a later one."


def changed_files(root: Path, version: str, day: date) -> dict[Path, str]:
    """The files of a release, as they are to be; RefusedError where the version is not once in each."""
    log = root / "CHANGELOG.md"
    dated = PENDING.sub(f"## {version} — {day.isoformat()}", log.read_text("utf-8"))
    files = {log: dated}
    for name, pattern in PLACES.items():
        text, count = re.subn(pattern, rf"\g<1>{version}\g<2>", (root / name).read_text("utf-8"))
        if count != 1:
            raise RefusedError(f"{name} names the version {count} times. Name it once.")
        files[root / name] = text
    return files


def check(root: Path, day: date) -> None:
    """Run the gate of a release; its own words tell what it finds."""
    command = [sys.executable, "build.py", "check", "--release", "--date", day.isoformat()]
    if subprocess.run(command, cwd=root, check=False).returncode:
        raise RefusedError("`check --release` found problems. Mend them, then release.")


def release(root: Path, version: str, day: date) -> None:
    """Check, write, commit and tag; RefusedError, with nothing changed, where that cannot be."""
    if why := list(refusals(root, version)):
        raise RefusedError("\n".join(why))
    files = changed_files(root, version, day)
    check(root, day)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    names = [str(path.relative_to(root)) for path in files]
    try:
        git(root, "commit", "--message", f"Release {version}", "--", *names)
    except RefusedError:
        git(root, "checkout", "HEAD", "--", *names)
        raise
    git(root, "tag", "--annotate", f"v{version}", "--message", f"Trusted Adult {version}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("version", help="year.month.number, such as 2026.12.0")
    today = datetime.now(tz=UTC).date()
    parser.add_argument(
        "--date", type=date.fromisoformat, default=today, help="of the entry; today if not said"
    )
    said = parser.parse_args()
    try:
        release(ROOT, said.version, said.date)
    except RefusedError as error:
        sys.exit(f"Not released. {error}")
    print(f"Released {said.version}, here alone. To publish it: git push --follow-tags")


if __name__ == "__main__":
    main()
