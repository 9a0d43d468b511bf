"""The project's own rules, tested like its code."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from project import ROOT

import coursekit
from coursekit import export
from coursekit.cli import cli
from coursekit.model.course import PageHead, PageKind
from coursekit.model.facts import Contact, Place
from coursekit.model.question.base import Option, QuestionBase
from coursekit.model.quiz import QUESTION_TYPES, Pool, Question, Quiz, Settings
from coursekit.model.reference import FUNCTIONS
from coursekit.model.search import Lead, SearchEntry
from coursekit.run.keys import imported, module_file

ARROWS = {
    "model": set(),
    "load": {"model"},
    "render": {"model"},
    "export": {"model", "render"},
    "catalogue": {"model", "load"},
    "check": {"model", "load", "catalogue"},
    "plan": {"model", "load", "catalogue", "render", "export"},
    "run": {"model", "load", "catalogue", "render", "export", "plan"},
    "review": {"model", "load", "catalogue", "render", "plan"},
    "watch": {"model", "render"},
    "bank": {"model", "load", "render", "export"},
    "packs": {"model", "load", "catalogue", "check", "render", "plan", "run"},
}
"""Each stage, and the stages it may import: the arrows point one way. Commands may import everything."""
PUBLIC = sorted(ROOT.glob("coursekit/**/*.py"))


def stage(module: str) -> str:
    return module.removeprefix("coursekit.").partition(".")[0]


@pytest.mark.parametrize("file", PUBLIC, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_import_goes_against_the_arrows(file):
    here = file.relative_to(ROOT / "coursekit").parts[0]
    if here in ARROWS:
        used = {stage(name) for name in imported(file) if module_file(name) and name.count(".")}
        assert used - {here, "__version__"} <= ARROWS[here]


def test_the_arrow_test_can_fail(tmp_path):
    against = tmp_path / "against.py"
    against.write_text("from coursekit.render import markdown\nimport coursekit.run.build\n")
    used = {stage(name) for name in imported(against) if module_file(name) and name.count(".")}
    assert used == {"render", "run"}


def test_no_engine_plugin_hook_or_macro_holds_our_logic():
    config = (ROOT / "mkdocs.yml").read_text()
    assert "hooks" not in re.findall(r"(?m)^(\w+):", config)
    assert re.findall(r"(?m)^plugins:.*", config) == ["plugins: []"]


@pytest.mark.parametrize(
    "command", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join
)
def test_the_code_passes(command):
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_sees_every_file():
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seen = {Path(line) for line in done.stdout.splitlines()}
    assert {file for file in tracked() if file.suffix == ".py"} - seen == set()


def test_what_may_be_shown_is_decided_in_the_model_alone():
    words = re.compile(r"confidence *(==|!=|in)")
    told = {
        "coursekit/model",
        "coursekit/check/compared.py",
        "coursekit/render/compared.py",
        "coursekit/plan/page/sources.py",
    }
    found = {
        str(file.relative_to(ROOT))
        for folder in ("coursekit", "templates")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in {".py", ".j2"} and words.search(file.read_text("utf-8"))
    }
    assert {file for file in found if not any(file.startswith(one) for one in told)} == set()


def test_versions_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == coursekit.__version__
    assert f"## {coursekit.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_every_direct_dependency_is_locked_with_hashes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for file, wanted in (
        ("run.txt", project["dependencies"]),
        ("test.txt", project["dependencies"] + project["optional-dependencies"]["test"]),
        (
            "mutation.txt",
            [line for name in ("test", "mutation") for line in project["optional-dependencies"][name]],
        ),
    ):
        lock = (ROOT / "requirements" / file).read_text().lower()
        names = {re.split(r"[<>=~!\[; ]", line)[0].lower() for line in wanted}
        assert {name for name in names if f"\n{name}==" not in "\n" + lock} == set()
        pinned = re.findall(r"(?m)^[a-z0-9.-]+==\S+.*\n\s+--hash=sha256:", lock)
        assert len(pinned) == len(re.findall(r"(?m)^[a-z0-9.-]+==", lock))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_host():
    host = re.compile(
        rb"pypi\.(?:org|python)|pythonhosted|npmjs|registry\.npm|deb\.debian|debian\.org/debian"
    )
    assert [str(file) for file in tracked() if host.search(file.read_bytes())] == [
        str(ROOT / "tests/test_conventions.py")
    ]


@pytest.mark.parametrize("type_name", QUESTION_TYPES)
def test_each_question_type_has_a_file_of_its_name_on_every_side(type_name):
    for path in (
        f"coursekit/model/question/{type_name}.py", f"coursekit/check/question/{type_name}.py",
        f"templates/site/question/{type_name}.html.j2", f"templates/print/question/{type_name}.html.j2",
        f"tests/examples/{type_name}.yml",
    ):  # fmt: skip
        assert (ROOT / path).is_file(), path
    assert f"`{type_name}`" in (ROOT / "docs/authors-guide.md").read_text()


@pytest.mark.parametrize("kind", Question.__origin__.__args__, ids=lambda kind: kind.__name__)
def test_the_authors_guide_names_the_keys_of_each_question_type(kind):
    guide = (ROOT / "docs/authors-guide.md").read_text()
    keys = set(kind.model_fields) - set(QuestionBase.model_fields) - {"type"}
    assert [key for key in keys if not re.search(rf"`{key}[`:]", guide)] == []


@pytest.mark.parametrize(
    "model",
    [PageHead, Quiz, Pool, Settings, QuestionBase, Option, Contact, Place, SearchEntry, Lead],
    ids=lambda model: model.__name__,
)
def test_the_authors_guide_names_every_key(model):
    guide = (ROOT / "docs/authors-guide.md").read_text()
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert [key for key in sorted(keys) if not re.search(rf"(?m)(?:^|[`{{\s]){key}[`:]", guide)] == []


@pytest.mark.parametrize("kind", get_args(PageKind))
def test_the_authors_guide_names_every_kind_of_page(kind):
    guide = (ROOT / "docs/authors-guide.md").read_text()
    kinds = re.search(r"\nkind: lesson((?: +#.+\n)+)", guide)
    assert kinds
    assert kind in kinds[1].replace("#", "").split()


def test_the_authors_guide_names_every_reference():
    guide = (ROOT / "docs/authors-guide.md").read_text()
    assert [name for name in FUNCTIONS if f"{{{{ {name}(" not in guide] == []


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text()
    for command in ("test", *cli.commands):
        said = "" if command == "build" else f" {command}"
        assert re.search(rf"\| `python3 build\.py{said}[ `]", readme), command


@pytest.mark.parametrize("form", export.FORMATS, ids=lambda form: form.notes.name)
def test_each_export_says_what_it_cannot_carry(form):
    assert form.losses.__doc__
    assert form.render.__doc__


def test_each_action_of_a_workflow_is_one_version_for_ever():
    """A tag can be moved to other code; a commit cannot."""
    used = [
        line
        for file in (ROOT / ".github/workflows").glob("*.yml")
        for line in file.read_text().splitlines()
        if re.search(r"\buses:", line)
    ]
    assert used
    assert [line for line in used if not re.search(r"uses: [\w./-]+@[0-9a-f]{40}  # v\d+\.\d+", line)] == []


def too_long(folder: str, ending: str, most: int) -> dict[str, int]:
    """The files of this ending below a folder that have more lines than this."""
    files = (ROOT / folder).rglob(f"*.{ending}")
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in files}
    assert lengths
    return {name: lines for name, lines in lengths.items() if lines > most}


def test_files_stay_short():
    assert too_long("coursekit", "py", 350) == {}
    assert too_long("tests", "py", 400) == {}


def test_a_file_that_is_too_long_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "long.py").write_text("x = 1\n" * 4)
    assert too_long("", "py", 3) == {"long.py": 4}
    assert too_long("", "py", 4) == {}


def test_functions_stay_short():
    lengths = {
        f"{file.relative_to(ROOT)}: {node.name}": node.end_lineno - node.lineno + 1
        for file in PUBLIC
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert sorted(lengths.values())[len(lengths) // 2] <= 12
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}


def test_lines_of_templates_stay_short():
    """What a template draws does not change where a line is broken inside `{{ }}`, `{% %}` or `{# #}`."""
    files = [file for folder in ("templates", "tools") for file in (ROOT / folder).rglob("*.j2")]
    lines = [(file, number, line) for file in files for number, line in enumerate(read(file), 1)]
    assert len(lines) > 1000
    assert [f"{file}:{number}" for file, number, line in lines if len(line) > 160] == []


def read(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def test_no_script_holds_a_template_string_inside_another():
    """The minifier takes the inner one for code and drops its spaces."""
    for script in (ROOT / "templates").rglob("*.js"):
        if script.parent.name == "vendor":  # of others, and never minified
            continue
        lines = script.read_text("utf-8").splitlines()
        assert [line for line in lines if re.search(r"`[^`]*\$\{[^}`]*`", line)] == [], script.name
