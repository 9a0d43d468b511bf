"""`python tests/fuzz.py`: sources with random damage, through load and check, and on to every output.

Whatever an author's file holds, it ends in problems or in a course that can be drawn: never in an exception,
never in a wait. Each mutant has a number; with the same seed, `--only NUMBER` makes it again, says what
happens and leaves its files to be looked at.

    python tests/fuzz.py --mutants 30000 --drawn 2000
    python tests/fuzz.py --seed 7 --only 1234
"""

import argparse
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Self

sys.path[:0] = [str(Path(__file__).parent / "support"), str(Path(__file__).parents[1])]

from drawing import draw, without_paper  # noqa: E402
from every_kind import every_kind, part_of, parts  # noqa: E402
from project import DAY, FORM  # noqa: E402

from coursekit.check import check  # noqa: E402
from coursekit.load.course import load  # noqa: E402

SECONDS = 5
"""Of the processor: what takes longer is a wait."""
TOKENS = (
    "{{ ", " }}", "{%", "#}", "[[", "]]", "[", "]", "](", "![", "(", "<", "</", "<!--", "-->",
    "<script>", "]]>", "&", "&amp;", "*", "**", "_", "~~", "`", "```", "    ", "\t", "\n", "\n\n",
    "\r\n", "\\", '"', "'", "“", "”", ": ", "- ", "? ", "| ", "|", ">", "> ", "# ", "## ", "#",
    "!!! note", "1. ", "+ ", "---", "---\n", "...", "%", "@", "!", "!!", "&a ", "*a", "<<: ", "~",
    "null", "true", "no", "0", "-1", "007", "1e999", "2027-02-30", "{}", "[]", "{", "}", ",", "é",
    "שלום", "😀", "\u202e", "\u2028", "\u0301", "\x00", "\x1b[31m", "\ufeff", "\ud7ff", "=cmd()",
    "http://x.example", "0800 1111", "a@b.example", "§ 12", "fact(", 'contact("', "GB-ENG", "INT",
    "x" * 300,
)  # fmt: skip
PUMPED = 20_000
"""Characters that a repeated piece grows to: enough for a pattern that looks through all for each of them."""


@dataclass
class Tally:
    """What became of mutants."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> Self:
        """Add another's counts."""
        self.counts += other.counts
        self.wrong += other.wrong
        return self


class TooLong(Exception):
    """A mutant took more of the processor than it may."""


