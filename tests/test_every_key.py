"""Every key of every kind of file deleted or emptied: `check` says so, or all can be drawn without it.

What the model calls optional, no template may need.
"""

from pathlib import Path
from zlib import crc32

import pytest
from drawing import draw, without_paper
from every_kind import EMPTIES, edits, every_kind, part_of, parts
from project import DAY, FORM, problems

from coursekit.check import check
from coursekit.load.course import load


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    return every_kind(tmp_path_factory.mktemp("every") / "project")


def test_the_course_that_has_one_of_each_has_no_problem(whole):
    assert problems(whole) == []


def test_no_key_that_may_be_left_out_is_needed_later(whole, tmp_path):
    wrong, drawn, tried, passed = [], set(), 0, 0
    with without_paper():
        for number, part in enumerate(parts(whole)):
            root = part_of(whole, part, tmp_path / str(number))
            assert problems(root) == []
            draw(load(root), drawn)
            for path in sorted(part):
                good = (root / path).read_bytes()
                for name, text in edits(root / path):
                    if taken(path, name):
                        (root / path).write_text(text, "utf-8")
                        tried += 1
                        passed += outcome(root, drawn, f"{path}: {name}", wrong)
                (root / path).write_bytes(good)
    assert not wrong, "\n".join(wrong)
    assert tried > 1500
    assert passed > tried / 10


def taken(path: str, name: str) -> bool:
    """Whether an edit is made here: each deletion, and one way of emptying each place, chosen by its name."""
    where, _, value = name.rpartition(" ")
    chosen = EMPTIES[crc32(f"{path} {where}".encode()) % len(EMPTIES)]
    return value in {"'deleted'", repr(chosen)}


def outcome(root: Path, drawn: set[str], name: str, wrong: list[str]) -> bool:
    """Check, and draw where nothing is found; note what neither finds it nor can do without."""
    try:
        loaded = load(root)
        found = [
            problem for problem in {*loaded.problems, *check(loaded, DAY)} if problem.severity == "error"
        ]
        if not found:
            draw(loaded, drawn)
    except Exception as error:  # noqa: BLE001 (whatever it is, it would end in 70)
        wrong.append(f"{name}: {type(error).__name__}: {str(error)[:200]}")
        return False
    wrong.extend(f"{name}: {problem}" for problem in found if not FORM.match(str(problem)))
    return not found
