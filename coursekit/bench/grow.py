"""Many times the content: copies of modules, quizzes and handouts under other ids and slugs."""

import re
from pathlib import Path


def multiply(project: Path, times: int) -> None:
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
