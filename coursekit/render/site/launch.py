"""`python launch.py MODULE ARGUMENTS`: run a program that ends when the one that started it ends."""

import ctypes
import os
import runpy
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_starter() -> None:
    """Let the system end this process at once when the thread that started it ends (Linux `prctl`)."""
    if sys.platform == "linux":
        starter = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != starter:  # it ended just before
            os._exit(1)


if __name__ == "__main__":
    end_with_starter()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
