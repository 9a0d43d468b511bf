"""The small course, for each mistake a copy of its own."""

from pathlib import Path

import pytest
from project import small_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The smallest course without a mistake."""
    return small_project(tmp_path / "project")
