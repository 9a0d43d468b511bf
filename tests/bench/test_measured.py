"""What a command costs is what it and all that it starts cost."""

import sys

import pytest

from coursekit.bench.figure import figure
from coursekit.bench.measured import StoppedError, cost

SPIN = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass"
ORPHAN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SPIN!r}]); print('gone')"


def test_what_it_prints_and_costs(tmp_path):
    done = cost([sys.executable, "-c", f"{SPIN}\nprint('one')\nprint('two')"], tmp_path)
    assert done.printed == "one\ntwo"
    assert done.processor >= 0.4
    assert done.seconds >= 0.4
    assert done.memory > 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hands an orphan on")
def test_a_process_that_outlives_its_parent_is_counted(tmp_path):
    assert cost([sys.executable, "-c", ORPHAN], tmp_path).processor >= 0.4


def test_a_failure_says_what_was_printed(tmp_path):
    with pytest.raises(StoppedError, match="no such thing"):
        cost([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


@pytest.mark.parametrize(("value", "holds"), [(0.5, True), (0.51, False)])
def test_a_figure_holds_up_to_its_target(value, holds):
    assert figure("ratio", value, 0.5).holds is holds


def test_a_figure_without_a_target_holds_nothing():
    assert figure("seconds", 3).holds is None
