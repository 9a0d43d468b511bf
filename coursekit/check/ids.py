"""Ids and addresses: each one once."""

from collections.abc import Iterable, Iterator

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.problem import Problem
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.true_false import TrueFalse

Seen = dict[tuple[str, str], str]
Named = tuple[str, str, Origin, tuple[str | int, ...]]
"""What kind of thing, its name, and where the name stands."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for every name that is used a second time."""
    seen: Seen = {}
    for kind, name, origin, where in (*_records(loaded), *_pages(loaded), *_questions(loaded)):
        line, column = origin.mark(*where)
        if first := seen.get((kind, name)):
            message = f"The {kind} “{name}” is used a second time; the first is at {first}."
            yield Problem(
                origin.path, line, column, "duplicate", message, "Give one of the two another name."
            )
        seen.setdefault((kind, name), f"{origin.path}:{line}")


def _records(loaded: Loaded) -> Iterable[Named]:
    for (kind, key), origins in loaded.origins.items():
        if kind not in {"page", "handout", "school"}:
            for origin in origins:
                yield f"{kind} id", key, origin, ("code",) if kind == "place" else ("id",)


def _pages(loaded: Loaded) -> Iterable[Named]:
    for page in loaded.course.pages:
        origin = loaded.origin("page", page.path)
        variant = f"{page.head.id} for {page.head.place}" if page.head.place else page.head.id
        yield "page id", variant, origin, ("id",)
        yield "slug", page.head.slug, origin, ("slug",)
    for handout in loaded.course.handouts:
        origin = loaded.origin("handout", handout.path)
        variant = f"{handout.head.id} for {handout.head.place}" if handout.head.place else handout.head.id
        yield "handout id", variant, origin, ("id",)
        yield "slug", handout.head.slug, origin, ("slug",)
    for quiz in loaded.course.quizzes:
        if quiz.slug:
            yield "slug", quiz.slug, loaded.origin("quiz", quiz.id), ("slug",)


def _questions(loaded: Loaded) -> Iterable[Named]:
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            here = ("questions", index)
            yield "question id", question.id, origin, (*here, "id")
            if isinstance(question, Scenario):
                for number, step in enumerate(question.steps):
                    yield f"step of “{question.id}”", step.id, origin, (*here, "steps", number, "id")
            elif not isinstance(question, TrueFalse):
                for number, option in enumerate(question.options):
                    yield f"option of “{question.id}”", option.id, origin, (*here, "options", number, "id")
