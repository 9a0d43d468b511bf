"""Other generators on the same pages: the sources that our own engine is given, in a theme of theirs."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.measured import Cost, cost
from coursekit.bench.project import Project, sides

TO_PDF = "mkdocs-material + mkdocs-to-pdf"
PEERS: Mapping[str, tuple[str, str]] = {
    "mkdocs-material": ("mkdocs", ""),
    "mkdocs-material + mkdocs-quiz": ("mkdocs", "mkdocs_quiz"),
    "Zensical": ("zensical", ""),
    TO_PDF: ("mkdocs", "to-pdf"),
}
"""By the name they are told under: the program, and its plugin."""


def figures(project: Project, folder: Path) -> Iterator[Figure]:
    """What each costs, beside our whole build: site, papers, slides, letters and packages."""
    whole = project.cold
    yield figure("our whole build, processor s", whole.processor)
    tools, sources = _installed(project.root, folder / "tools"), _sources(project.root)
    costs = {}
    for name in PEERS:
        costs[name] = _built(folder / name, name, tools, sources)
        yield figure(f"{name} on our pages, s", costs[name].seconds)
        yield figure(f"{name} on our pages, processor s", costs[name].processor)
    printed = sides(folder / TO_PDF)
    yield figure(f"{TO_PDF}: printed pages", printed)
    a_side = (whole.processor / sides(project.built)) / (costs[TO_PDF].processor / printed)
    yield figure(f"a printed page ÷ {TO_PDF}, processor", a_side, 0.2)


def _installed(root: Path, folder: Path) -> Path:
    """The folder of the programs of an environment that holds the peers and nothing of ours."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    subprocess.run([*pip, "-r", str(root / "requirements/peers.txt")], check=True)
    return programs


def _built(folder: Path, name: str, tools: Path, sources: Mapping[str, bytes]) -> Cost:
    """Build our pages with a peer in a folder that is not there yet."""
    program, plugin = PEERS[name]
    for source, data in sources.items():
        (folder / "pages" / source).parent.mkdir(parents=True, exist_ok=True)
        (folder / "pages" / source).write_bytes(data)
    (folder / "mkdocs.yml").write_text(
        "site_name: Peers\ndocs_dir: pages\nuse_directory_urls: false\n"
        f"theme: {{name: material, font: false}}\nplugins: [{plugin}]\n",
        encoding="utf-8",
    )
    return cost([str(tools / program), "build"], folder)


def _sources(root: Path) -> dict[str, bytes]:
    """The sources of all pages, by file name."""
    from coursekit.load.course import load
    from coursekit.plan.plan import plan
    from coursekit.run.work import call

    return {page.name: call(page) for page in plan(load(root)).pages}
