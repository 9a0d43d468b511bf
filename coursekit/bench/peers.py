"""Other generators on the same pages: the sources that our own engine is given, in a theme of theirs."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.measured import Cost, cost
from coursekit.bench.project import build, copy_project, sides

ALONE, TO_PDF = "mkdocs-material", "mkdocs-material + mkdocs-to-pdf"
PEERS: Mapping[str, tuple[str, str]] = {
    ALONE: ("mkdocs", ""),
    "mkdocs-material + mkdocs-quiz": ("mkdocs", "mkdocs_quiz"),
    "Zensical": ("zensical", ""),
    TO_PDF: ("mkdocs", "to-pdf"),
}
"""By the name they are told under: the program, and its plugin."""


def figures(root: Path, folder: Path) -> Iterator[Figure]:
    """What each costs, beside our whole build: site, papers, slides, letters and packages."""
    ours = copy_project(root, folder / "ours")
    whole = build(ours)
    yield figure("our whole build, processor s", whole.processor)
    tools = _installed(root, folder / "tools")
    costs = {}
    for name in PEERS:
        costs[name] = _built(root, folder / name, name, tools)
        yield figure(f"{name} on our pages, s", costs[name].seconds)
        yield figure(f"{name} on our pages, processor s", costs[name].processor)
    printed = sides(folder / TO_PDF)
    yield figure(f"{TO_PDF}: printed pages", printed)
    a_side = (whole.processor / sides(ours)) / (costs[TO_PDF].processor / printed)
    yield figure(f"a printed page ÷ {TO_PDF}, processor", a_side, 0.2)


def _installed(root: Path, folder: Path) -> Path:
    """The folder of the programs of an environment that holds the peers and nothing of ours."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    subprocess.run([*pip, "-r", str(root / "requirements/peers.txt")], check=True)
    return programs


def _built(root: Path, project: Path, name: str, tools: Path) -> Cost:
    """Build our pages with a peer in an empty folder."""
    program, plugin = PEERS[name]
    (project / "pages").mkdir(parents=True)
    for source, data in _sources(root).items():
        (project / "pages" / source).write_bytes(data)
    (project / "mkdocs.yml").write_text(
        "site_name: Peers\ndocs_dir: pages\nuse_directory_urls: false\n"
        f"theme: {{name: material, font: false}}\nplugins: [{plugin}]\n",
        encoding="utf-8",
    )
    return cost([str(tools / program), "build"], project)


def _sources(root: Path) -> dict[str, bytes]:
    """The sources of all pages, by file name."""
    from coursekit.load.course import load
    from coursekit.plan.plan import plan
    from coursekit.run.work import call

    return {page.name: call(page) for page in plan(load(root)).pages}
