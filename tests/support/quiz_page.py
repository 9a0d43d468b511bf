"""Quizzes alone on a page, and what every test of them looks at."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from project import seen_texts
from quiz_driver import CHOICES, FIELDS, plain

from coursekit.load import marked_yaml
from coursekit.model.quiz import Question, Quiz
from coursekit.model.shelf import Shelf
from coursekit.render.references import Writer
from coursekit.render.templates import TEMPLATES, template

ASSETS = TEMPLATES / "site/theme/assets"
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yml"))
# Only files of our own: an inline script, style or handler would be refused, and the refusal fails the test.
POLICY = (
    "default-src 'none'; script-src file:; style-src file:; font-src file:; img-src file: data:; "
    "form-action 'none'"
)


def read(path: Path) -> Quiz:
    data, _, problems = marked_yaml.parse(str(path), path.read_text("utf-8"))
    assert not problems
    return Quiz.model_validate(data)


def quiz_of(*questions: dict[str, Any], **more: Any) -> Quiz:
    """A quiz made for one test; shuffling only where the test asks for it."""
    settings = {"shuffle": False, **more.pop("settings", {})}
    head = {"schema": 1, "id": "made", "title": "Made", "audience": ["staff"], "review_by": date(2027, 9, 1)}
    return Quiz.model_validate({**head, "questions": questions, "settings": settings, **more})


def single(id_: str = "q-one", **more: Any) -> dict[str, Any]:
    options = [
        {"id": "right", "text": "Tell the lead.", "correct": True, "reason": "The lead can act."},
        {"id": "wrong", "text": "Wait a week.", "reason": "Waiting loses time."},
        {"id": "other", "text": "Look at it.", "reason": "Nobody needs to look."},
    ]
    return {"id": id_, "type": "single", "stem": f"What now, {id_}?", "options": options, **more}


def fragment(quiz: Quiz, shelf: Shelf | None = None) -> str:
    write = Writer(shelf or Shelf(), "site")
    html = template("site/quiz.html.j2").render(quiz=quiz, write=write, help_url="help.html")
    return "\n".join(line for line in html.splitlines() if line.strip())


def writer() -> Writer:
    return Writer(Shelf(), "site")


Open = Callable[..., Page]


def document(*quizzes: Quiz, scripts: bool = True, shelf: Shelf | None = None) -> str:
    """A page that holds nothing but these quizzes."""
    body = "\n".join(fragment(quiz, shelf) for quiz in quizzes)
    script = f'<script defer src="{(ASSETS / "quiz.js").as_uri()}"></script>' if scripts else ""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Page</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<link rel="stylesheet" href="{(ASSETS / "course.css").as_uri()}">'
        f'<link rel="stylesheet" href="{(ASSETS / "quiz.css").as_uri()}">'
        f'<link rel="stylesheet" href="{(ASSETS / "drawing.css").as_uri()}">{script}</head>'
        f"<body><main><h1>Page</h1>\n{body}\n</main></body></html>"
    )


def no_traces(page: Page, address: str) -> None:
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, history.length]")
    assert (page.url, kept) == (address, [0, 0, "", 2])  # 2: the empty tab, then this page


def texts(question: Question) -> list[str]:
    return [plain(writer().block(text)) for _, text in seen_texts(question)]


def accessible(page: Page) -> None:
    """Neither in the light scheme nor in the dark one does axe find anything."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert results.violations_count == 0, results.generate_report()


def status(page: Page, question: Question) -> str:
    return " ".join(page.locator(f"#{question.id} .question__status").text_content().split())


def in_examples(*types: str) -> list[Any]:
    return [
        pytest.param(quiz, question, id=f"{path.stem}:{question.id}")
        for path in EXAMPLES
        for quiz in [read(path)]
        for question in quiz.questions
        if question.type in types
    ]


WITH_OPTIONS = in_examples(*(kind for kind in CHOICES if kind != "hotspot"))
"""Places in a picture bear letters too: `tests/test_hotspot.py`."""
WITH_FIELDS = in_examples(*FIELDS)
STORIES = in_examples("scenario")
examples = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
