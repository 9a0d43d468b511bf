"""`python -m coursekit.bench.measured COMMAND…`: what a command costs, with all that it starts.

Prints the seconds of the clock and of the processors, and the peak memory of the largest process (bytes), as
JSON on the last line. A process that outlives its parent is waited for and counted: on Linux this one takes
such orphans in (PR_SET_CHILD_SUBREAPER of prctl(2)).
"""

import ctypes
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER in <linux/prctl.h>."""


@dataclass(frozen=True)
class Cost:
    """What a command cost."""

    seconds: float
    processor: float
    """Seconds of all processors together, in the program and in the system for it."""
    memory: float
    """Bytes that the largest of its processes held at once."""
    printed: str = ""


class StoppedError(RuntimeError):
    """The command failed; the message is what it printed."""


def cost(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """Run a command in a folder and tell what it cost.

    Raises StoppedError where it fails.
    """
    done = subprocess.run(
        [sys.executable, __file__, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StoppedError(done.stdout + done.stderr)
    printed, _, last = done.stdout.rstrip("\n").rpartition("\n")
    return Cost(**json.loads(last), printed=printed)


def main() -> None:
    """Run the command that is given as arguments."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    code = subprocess.run(sys.argv[1:], check=False).returncode
    seconds = time.perf_counter() - start
    if code:
        sys.exit(code)
    _wait_for_orphans()
    print(json.dumps({"seconds": seconds, **_used()}))


def _wait_for_orphans() -> None:
    try:
        while True:
            os.wait()
    except (ChildProcessError, AttributeError):  # none is left; or the system knows no such thing
        return


def _used() -> dict[str, float]:
    if sys.platform == "win32":
        return {"processor": float("nan"), "memory": float("nan")}
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, KiB here
    return {"processor": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * unit}


if __name__ == "__main__":
    main()
