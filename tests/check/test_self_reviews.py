"""Self-reviews: what they name is there, sure, and asked by a page of its kind."""

import pytest
from every_kind import REVIEW, _dumped
from project import edit, problems, small_project

PAGE = """---
id: review
title: A review
slug: review
tab_title: Review
kind: self_review
self_review: review
each_place: true
audience: [leads]
lede: A few words.
review_by: 2027-09-01
---

A text.
"""


@pytest.fixture
def project(tmp_path):
    root = small_project(tmp_path / "project")
    (root / "course/year").mkdir()
    (root / "course/year/review.yml").write_text(_dumped(REVIEW))
    (root / "course/review.md").write_text(PAGE)
    return root


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("year/review.yml", "english-age", "no-such-fact", "unknown-fact"),
        ("year/review.yml", '"Yes."', '"See {{ fact(\\"english-age\\") }}."', "cannot-show"),
        ("year/review.yml", '"Soon.",', "", "bad-value"),
        ("review.md", "self_review: review\n", "self_review: other\n", "unknown-self-review"),
        ("review.md", "self_review: review\n", "", "structure"),
        ("review.md", "each_place: true\n", "", "structure"),
        ("review.md", "kind: self_review\n", "kind: lesson\nminutes: 5\n", "structure"),
        (
            "review.md",
            "kind: self_review\nself_review: review\n",
            "kind: measure\nresults_of: none\n",
            "unknown-quiz",
        ),
    ],
)
def test_a_mistake_is_named_where_it_stands(project, file, old, new, code):
    assert problems(project) == []
    edit(project / "course" / file, old, new)
    assert (f"course/{file}", code) in {(problem.path, problem.code) for problem in problems(project)}
