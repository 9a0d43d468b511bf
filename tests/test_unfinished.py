"""Nothing vanishes without a word: a type that is not finished fails, and the place is named."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, edit

from coursekit.bench.project import of
from coursekit.model.quiz import QUESTION_TYPES
from coursekit.render.templates import TEMPLATES, closure

SKETCH = '''"""A drawing to make."""


from coursekit.model.question.base import QuestionBase


class Sketch(QuestionBase):
    """A question with a drawing."""

    type: Literal["sketch"]
'''
PAGE_KIND = '''"""A kind of page."""

from coursekit.plan.page.base import Kind

KIND = Kind(group="Help", template="site/throwaway.html.j2")
'''
HANDOUT_KIND = '''"""A kind of handout."""

from coursekit.model.handout.base import Traits

TRAITS = Traits()
'''
PLACES = (
    "check/questions.py",
    "export/gift.py",
    "export/moodle.py",
    "export/parts.py",
    "export/plain_csv.py",
    "export/qti_items.py",
)
"""Where a question becomes something else, type by type; the rest is made of the parts that these yield."""


def test_a_type_without_its_words_fails_the_type_checker_in_every_place(tmp_path):
    for folder in ("coursekit", ".mypy_cache"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "coursekit/model/question/sketch.py").write_text(SKETCH)
    quiz = tmp_path / "coursekit/model/quiz.py"
    edit(quiz, "import Cloze\n", "import Cloze\nfrom coursekit.model.question.sketch import Sketch\n")
    edit(quiz, "    Single\n", "    Sketch\n    | Single\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "coursekit"],
        cwd=tmp_path,
        env=of(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    named = {
        line.split(":")[0].removeprefix("coursekit/") for line in done.stdout.splitlines() if "Sketch" in line
    }
    assert named >= set(PLACES)


@pytest.mark.parametrize(
    "name", ["site/quiz.html.j2", "print/quiz_paper.html.j2", "print/quiz_notes.html.j2"]
)
def test_each_type_has_its_template(name):
    asked = closure(name)
    for kind in QUESTION_TYPES:
        assert [one for one in asked if one.endswith(f"/{kind}.html.j2")], kind


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{% include "site/question/" ~ question.type ~ ".txt" %}',
            "site/question/single.txt, which is not there",
        ),
        ('{% include "site/gone.html.j2" %}', "site/gone.html.j2, which is not there"),
        ("{% include name %}", "name is only known when it runs"),
    ],
)
def test_a_template_that_is_not_there_stops_a_build_at_its_start(tmp_path, monkeypatch, text, message):
    shutil.copytree(TEMPLATES / "site", tmp_path / "site")
    (tmp_path / "page.html.j2").write_text(text)
    monkeypatch.setattr("coursekit.render.templates.TEMPLATES", tmp_path)
    closure.cache_clear()
    with pytest.raises(ValueError, match=message):
        closure("page.html.j2")
    closure.cache_clear()


@pytest.mark.parametrize(
    ("names", "list_", "module", "says"),
    [
        ("model/course.py", "PageKind = Literal[\n", "plan/page", PAGE_KIND),
        ("model/handout/__init__.py", "HandoutKind = Literal[\n", "model/handout", HANDOUT_KIND),
    ],
    ids=["page", "handout"],
)
def test_a_kind_that_is_not_finished_stops_the_program_at_its_start(tmp_path, names, list_, module, says):
    for folder in ("coursekit", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    edit(tmp_path / "coursekit" / names, list_, f'{list_}    "throwaway",\n')
    assert f"coursekit/{module}/throwaway.py is not there" in _started(tmp_path)
    (tmp_path / "coursekit" / module / "throwaway.py").write_text(says)
    missing = re.search(r"templates/(\w+/throwaway\.html\.j2) is not there", _started(tmp_path))
    assert missing
    (tmp_path / "templates" / missing[1]).write_text("")
    assert _started(tmp_path) == ""


def _started(root: Path) -> str:
    """What a program says that cannot start."""
    command = [sys.executable, "-c", "import coursekit.plan.plan"]
    done = subprocess.run(command, cwd=root, env=of(root), capture_output=True, text=True, check=False)
    assert bool(done.returncode) == bool(done.stderr)
    return done.stderr
