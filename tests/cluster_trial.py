"""The same schools here and on two workers, one killed half-way, one paused: are all packs there, the same?

.venv/bin/python tests/cluster_trial.py --schools 200 --pause 60
.venv/bin/python tests/cluster_trial.py --schools 40 --scaling
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from hashlib import sha256
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent / "support")]

from machines import Machines  # noqa: E402
from project import ROOT  # noqa: E402

from coursekit.bench.invented import schools, write  # noqa: E402
from coursekit.load.course import load  # noqa: E402
from coursekit.packing import packs  # noqa: E402
from coursekit.packs.run import Options  # noqa: E402


def timed(root: Path, listed: Path, options: Options) -> float:
    """Make packs; return the seconds of the clock."""
    start = time.monotonic()
    packs(load(root), listed, options, quiet=True)
    return time.monotonic() - start


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file, by its path."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files}


def harm(machines: Machines, out: Path, half: int, pause: float, told: list[str]) -> None:
    """Once half of the packs are there, kill one worker and let the other one stand still."""
    while len(list(out.glob("[!.]*/pack.json"))) < half:
        time.sleep(0.05)
    killed, paused = machines.processes()[:2]
    os.kill(paused, signal.SIGSTOP)
    os.kill(killed, signal.SIGKILL)
    told.append(
        f"killed {killed} and paused {paused} with {len(list(out.glob('[!.]*/pack.json')))} packs there"
    )
    time.sleep(pause)
    os.kill(paused, signal.SIGCONT)
    told.append(f"let {paused} go on after {pause:g} s, {len(list(out.glob('[!.]*/pack.json')))} packs there")


def compared(root: Path, listed: Path, folder: Path, count: int, pause: float) -> bool:
    """Make the same packs here and there, and print what came of it; return whether they are the same.

    What lies in `here` already is made again only where it would differ.
    """
    here, there = Options(root, folder / "here", jobs=os.cpu_count() or 1), folder / "there"
    print(f"here, {here.jobs} processes: {timed(root, listed, here):.1f} s", flush=True)
    told: list[str] = []
    with Machines(folder / "machines", 2) as machines:
        harming = threading.Thread(target=harm, args=(machines, there, count // 2, pause, told), daemon=True)
        harming.start()
        seconds = timed(root, listed, Options(root, there, cluster=machines.address))
        print(*told, f"two workers: {seconds:.1f} s", sep="\n")
        harming.join(pause + 5)
    before, after = digests(folder / "here"), digests(there)
    packed = len(list(there.glob("[!.]*/pack.json")))
    print(f"{packed} of {count} packs, {len(after)} files; differing: {len(before.items() ^ after.items())}")
    return packed == count and before == after


def scaling(root: Path, listed: Path, folder: Path) -> None:
    """Print how long one worker takes, and two."""
    seconds = []
    for workers in (1, 2):
        with Machines(folder / f"machines-{workers}", workers) as machines:
            out = folder / str(workers)
            few = Options(root, folder / "warm", cluster=machines.address)
            packs(load(root), listed, few, only=next(schools(1))[0], quiet=True)  # the ready files
            seconds.append(timed(root, listed, Options(root, out, cluster=machines.address)))
            shutil.rmtree(out)
    print(f"one: {seconds[0]:.1f} s, two: {seconds[1]:.1f} s: {seconds[0] / seconds[1]:.2f} times as fast")


def main() -> int:
    """Run a trial; 1 where a pack is missing or differs."""
    options = argparse.ArgumentParser(description="The same packs here and on a cluster.")
    options.add_argument("--schools", type=int, default=200)
    options.add_argument("--pause", type=float, default=60)
    options.add_argument("--scaling", action="store_true")
    options.add_argument("--in", dest="folder", type=Path, help="A folder that is kept.")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="trusted-adult-") as name:
        folder = given.folder or Path(name)
        listed = folder / "schools.csv"
        write(listed, schools(given.schools, places=["GB-ENG"]))
        if given.scaling:
            scaling(ROOT, listed, folder)
            return 0
        return 0 if compared(ROOT, listed, folder, given.schools, given.pause) else 1


if __name__ == "__main__":
    sys.exit(main())
