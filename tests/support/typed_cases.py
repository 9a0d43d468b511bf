"""What authors type and how they name things: small inputs by kind, each with what has to come of it.

`python tests/typed_cases.py` prints what this checkout makes of every one of them; with PYTHONPATH set to
another checkout, what that one does. `tests/check/test_typed.py` holds them to what is written in the files.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from project import DAY, edit, small_project

from coursekit.check import check
from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.run.work import call

FOLDER = Path(__file__).parents[1] / "typed"
REASON = (
    "The lead knows what to do next, and can bring in whoever is needed. Tell them in person, today, and "
    "write down what was said in the words you heard."
)
OPTION = "text: Nobody before Friday"
Case = dict[str, Any]


def cases() -> list[Case]:
    """Every case, with its kind: the name of its file."""
    return [
        {"kind": file.stem, **case}
        for file in sorted(FOLDER.glob("*.yml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def lay(case: Case, root: Path) -> Path:
    """The small course with the case laid over it."""
    small_project(root)
    for old, new in case.get("rename", {}).items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    for path, text in case.get("files", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for path in ("leads.md", "handouts/card.md"):
        if "body" in case:
            page = root / "course" / path
            head = page.read_text(encoding="utf-8").split("---\n")[1]
            helped = "" if path == "leads.md" else 'Call {{ here("child_helpline") }}.\n\n'
            page.write_text(f"---\n{head}---\n\n{helped}{case['body']}\n", encoding="utf-8")
    if "option" in case:
        edit(root / "quizzes/first.yml", OPTION, f"text: {case['option']}")
    if "steps" in case:
        steps = "".join(
            f"      - {{id: s{number}, text: {text!r}, reason: {REASON!r}}}\n"
            for number, text in enumerate(case["steps"])
        )
        quiz = root / "quizzes/first.yml"
        question = f"  - id: fi-09\n    type: order\n    stem: What comes first?\n    steps:\n{steps}"
        quiz.write_text(quiz.read_text(encoding="utf-8") + question, encoding="utf-8")
    return root


def problems(root: Path) -> list[str]:
    """What `check` says of a course, line by line."""
    loaded = load(root)
    return [str(problem) for problem in sorted({*loaded.problems, *check(loaded, DAY)})]


def pages(root: Path, path: str) -> str:
    """A page, or a file of plain text, as it is made."""
    made = plan(load(root))
    artefacts = [getattr(page, "artefact", page) for page in made.pages] + list(made.files)
    return next(call(artefact).decode() for artefact in artefacts if artefact.path == path)


def main() -> None:
    """Print each case and what is made of it."""
    for case in cases():
        with tempfile.TemporaryDirectory() as folder:
            print(f"{case['kind']}: {case['name']}")
            try:
                said = problems(lay(case, Path(folder, "course")))
            except Exception as error:  # noqa: BLE001 (an older checkout may do anything)
                said = [f"{type(error).__name__}: {error}"]
            print("".join(f"    {line}\n" for line in said) or "    no problems\n", end="")


if __name__ == "__main__":
    sys.exit(main())
