"""The picture of the program is that of its imports."""

import re
import sys

from project import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import draw_architecture as drawn


def test_the_picture_is_that_of_the_code():
    assert drawn.PICTURE.read_text("utf-8") == drawn.picture()


def test_every_stage_is_in_it_and_every_arrow_leads_down():
    folders = {file.parent.name for file in (ROOT / "coursekit").glob("*/__init__.py")}
    assert folders == set(drawn.STAGES) - {"commands"}
    height = {name: row for row, names in enumerate(drawn.ROWS) for _, name, _, _ in names}
    assert all(height[start] < height[end] for start, end in drawn.edges())


def test_an_arrow_that_others_make_needless_is_left_out():
    found = {("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")}
    assert drawn.needed(found) == {("a", "b"), ("b", "c"), ("d", "c")}


def test_every_file_that_the_page_names_is_there():
    named = re.findall(r"[a-z_]+(?:/[a-z0-9_]+)*\.py", (ROOT / "docs/architecture.md").read_text("utf-8"))
    assert len(named) > 10
    missing = [
        name for name in named if not any((base / name).is_file() for base in (ROOT, ROOT / "coursekit"))
    ]
    assert missing == []
