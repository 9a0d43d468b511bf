"""Mutation testing: would the tests see it, if a line of the code were another?

    .venv/bin/python -m pip install --require-hashes -r requirements/mutation.txt
    nice .venv/bin/python tools/mutate.py check --sample 200 --seed 1

mutmut writes each function again and again with one small change in it. A change is killed if a test that
runs the function fails, or the type checker complains; what survives is a place where nothing holds the code.
All happens on a copy: the folder of the project is read and never changed. A sample is drawn by its seed,
because all changes of a part take hours. It prints each survivor as a diff, and the share killed.
"""  # noqa: INP001 (a script, not a package)

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = {
    "check": (["coursekit/check/*"], ["tests/check", "tests/load"]),
    "formats": (["coursekit/export/*", "coursekit/bank/*"], ["tests/export", "tests/bank"]),
    "build": (["coursekit/run/*"], ["tests/run", "tests/test_faults.py"]),
}
"""Name of a part: its modules, and the tests that mirror them; a change meets those of them that reach it."""
KILLED = ("killed", "caught by type check", "timeout", "segfault")
"""What mutmut calls an end that would have been noticed. “No tests” is not among them: nothing looked."""
UNSURE, _THROWN = "ended in mutmut itself", 255
"""An exit that mutmut counts as a timeout, and that is an exception of its own: no test spoke."""
TYPES = ["mypy", "coursekit", "--output", "json", "--disable-error-code", "unused-ignore"]


def copied(to: Path) -> Path:
    """The files of the project as they stand, changed ones and new ones too, as a folder of its own."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    return to


def configured(root: Path, part: str) -> None:
    """Tell mutmut, in the copy's own file, what to change and which tests to try."""
    modules, tests = PARTS[part]
    settings = {
        "source_paths": ["coursekit"],
        "only_mutate": modules,
        "also_copy": [path.name for path in root.iterdir() if path.name != "coursekit"],
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": [
            "-p",
            "tools.mutate",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
            "--tb=no",
            "-rN",
        ],
        "type_check_command": [sys.executable, "-m", *TYPES],
        "process_isolation": "forkserver",  # nothing that a clean run has kept in memory hides a change
        "timeout_constant": 10.0,
        "timeout_multiplier": 5.0,
    }
    with (root / "pyproject.toml").open("a", encoding="utf-8") as file:
        print("\n[tool.mutmut]", file=file)
        for key, value in settings.items():
            print(key, "=", json.dumps(value), file=file)  # its strings, numbers and lists are TOML's too


def pytest_configure() -> None:
    """As a plugin of the tests that mutmut runs: only their own process notes what they reach.

    A command that a test starts would look for mutmut's settings in its own folder, and fail.
    """
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        del os.environ["MUTANT_UNDER_TEST"]


def outcomes(root: Path) -> dict[str, str]:
    """Each change that mutmut knows, by name, and what became of it so far."""
    from mutmut.stats import status_by_exit_code

    return {
        name: UNSURE if code == _THROWN else status_by_exit_code[code]
        for file in sorted((root / "mutants").rglob("*.meta"))
        for name, code in json.loads(file.read_text("utf-8"))["exit_code_by_key"].items()
    }


def generated(root: Path) -> list[str]:
    """Write all changes of the part and return their names, in order."""
    with contextlib.chdir(root):
        from mutmut import __main__ as mutmut  # reads the settings of the folder it is loaded in

        (root / "mutants").mkdir()
        with Path(os.devnull).open("w") as unread, contextlib.redirect_stdout(unread):
            mutmut.copy_src_dir()
            mutmut.create_mutants(os.cpu_count() or 1)
    return sorted(outcomes(root))


def interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle, width = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - width) / (1 + z * z / of), (middle + width) / (1 + z * z / of)


def report(part: str, found: dict[str, str], all_of_it: int, seed: int) -> Iterator[str]:
    """The lines of figures: each end with its count, then the share."""
    counts = Counter(found.values())
    hits, of = sum(counts[end] for end in KILLED), len(found)
    low, high = interval(hits, of)
    yield ", ".join(f"{counts[end]} {end}" for end in sorted(counts))
    yield (
        f"{part}: {hits} of {of} changes killed, {hits / of:.0%} (95 %: {low:.0%} to {high:.0%}); "
        f"seed {seed}, drawn from {all_of_it}"
    )


def diffs(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Each of these changes, to be looked at."""
    for name in names:
        shown = subprocess.run(
            [sys.executable, "-m", "mutmut", "show", name],
            cwd=root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        yield f"{name}\n{shown.stdout.strip() or shown.stderr.strip()}\n"


def tried(root: Path, names: list[str], jobs: int) -> int:
    """Try each change with the tests that reach it; return mutmut's exit code, and print why it is not 0."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    if done.returncode:
        said = (line.rpartition("\r")[2] for line in (done.stdout + done.stderr).split("\n"))
        print(*list(filter(None, said))[-40:], sep="\n", file=sys.stderr)
    return done.returncode


def main() -> int:
    """Draw, try, print; 1 where the tests did not run, or fewer than `--least` of a hundred were killed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--sample", type=int, default=200, help="how many changes to try; 0 tries all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--least", type=int, default=80, help="of a hundred: fewer is a failure")
    parser.add_argument("--only", action="append", default=[], help="try these, by name, and draw none")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        root = copied(Path(folder).resolve())
        configured(root, chosen.part)
        names = generated(root)
        size = min(chosen.sample, len(names)) or len(names)
        drawn = chosen.only or random.Random(chosen.seed).sample(names, size)  # noqa: S311 (no secret)
        if code := tried(root, drawn, chosen.jobs):
            return code
        every = outcomes(root)
        found = {name: every[name] for name in drawn}
        left = sorted(name for name in found if found[name] not in KILLED)
        print(*diffs(root, left), *report(chosen.part, found, len(names), chosen.seed), sep="\n")
    return int(sum(end in KILLED for end in found.values()) * 100 < chosen.least * len(found))


if __name__ == "__main__":
    sys.exit(main())
