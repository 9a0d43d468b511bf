"""A site that many tests of this folder visit."""

from pathlib import Path

import pytest
from project import built, warm_project
from shared import Once

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
def device_project(once: Once, built_project: Path) -> Path:
    """The small course with the page on which a reader asks for a copy, built."""

    def make(to: Path) -> None:
        warm_project(built_project, to)
        (to / "course/privacy.md").write_text(PRIVACY, encoding="utf-8")
        built(to)

    return once("device", make)
