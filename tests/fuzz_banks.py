"""`python tests/fuzz_banks.py`: files from other tools with random damage, imported into a small course.

Whatever such a file holds, it ends in a report: never in an exception, never in a wait, and never in a file
outside of `quizzes/` and `course/`. Each mutant has a number: with its seed, `--only NUMBER` makes it again.

    python tests/fuzz_banks.py --mutants 50000
"""

import argparse
import io
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random

sys.path[:0] = [
    str(Path(__file__).parent / "support"),
    str(Path(__file__).parent),
    str(Path(__file__).parents[1]),
]

from bank_files import every_file  # noqa: E402
from fuzz import SECONDS, Tally, TooLong, _where, limited, mutated  # noqa: E402
from project import DAY, small_project  # noqa: E402

from coursekit.imports import bring  # noqa: E402
from coursekit.load import marked_yaml  # noqa: E402
from coursekit.load.course import load  # noqa: E402
from coursekit.model.quiz import Quiz  # noqa: E402


def damaged(data: bytes, random: Random, others: list[bytes]) -> bytes:
    """The file with damage in it; of an archive, mostly in one of its members."""
    if not data.startswith(b"PK") or random.random() < 0.2:
        for _ in range(random.choice((1, 1, 2, 3))):
            data = mutated(data, random, others)
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = set(random.sample(names, min(len(names), random.choice((1, 1, 2)))))
        for name in names:
            member = old.read(name)
            if name in hit:
                member = mutated(member, random, others)
            to = (
                random.choice(("../", "/", "C:", "\\..\\")) + name
                if name in hit and random.random() < 0.05
                else name
            )
            new.writestr(to, member)
    return made.getvalue()


def mutant(seed: int, number: int, files: dict[str, bytes]) -> tuple[str, bytes]:
    """The name and the bytes of a mutant."""
    random = Random(f"{seed}:{number}")  # noqa: S311 (damage, not secrets)
    name = random.choice(sorted(files))
    return name, damaged(files[name], random, list(files.values()))


def outcome(project: Path, name: str, data: bytes, loaded: object) -> str:
    """What becomes of a file: `refused`, or `came` with a quiz that the course reads."""
    file = project.parent / name
    file.write_bytes(data)
    before = {path: path.stat().st_mtime_ns for path in project.parent.rglob("*") if path.is_file()}
    done = bring(project, loaded, [file], None, None, DAY)
    after = {path: path.stat().st_mtime_ns for path in project.parent.rglob("*") if path.is_file()}
    new = [path for path in after if after[path] != before.get(path)]
    wrong = [
        path for path in new if path.parent.name not in {"quizzes", "course"} or path.parent.parent != project
    ]
    if wrong or set(before) - set(after):
        raise AssertionError(f"written outside: {wrong}")
    for path in new:
        if path.suffix == ".yml":
            read, _, problems = marked_yaml.parse(path.name, path.read_text("utf-8"))
            assert problems == []
            from coursekit.load.drafts import filled

            Quiz.model_validate({**read, "questions": [filled(each) for each in read["questions"]]})
        path.unlink()
    return "came" if done.came else "refused"


def tried(seed: int, numbers: range) -> Tally:
    """Try mutants by their numbers."""
    tally, files = Tally(), every_file()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        project = small_project(Path(folder) / "project")
        loaded = load(project)
        for number in numbers:
            name, data = mutant(seed, number, files)
            try:
                with limited(SECONDS):
                    tally.counts[outcome(project, name, data, loaded)] += 1
            except TooLong as error:
                tally.counts["hang"] += 1
                tally.wrong.append(f"{number} ({name}): {error}: {_where(error)}")
            except Exception as error:  # noqa: BLE001 (that is what is looked for)
                tally.counts["70"] += 1
                said = f"{type(error).__name__}: {str(error)[:150]!r}"
                tally.wrong.append(f"{number} ({name}): {said}: {_where(error)}")
                for path in project.glob("*/*x*"):
                    path.unlink()
    return tally


def main() -> int:
    """Try mutants, print what became of them; 1 where one ended in an exception or a wait."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=2000, help="how many to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="make this one again, and leave it here")
    chosen = parser.parse_args()
    if chosen.only is not None:
        name, data = mutant(chosen.seed, chosen.only, every_file())
        Path(name).write_bytes(data)
        print(name)
        return 0
    start, tally = time.monotonic(), Tally()
    every = [
        range(chosen.first + job, chosen.first + chosen.mutants, chosen.jobs) for job in range(chosen.jobs)
    ]
    with ProcessPoolExecutor(chosen.jobs, get_context("spawn")) as pool:
        for done in [pool.submit(tried, chosen.seed, numbers) for numbers in every]:
            tally += done.result()
    for line in tally.wrong:
        print(f"seed {chosen.seed}, mutant {line}")
    counts = ", ".join(f"{tally.counts[key]} {key}" for key in ("came", "refused", "70", "hang"))
    tried_all, seconds = sum(tally.counts.values()), time.monotonic() - start
    print(f"{tried_all} mutants (seed {chosen.seed}): {counts}; {seconds:.0f} s")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
