"""The command that tests the tests: what it copies, what it tells mutmut, and how it counts."""

import importlib.util
import tomllib

import pytest
from project import ROOT

_spec = importlib.util.spec_from_file_location("mutate", ROOT / "tools/mutate.py")
assert _spec
assert _spec.loader
mutate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(mutate)


@pytest.mark.parametrize("part", mutate.PARTS)
def test_each_part_has_modules_and_tests_in_the_copy_and_settings_that_can_be_read(part, tmp_path):
    root = mutate.copied(tmp_path)
    modules, tests = mutate.PARTS[part]
    assert all(list(root.glob(f"{pattern}.py")) for pattern in modules)
    assert all((root / path).exists() for path in tests)
    assert not (root / ".git").exists()
    mutate.configured(root, part)
    told = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    assert (told["only_mutate"], told["pytest_add_cli_args_test_selection"]) == (modules, tests)
    assert {"templates", "tests", "tools"} <= set(told["also_copy"])
    assert "mutmut" not in (ROOT / "pyproject.toml").read_text("utf-8").partition("[tool.")[2]


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.278), (8, 10, 0.490, 0.943), (160, 200, 0.739, 0.850)],
)
def test_the_interval_is_wilsons(hits, of, low, high):
    assert mutate.interval(hits, of) == pytest.approx((low, high), abs=0.001)


def test_what_no_test_reaches_is_not_counted_as_killed():
    ends = ["killed", "survived", "no tests", "timeout", "caught by type check", mutate.UNSURE]
    *_, last = mutate.report("check", {str(n): end for n, end in enumerate(ends)}, 900, 7)
    assert last == "check: 3 of 6 changes killed, 50% (95 %: 19% to 81%); seed 7, drawn from 900"


def test_a_command_that_a_test_starts_is_told_nothing_of_the_notes(monkeypatch):
    for value, left in (("stats", None), ("a.mutant", "a.mutant")):
        monkeypatch.setenv("MUTANT_UNDER_TEST", value)
        mutate.pytest_configure()
        assert mutate.os.environ.get("MUTANT_UNDER_TEST") == left
