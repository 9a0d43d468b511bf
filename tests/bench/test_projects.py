"""The copies that are measured: grown, edited, weighed."""

from gzip import compress

from click.testing import CliRunner
from project import DAY, small_project

from coursekit.bench import peers, project
from coursekit.bench.grow import multiply
from coursekit.bench.measured import Cost
from coursekit.bench.project import listing
from coursekit.bench.weight import heaviest
from coursekit.benching import bench_command
from coursekit.check import check
from coursekit.load.course import load


def test_grown_content_is_whole(tmp_path):
    root = small_project(tmp_path / "project")
    before = load(root).course
    multiply(root, 3)
    loaded = load(root)
    assert not [problem for problem in loaded.problems if problem.severity == "error"]
    after = loaded.course
    modules = [page for page in before.pages if page.head.kind == "module"]
    assert len(after.pages) >= len(before.pages) + 2 * len(modules)
    assert len(after.quizzes) > len(before.quizzes)
    assert not [found.message for found in check(loaded, DAY) if "missing" in found.message]


def test_the_outputs_of_a_source(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/build.json").write_text(
        '{"outputs": [{"path": "a.pdf", "sources": ["quizzes/one.yml"]}, {"path": "b", "sources": []}]}'
    )
    assert listing(tmp_path, "quizzes/one.yml") == {"a.pdf"}


def test_the_heaviest_page_counts_what_it_loads(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "light.html").write_text("<p>light</p>")
    page = '<link rel="stylesheet" href="a.css"><script src="a.js"></script>'
    (site / "heavy.html").write_text(page)
    (site / "a.css").write_text("p { background: url(b.png) }")
    (site / "b.png").write_bytes(b"x" * 2048)
    (site / "a.js").write_text("go()")
    assert heaviest(tmp_path, ".png") == 2
    assert heaviest(tmp_path, ".js") == len(compress(b"go()", 9)) / 1024


def test_parts_share_one_cold_build(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(project, "build", lambda copy: asked.append(copy) or Cost(1.0, 2.0, 3.0))
    measured = project.Project(small_project(tmp_path / "project"), tmp_path)
    assert (measured.cold.processor, measured.cold.seconds) == (2.0, 1.0)
    assert (measured.built / "course/index.md").is_file()
    assert asked == [measured.built]


def test_a_peer_gets_pages_of_every_folder(tmp_path):
    (tmp_path / "tools").mkdir()
    program = tmp_path / "tools/zensical"
    program.write_text("#!/bin/sh\ncat pages/*.md pages/ar/*.md mkdocs.yml\n")
    program.chmod(0o755)
    done = peers._built(
        tmp_path / "own", "Zensical", tmp_path / "tools", {"a.md": b"one ", "ar/a.md": b"two\n"}
    )
    assert done.printed.startswith("one two\nsite_name")


def test_a_part_that_is_not_there():
    asked = CliRunner().invoke(bench_command, ["bulid"])
    assert asked.exit_code == 1
    assert "There is no part “bulid”. There are: build," in asked.stderr
