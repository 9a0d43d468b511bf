"""A site that many tests of this folder visit."""

from pathlib import Path

import pytest
from project import built, whole_project

PRIVACY = """---
id: privacy
title: Privacy
slug: privacy
tab_title: Privacy
kind: device
review_by: 2027-09-01
---

Nothing is kept.
"""


@pytest.fixture(scope="session")
def device_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with the page on which a reader asks for a copy, built."""
    root = whole_project(tmp_path_factory.mktemp("device") / "project")
    (root / "course/privacy.md").write_text(PRIVACY, encoding="utf-8")
    built(root)
    return root
