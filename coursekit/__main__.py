"""`python -m coursekit`."""

import os
import subprocess
import sys

from coursekit.cli import main


def _with_docstrings() -> None:
    """Start again where Python was told to drop docstrings (-OO): the published schemas are made of them."""
    if sys.flags.optimize < 2:
        return
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONOPTIMIZE"}
    command = [sys.executable, "-m", "coursekit", *sys.argv[1:]]
    if os.name == "posix":
        os.execve(sys.executable, command, environment)  # noqa: S606 (it takes our place: signals reach it)
    sys.exit(subprocess.run(command, env=environment, check=False).returncode)


_with_docstrings()
main()
