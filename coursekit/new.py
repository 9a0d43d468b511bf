"""`build.py new`: a small valid module, quiz or handout to start from."""

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, get_args

from coursekit.model.filenames import refused
from coursekit.render.templates import template
from coursekit.written import write_new

Kind = Literal["module", "quiz", "handout"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FILES: dict[Kind, dict[str, str]] = {
    "module": {
        "course/{name}/index.md": "module/index.md",
        "course/{name}/first-part.md": "module/first-part.md",
        "course/{name}/aloud.md": "module/aloud.md",
        "course/{name}/check.md": "module/check.md",
        "quizzes/{name}.yml": "quiz.yml",
    },
    "quiz": {"quizzes/{name}.yml": "quiz.yml", "course/{name}.md": "check.md"},
    "handout": {"course/handouts/{name}.md": "handout.md"},
}
"""For each kind, the files to write and the template of each."""

REVIEW = timedelta(days=300)
"""A new text is to be looked at again within a school year."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class NameRefusedError(Exception):
    """The name cannot be used; the message says why and what to do."""


def new(root: Path, kind: Kind, name: str, day: date) -> list[Path]:
    """Write the files of a new `kind` called `name` below `root`; return their paths.

    Raises NameRefusedError where the name has another form than an id, or is taken; then nothing is written.
    """
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise NameRefusedError(
            f"“{name}” cannot be a name. Use small letters, digits and single hyphens, such as “safe-games”."
        )
    if why := refused(name):
        raise NameRefusedError(f"“{name}” {why}. Choose another name.")
    paths = {root / path.format(name=name): source for path, source in FILES[kind].items()}
    if taken := [path for path in paths if os.path.lexists(path)]:
        raise NameRefusedError(f"{taken[0].relative_to(root)} is there already. Choose another name.")
    values = {
        "name": name,
        "title": name.replace("-", " ").capitalize(),
        "number": _next_number(root) if kind == "module" else None,
        "review_by": day + REVIEW,
    }
    texts = {
        path: template(f"new/{source}.j2").render(**values).strip() + "\n" for path, source in paths.items()
    }
    write_new(texts)
    return list(paths)


def _next_number(root: Path) -> int:
    """One more than the highest module number written so far."""
    texts = (page.read_text(encoding="utf-8", errors="replace") for page in root.glob("course/*/index.md"))
    numbers = [int(found[1]) for text in texts if (found := re.search(r"(?m)^number: (\d{1,2})$", text))]
    return max(numbers, default=0) + 1
