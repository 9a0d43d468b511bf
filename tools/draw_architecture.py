"""Draw docs/architecture.svg from the imports of the program: .venv/bin/python tools/draw_architecture.py.

An arrow leads from what imports to what is imported; an arrow that two others make needless is left out.
`tests/test_architecture.py` fails while the picture is not that of the code.
"""  # noqa: INP001 (a script, not a package)

import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(ROOT))

from coursekit.run.keys import imported, module_file  # noqa: E402 (found through the path above)

PICTURE = ROOT / "docs/architecture.svg"
WIDTH, HEIGHT, ACROSS = 172, 84, 950
ROWS = (
    ((475, "commands", "cli.py, serve.py, new.py …", "what people type"),),
    ((310, "bench", "one part a file", "measures the program"),),
    ((475, "packs", "rows, ready files", "a pack for each school"),),
    (
        (95, "bank", "one reader a format", "other tools’ questions"),
        (285, "check", "one rule family a file", "finds problems"),
        (475, "run", "keys, cache, processes", "makes and publishes"),
        (665, "review", "kits, signatures", "who has read what"),
        (855, "watch", "addresses, passages", "asks the sources"),
    ),
    ((570, "plan", "artefacts, with needs", "lists every output"),),
    (
        (170, "export", "one file a format", "packages and data"),
        (440, "catalogue", "by id, by place", "finds what is named"),
    ),
    (
        (380, "load", "files with their lines", "reads the sources"),
        (700, "render", "site, print, slides …", "text and bytes"),
    ),
    ((475, "model", "frozen, typed", "what a course is"),),
)
"""The stages from top to bottom: where the middle of each stands, its name, what is in it, what it does."""
STAGES = tuple(name for row in ROWS for _, name, _, _ in row)


def edges() -> set[tuple[str, str]]:
    """Which stage imports which, as the code does; modules outside the stages are the commands."""
    found = set()
    for file in sorted((ROOT / "coursekit").rglob("*.py")):
        here = _stage(file.relative_to(ROOT / "coursekit").parts[0])
        for name in imported(file):
            if module_file(name) and name.count("."):
                found.add((here, _stage(name.split(".")[1])))
    return {(start, end) for start, end in found if start != end and end != "commands"}


def _stage(name: str) -> str:
    return name if name in STAGES else "commands"


def needed(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The edges without those that a way over others makes needless (transitive reduction)."""

    def leads(start: str, end: str, without: tuple[str, str]) -> bool:
        steps = [b for a, b in found if a == start and (a, b) != without]
        return end in steps or any(leads(step, end, without) for step in steps)

    return {edge for edge in found if not leads(*edge, edge)}


def picture() -> str:
    """The whole picture as SVG."""
    places: dict[str, dict[str, Any]] = {}
    for row, names in enumerate(ROWS):
        for middle, name, holds, does in names:
            at = {"x": middle - WIDTH // 2, "y": 20 + row * 130}
            places[name] = {"name": name, "holds": holds, "does": does, **at}
    lines = [_line(places[start], places[end]) for start, end in sorted(needed(edges()))]
    made = Environment(loader=FileSystemLoader(ROOT / "tools"), autoescape=True, trim_blocks=True)
    values = {"boxes": places.values(), "lines": lines, "width": WIDTH, "height": HEIGHT, "across": ACROSS}
    return made.get_template("architecture.svg.j2").render(**values, tall=20 + len(ROWS) * 130) + "\n"


def _line(start: dict[str, Any], end: dict[str, Any]) -> dict[str, int]:
    """From the foot of a box to the head of another, a little towards its middle."""
    return {
        "x1": start["x"] + WIDTH // 2,
        "y1": start["y"] + HEIGHT,
        "x2": end["x"] + WIDTH // 2,
        "y2": end["y"] - 7,
    }


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
