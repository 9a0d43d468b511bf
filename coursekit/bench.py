"""`bench`: the figures of the design, measured as ratios within one run.

Everything is built in copies of the project in a temporary folder, by the same command people type, so that
the figures include starting up. Times are whole processes, in seconds of the clock.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from gzip import compress
from pathlib import Path

from coursekit import console

COPIED = ("course", "quizzes", "facts", "templates", "coursekit", "requirements", "school.yml", "mkdocs.yml")


@dataclass(frozen=True)
class Figure:
    """A measured figure beside its target; `holds` is None where the target is not a number to compare."""

    name: str
    value: float
    target: str
    holds: bool | None


def bench(root: Path) -> None:
    """Measure, and print the figures as a table and as one line of JSON."""
    with tempfile.TemporaryDirectory(prefix="trusted-adult-bench-") as folder:
        figures = _measure(root, Path(folder))
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        verdict = {True: "holds", False: "falls short", None: ""}[figure.holds]
        console.say(f"{figure.name:<{width}}  {figure.value:>9.3f}  {figure.target:<14} {verdict}".rstrip())
    console.say(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))


def _measure(root: Path, folder: Path) -> list[Figure]:
    one = copy_project(root, folder / "one")
    cold = _timed(lambda: _build(one))
    warm = min(_timed(lambda: _build(one)) for _ in range(3))
    inside = _inside_libraries(one)
    quiz = _edit(next(iter(sorted((one / "quizzes").glob("*.yml")))), r"(?m)^title: (.+)$", r"title: \1 now")
    remade: set[str] = set()
    edited = _timed(lambda: remade.update(_build(one)))
    listed = _listing(one, quiz)
    ten = copy_project(root, folder / "ten")
    _multiply(ten, 10)
    base = _peak(one)
    tenfold = _peak(ten)
    return [
        figure("cold build, s", cold, None),
        figure("cold ÷ time inside the libraries ÷ processes", cold / inside, 1.25),
        figure("nothing changed ÷ cold", warm / cold, 0.05),
        figure("one quiz edited: artefacts remade, not listed", len(remade - listed), 0),
        figure("one quiz edited: artefacts listed, not remade", len(listed - remade), 0),
        figure("one quiz edited ÷ cold", edited / cold, 0.25),
        figure("ten times the content: time ÷ time", tenfold[0] / base[0], 10.5),
        figure("ten times the content: peak memory ÷ peak memory", tenfold[1] / base[1], 3),
        figure("first load of the heaviest page, KB gzipped", _heaviest(one), 120),
        figure("JS of the page with most, KB gzipped", _heaviest(one, ".js"), 6),
        figure("CSS of the page with most, KB gzipped", _heaviest(one, ".css"), 6),
    ]


def figure(name: str, value: float, target: float | None) -> Figure:
    """A figure; with a target it holds where it is not above it."""
    if target is None:
        return Figure(name, round(value, 3), "", None)
    return Figure(name, round(value, 3), f"≤ {target:g}", value <= target)


def copy_project(root: Path, to: Path) -> Path:
    """Copy what a build needs to another folder, and return that folder."""
    to.mkdir(parents=True)
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, to / name)
    return to


def of(project: Path) -> dict[str, str]:
    """An environment in which Python finds the program of this copy, not the one that is running."""
    return os.environ | {"PYTHONPATH": str(project)}


def _build(project: Path) -> list[str]:
    """Build, and return the paths of what was made."""
    command = [sys.executable, "-m", "coursekit", "build"]
    done = subprocess.run(command, cwd=project, env=of(project), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return re.findall(r"(?m)^made (.+)$", done.stdout)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _inside_libraries(project: Path) -> float:
    """Seconds that the engine and WeasyPrint need for the same outputs, shared among the processes."""
    command = [sys.executable, "-m", "coursekit.run.inside"]
    done = subprocess.run(command, cwd=project, env=of(project), capture_output=True, text=True, check=True)
    return float(done.stdout) / (os.cpu_count() or 1)


def _report(project: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((project / "site/build.json").read_bytes())["outputs"]
    return found


def _listing(project: Path, source: str) -> set[str]:
    """The outputs that name this file among their sources."""
    return {str(entry["path"]) for entry in _report(project) if source in str(entry["sources"])}


def _edit(file: Path, pattern: str, new: str) -> str:
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), count=1)
    if not count:
        raise RuntimeError(f"nothing to edit in {file}")
    file.write_text(text, encoding="utf-8")
    return f"quizzes/{file.name}"


def _peak(project: Path) -> tuple[float, float]:
    """Seconds, and the peak memory of the largest process, of a cold build in a process of its own."""
    for name in ("site", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)
    code = (
        "import resource, subprocess, sys, time; start = time.perf_counter();"
        "subprocess.run([sys.executable, '-m', 'coursekit', 'build', '--quiet'], check=True);"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=of(project), capture_output=True, text=True, check=True
    )
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def _multiply(project: Path, times: int) -> None:
    """Add copies of every module, quiz and handout under other ids and slugs."""
    for copy in range(2, times + 1):
        for module in [
            folder for folder in (project / "course").iterdir() if (folder / "index.md").is_file()
        ]:
            if not module.name[-1].isdigit():
                _copy_module(project, module, f"-{copy}")
        for file in sorted((project / "course/handouts").glob("*.md")):
            if not file.stem[-1].isdigit():
                _renamed(file, file.with_name(f"{file.stem}-{copy}.md"), [], f"-{copy}")


def _copy_module(project: Path, module: Path, suffix: str) -> None:
    quiz = project / "quizzes" / f"{module.name}.yml"
    for file in sorted(module.glob("*.md")):
        to = module.with_name(module.name + suffix) / file.name
        to.parent.mkdir(exist_ok=True)
        _renamed(file, to, [module.name], suffix)
    text = quiz.read_text(encoding="utf-8").replace(module.name, module.name + suffix)
    text = re.sub(r"(?m)^(\s*-\s+(?:id|\{id): ?)([a-z]{2}-\d+)", rf"\1\2{suffix}", text)
    text = re.sub(r"(?m)^slug: (.+)$", rf"slug: \1{suffix}", text)
    quiz.with_name(module.name + suffix + ".yml").write_text(text, encoding="utf-8")


def _renamed(file: Path, to: Path, names: list[str], suffix: str) -> None:
    text = file.read_text(encoding="utf-8")
    for name in names:
        text = re.sub(rf"(?<=[: \"(/]){name}(?=[/\"\n])", name + suffix, text)
    text = re.sub(r"(?m)^slug: (.+)$", rf"slug: \1{suffix}", text, count=1)
    if not names:
        text = re.sub(r"(?m)^id: (.+)$", rf"id: \1{suffix}", text, count=1)
    to.write_text(text, encoding="utf-8")


def _heaviest(project: Path, *suffixes: str) -> float:
    """KB that the heaviest page loads first, itself included, each file compressed; of some kinds only."""
    pages = (project / "site").glob("*.html")
    return max(_weight(_loaded(page), suffixes) for page in pages) / 1024


_LOADED = re.compile(
    rb'(?:<link[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href|src)="([^"#?]+)"|url\(["\']?([^"\')#?]+)'
)


def _loaded(page: Path) -> set[Path]:
    """A page and every local file it loads, also through style sheets."""
    files, waiting = {page}, [page]
    while waiting:
        file = waiting.pop()
        if file.suffix not in {".html", ".css"}:
            continue
        for match in _LOADED.finditer(file.read_bytes()):
            found = (file.parent / (match[1] or match[2]).decode()).resolve()
            if found.is_file() and found not in files:
                files.add(found)
                waiting.append(found)
    return files


def _weight(files: set[Path], suffixes: tuple[str, ...]) -> int:
    return sum(_compressed(file) for file in files if not suffixes or file.suffix in suffixes)


def _compressed(file: Path) -> int:
    data = file.read_bytes()
    return len(data) if file.suffix in {".woff2", ".png"} else len(compress(data, 9))