def pumped(piece: bytes, token: bytes, random: Random) -> bytes:
    """A little of it, again and again."""
    few = random.choice((piece, token, token + b" ", token + b"\n", token + b"\n\n"))[:40] or b"a"
    return few * random.choice((3, 60, PUMPED // len(few)))


def mutated(data: bytes, random: Random, others: list[bytes]) -> bytes:  # noqa: C901 (a list of ways)
    """One piece of damage, such as a slip of the hand, a bad merge or a program's bug would do."""
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + random.choice((0, 1, 1, 2, 5, 20, 80)))
    piece = data[at:end]
    lines = data.split(b"\n")
    line = random.randrange(len(lines))
    token = random.choice(TOKENS).encode()
    kind = random.choice(
        ("put", "put", "put", "cut", "swap", "twice", "line", "up", "indent", "pump", "splice", "byte", "end")
    )
    match kind:
        case "put":
            return data[:at] + token + data[end:]
        case "cut":
            return data[:at] + data[end:]
        case "twice":
            return data[:end] + piece + data[end:]
        case "swap":
            other = random.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
        case "line":
            del lines[line]
        case "up":
            lines.insert(random.randrange(len(lines)), lines[line])
        case "indent":
            lines[line] = random.choice((b" ", b"  ", b"\t", b"    ")) + lines[line].strip()
        case "pump":
            return data[:at] + pumped(piece or token, token, random) + data[at:]
        case "splice":
            other_data = random.choice(others)
            start = random.randrange(len(other_data) + 1)
            return data[:at] + other_data[start : start + random.randrange(200)] + data[end:]
        case "byte":
            return data[:at] + bytes([random.randrange(256)]) + data[end:]
        case "end":
            return data[:at]
    return b"\n".join(lines)


class Course:
    """A small course on the disk whose files are damaged and mended again."""

    def __init__(self, root: Path) -> None:
        files = (file for file in root.rglob("*") if file.is_file())
        self.root, self.good = root, {file: file.read_bytes() for file in sorted(files)}

    @contextmanager
    def damaged(self, random: Random) -> Iterator[None]:
        """Damage one file or two, in a place or three."""
        files = random.sample(list(self.good), random.choice((1, 1, 1, 2)))
        try:
            for file in files:
                data = self.good[file]
                for _ in range(random.choice((1, 1, 2, 3))):
                    data = mutated(data, random, list(self.good.values()))
                file.write_bytes(data)
            yield
        finally:
            for file in files:
                file.write_bytes(self.good[file])


def courses(folder: Path) -> list[Course]:
    """The smallest course, and one for each kind of file around it."""
    whole = every_kind(folder / "whole")
    found = [part_of(whole, part, folder / str(number)) for number, part in enumerate(parts(whole))]
    return [Course(root) for root in found]


def outcome(root: Path, drawn: set[str] | None) -> str:
    """What becomes of a course as it lies there: `named` (its problems), `passed` or `drawn`."""
    loaded = load(root)
    found = sorted({*loaded.problems, *check(loaded, DAY)})
    if shapeless := [str(problem) for problem in found if not FORM.match(str(problem))]:
        raise AssertionError(f"not as problems are written: {shapeless[0]!r}")
    if any(problem.severity == "error" for problem in found):
        return "named"
    if drawn is None:
        return "passed"
    draw(loaded, drawn)
    return "drawn"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds of the processor: another program's load is no fault of ours."""

    def stop(_number: int, _frame: object) -> None:
        raise TooLong(f"took more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def tried(seed: int, numbers: range, quota: int, *, paper: bool) -> Tally:
    """Try mutants by their numbers, and draw so many of those without problems."""
    tally, drawn = Tally(), set[str]()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, nullcontext() if paper else without_paper():
        every = courses(Path(folder))
        for number in numbers:
            random = Random(f"{seed}:{number}")  # noqa: S311 (damage, not secrets)
            course = random.choice(every)
            left = quota - tally.counts["drawn"]
            try:
                with course.damaged(random), limited(SECONDS):
                    tally.counts[outcome(course.root, drawn if left > 0 else None)] += 1
            except TooLong as error:
                tally.counts["hang"] += 1
                tally.wrong.append(f"{number}: {error}: {_where(error)}")
            except Exception as error:  # noqa: BLE001 (that is what is looked for)
                tally.counts["70"] += 1
                tally.wrong.append(f"{number}: {type(error).__name__}: {str(error)[:150]!r}: {_where(error)}")
    return tally


def _where(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "coursekit" in frame.filename] or list(frames)
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}"


def again(seed: int, number: int, to: Path, *, paper: bool) -> None:
    """Make one mutant again, leave it at `to` and let what happens be seen."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, nullcontext() if paper else without_paper():
        random = Random(f"{seed}:{number}")  # noqa: S311
        course = random.choice(courses(Path(folder)))
        with course.damaged(random):
            shutil.copytree(course.root, to)
            print(
                f"in {to}:",
                [
                    str(file.relative_to(course.root))
                    for file, good in course.good.items()
                    if file.read_bytes() != good
                ],
            )
            print(outcome(course.root, set()))


def main() -> int:
    """Try mutants, print what became of them; 1 where one ended in an exception or a wait."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mutants", type=int, default=2000, help="how many to try")
    parser.add_argument("--drawn", type=int, default=200, help="how many of those without problems to draw")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--paper", action="store_true", help="make the PDFs too")
    parser.add_argument("--only", type=int, help="make this one again")
    chosen = parser.parse_args()
    if chosen.only is not None:
        again(
            chosen.seed, chosen.only, Path(tempfile.mkdtemp(prefix="mutant-")) / "project", paper=chosen.paper
        )
        return 0
    start, tally = time.monotonic(), Tally()
    ranges = [
        range(chosen.first + job, chosen.first + chosen.mutants, chosen.jobs) for job in range(chosen.jobs)
    ]
    with ProcessPoolExecutor(chosen.jobs, get_context("spawn")) as pool:
        for done in [
            pool.submit(tried, chosen.seed, numbers, -(-chosen.drawn // chosen.jobs), paper=chosen.paper)
            for numbers in ranges
        ]:
            tally += done.result()
    for line in tally.wrong:
        print(f"seed {chosen.seed}, mutant {line}")
    counts = ", ".join(f"{tally.counts[key]} {key}" for key in ("named", "passed", "drawn", "70", "hang"))
    print(
        f"{sum(tally.counts.values())} mutants (seed {chosen.seed}): {counts}; "
        f"{time.monotonic() - start:.0f} s"
    )
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
