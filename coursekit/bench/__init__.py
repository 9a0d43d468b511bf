"""`bench`: the figures of the design, measured as ratios within one run.

Everything is built in copies of the project in a temporary folder, by the same commands people type, so that
the figures include starting up. Seconds of the clock need a machine that does nothing else; processor seconds
and memory do not.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from coursekit import console
from coursekit.bench import before, builds, packs, peers, served, tenfold, weight
from coursekit.bench.figure import Figure
from coursekit.bench.project import Project

Part = Callable[[Project, Path], Iterator[Figure]]
"""Takes the project and an empty folder, and measures one figure after the other."""

PARTS: Mapping[str, Part] = {
    "build": builds.figures,
    "serve": served.figures,
    "load": weight.figures,
    "before": before.figures,
    "packs": packs.figures,
    "peers": peers.figures,
    "tenfold": tenfold.figures,
}
"""In the order in which they are measured: the long ones last."""


def bench(root: Path, parts: Sequence[str]) -> None:
    """Measure these parts, or all, and print the figures as a table and as one line of JSON."""
    figures = []
    with tempfile.TemporaryDirectory(prefix="trusted-adult-bench-") as folder:
        project = Project(root, Path(folder))
        for name in (name for name in PARTS if name in parts or not parts):
            own = Path(folder) / name
            own.mkdir()
            for figure in PARTS[name](project, own):
                console.say(_row(figure))
                figures.append(figure)
            shutil.rmtree(own)
    console.say(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))


def _row(figure: Figure) -> str:
    verdict = {True: "holds", False: "falls short", None: ""}[figure.holds]
    return f"{figure.name:<64}  {figure.value:>9.3f}  {figure.target:<10} {verdict}".rstrip()
