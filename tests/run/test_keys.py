"""A key covers every template that what it stands for may draw with."""

import pytest
from project import ROOT, small_project

from coursekit.load.course import load
from coursekit.model.school import Colours, School
from coursekit.plan.plan import plan
from coursekit.render.references import reference_templates
from coursekit.render.site import engine
from coursekit.run import keys
from coursekit.run.wholes import wholes


@pytest.fixture
def planned(tmp_path):
    return plan(load(small_project(tmp_path / "project")))


def digested(monkeypatch, make_key) -> set[str]:
    """The names of the templates whose digests go into a key."""
    seen = set()
    monkeypatch.setattr(keys, "file_digest", lambda file: seen.add(file) or "")
    make_key()
    templates = ROOT / "templates"
    return {file.relative_to(templates).as_posix() for file in seen if file.is_relative_to(templates)}


def test_the_engines_key_covers_every_template_it_draws(planned, monkeypatch, tmp_path):
    drawn = set()
    monkeypatch.setattr(engine, "template", lambda name: drawn.add(name) or TEMPLATE(name))
    school = School(colours=Colours(main="#123456"))
    engine._own_look(planned.shell.model_copy(update={"school": school}))
    assert len(drawn) == 2
    run, *_ = wholes(planned, "mkdocs", tmp_path, tmp_path / "work")
    assert drawn <= digested(monkeypatch, lambda: keys.key(run))


TEMPLATE = engine.template


def test_a_quiz_packages_key_covers_every_template_that_draws_references(planned, monkeypatch):
    package = next(made for made in planned.packages if made.recipe == "coursekit.export.scorm12:quiz")
    assert set(reference_templates("site")) <= digested(monkeypatch, lambda: keys.key(package))


@pytest.mark.parametrize("folder", ["site", "print", "plain", "export"])
def test_the_templates_that_draw_references_are_all_listed(folder):
    files = (ROOT / "templates" / folder / "reference").iterdir()
    named = sorted(f"{folder}/reference/{file.name}" for file in files)
    assert reference_templates(folder) == (*named, "drawing/svg.html.j2")
