"""Ids and addresses: each one once."""

from collections.abc import Iterable, Iterator

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.course import HandoutHead, PageHead, places_of
from coursekit.model.problem import Problem

Seen = dict[tuple[str, str], str]
Named = tuple[str, str, Origin, tuple[str | int, ...]]
"""What kind of thing, its name, and where the name stands."""
PARTS = (
    ("options", "option"),
    ("steps", "step"),
    ("pairs", "part"),
    ("distractors", "part"),
    ("gaps", "gap"),
)
"""The lists of parts a question may have, and what a part is called; pairs and distractors are told apart."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for every name that is used a second time.

    What was put in for a name that cannot be read was given by nobody, and is passed over.
    """
    seen: Seen = {}
    put_in = {(problem.path, problem.line, problem.column) for problem in loaded.problems}
    for kind, name, origin, where in (*_records(loaded), *_pages(loaded), *_questions(loaded)):
        line, column = origin.mark(*where)
        if (origin.path, line, column) in put_in:
            continue
        if first := seen.get((kind, name)):
            message = f"The {kind} “{name}” is used a second time; the first is at {first}."
            yield Problem(
                origin.path, line, column, "duplicate", message, "Give one of the two another name."
            )
        seen.setdefault((kind, name), f"{origin.path}:{line}")


def _records(loaded: Loaded) -> Iterable[Named]:
    for (kind, key), origins in loaded.origins.items():
        if kind not in {"page", "handout", "planner", "accessibility report", "last watch", "school"}:
            for origin in origins:
                yield f"{kind} id", key, origin, ("code",) if kind == "place" else ("id",)


def _pages(loaded: Loaded) -> Iterable[Named]:
    for page in loaded.course.pages:
        origin = loaded.origin("page", page.path)
        for variant in _variants(page.head):
            yield "page id", page.head.id + variant, origin, ("id",)
            yield "slug", page.head.slug + (variant if page.head.each_place else ""), origin, ("slug",)
    for handout in loaded.course.handouts:
        origin = loaded.origin("handout", handout.path)
        for variant in _variants(handout.head):
            yield "handout id", handout.head.id + variant, origin, ("id",)
            yield "slug", handout.head.slug + (variant if handout.head.each_place else ""), origin, ("slug",)
    yield from _tasks(loaded)
    for quiz in loaded.course.quizzes:
        if quiz.slug:
            yield "slug", quiz.slug, loaded.origin("quiz", quiz.id), ("slug",)


def _tasks(loaded: Loaded) -> Iterable[Named]:
    for index, task in enumerate(loaded.course.planner.tasks if loaded.course.planner else ()):
        yield "task", task.id, loaded.origin("planner", "planner"), ("tasks", index, "id")


def _variants(head: PageHead | HandoutHead) -> Iterable[str]:
    """Files that share an id are one page, so a name is taken once for each place it is made for."""
    return [f" for {code}" for code in places_of(head)] or [""]


def _questions(loaded: Loaded) -> Iterable[Named]:
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            here = ("questions", index)
            yield "question id", question.id, origin, (*here, "id")
            for key, word in PARTS:
                for number, part in enumerate(getattr(question, key, ())):
                    yield f"{word} of “{question.id}”", part.id, origin, (*here, key, number, "id")
