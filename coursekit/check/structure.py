"""The shape of the course: one home, one help page, and quizzes and modules that exist."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.course import Handout, Page
from coursekit.model.filenames import as_id
from coursekit.model.handout import TRAITS
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.school import Person


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield what is missing or does not fit together."""
    for kind, file in (("home", "course/index.md"), ("help", "course/help.md")):
        found = [page for page in loaded.course.pages if page.head.kind == kind]
        if len(found) != 1 and file not in loaded.lost:
            message = f"There are {len(found)} pages of the kind “{kind}”; there must be one."
            yield Problem(file, 1, 1, "structure", message, f"Write “kind: {kind}” in the head of one page.")
    if not any(place.code == "INT" for place in loaded.course.places):
        message = "The place INT is missing; it serves readers of every other country."
        yield Problem("facts/places.yml", 1, 1, "structure", message, "Add it with “- code: INT”.")
    for page in loaded.course.pages:
        yield from _page(loaded, page)
    yield from _quizzes(loaded)
    yield from _handouts(loaded)
    yield from _planner(loaded)


def check_blanks(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for every local detail left blank."""
    school = loaded.course.school
    for key in type(school).model_fields:
        value = getattr(school, key)
        blank = value is None or (
            isinstance(value, Person) and not (value.name and (value.phone or value.email))
        )
        if blank and key not in {"paper", "logo", "colours", "question_results", "report_errors"}:
            line, column = (
                loaded.origin("school", "school").mark(key)
                if ("school", "school") in loaded.origins
                else (1, 1)
            )
            yield Problem(
                "school.yml", line, column, "blank", f"“{key}” is blank.", "Fill it in before a release."
            )


def _page(loaded: Loaded, page: Page) -> Iterator[Problem]:
    head, origin = page.head, loaded.origin("page", page.path)
    yield from _id(page, origin)
    if head.place and head.each_place:
        yield origin.problem(
            ("each_place",), "structure", "A page has either place or each_place.", "Keep one."
        )
    if head.kind in OF_A_PLACE and not (head.place or head.each_place):
        message = f"A page of the kind “{head.kind}” needs a place."
        yield origin.problem(("kind",), "structure", message, "Add “each_place: true”, or “place: …”.")
    if head.kind == "module" and not (head.number and head.minutes and head.lede):
        message = "A module’s first page needs number, minutes and lede."
        yield origin.problem(("kind",), "structure", message, "Add what is missing.")
    yield from _named(loaded, page, origin)


_NEEDS = {"self_review": "self_review", "measure": "results_of"}
"""The key that pages of a kind need, and no others have."""


def _named(loaded: Loaded, page: Page, origin: Origin) -> Iterator[Problem]:
    """What a page names by a key of its head is there, and stands on pages of its kind alone."""
    quizzes = {quiz.id for quiz in loaded.course.quizzes}
    reviews = {review.id for review in loaded.course.self_reviews}
    for key, known, what, folder in (
        ("quiz", quizzes, "quiz", "quizzes"),
        ("results_of", quizzes, "quiz", "quizzes"),
        ("self_review", reviews, "self-review", "course/year"),
    ):
        name = getattr(page.head, key)
        if name and name not in known | loaded.lost:
            found = next((file for file in loaded.unread if name in file.ids), None)
            hint = did_you_mean(name, known, f"Write it in {folder}/.")
            hint = f"It lies in {found.path}, which is not read. {found.advice}" if found else hint
            yield origin.problem((key,), f"unknown-{what}", f"There is no {what} “{name}”.", hint)
    for kind, key in _NEEDS.items():
        if (page.head.kind == kind) != bool(getattr(page.head, key)):
            message = f"“{key}:” belongs to pages of the kind “{kind}”, and to each of them."
            where = (key,) if getattr(page.head, key) else ("kind",)
            yield origin.problem(where, "structure", message, f"Add “{key}: …”, or remove it.")


def _id(page: Page, origin: Origin) -> Iterator[Problem]:
    """The id of a module's page begins with its folder's name; that of its first page is the name."""
    name, is_first = PurePosixPath(page.path).stem, page.head.kind == "module"
    if page.module and is_first and page.head.id != page.module:
        message = f"The id “{page.head.id}” is not the name of its module’s folder, “{page.module}”."
        hint = f"Write “id: {page.module}”, and “module: {page.module}” in the module’s quiz."
        yield origin.problem(("id",), "structure", message, hint)
    elif page.module and not is_first and page.head.id.partition("/")[0] != page.module:
        message = f"The id “{page.head.id}” does not begin with its module’s, “{page.module}”."
        yield origin.problem(("id",), "structure", message, f"Write “id: {page.module}/{as_id(name)}”.")


OF_A_PLACE = frozenset({"help", "law", "report", "sources", "changes", "self_review"})
"""Kinds of page that never stand for everywhere: nobody’s law or number may be taken for another’s."""


def _quizzes(loaded: Loaded) -> Iterator[Problem]:
    modules = {page.head.id for page in loaded.course.pages if page.head.kind == "module"}
    shown = {page.head.quiz: page for page in loaded.course.pages}
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        if quiz.module and quiz.module not in modules | loaded.lost:
            hint = did_you_mean(quiz.module, modules, "Leave it out, or write the module.")
            if (page := shown.get(quiz.id)) and page.module in modules:
                hint = f"Write “module: {page.module}”: {page.path} asks this quiz."
            yield origin.problem(("module",), "unknown-module", f"There is no module “{quiz.module}”.", hint)
        if quiz.id not in shown:
            hint = f"Write “quiz: {quiz.id}” in the head of a page."
            yield origin.problem(("id",), "not-shown", f"No page asks the quiz “{quiz.id}”.", hint)


def _handouts(loaded: Loaded) -> Iterator[Problem]:
    for handout in loaded.course.handouts:
        origin = loaded.origin("handout", handout.path)
        if handout.head.place and handout.head.each_place:
            yield origin.problem(
                ("each_place",), "structure", "A handout has either place or each_place.", "Keep one."
            )
        for key, what in _OWN.items():
            if (handout.head.traits.needs == key) != bool(getattr(handout.head, key)):
                kinds = " or ".join(kind for kind, traits in TRAITS.items() if traits.needs == key)
                message = f"A {kinds} has {what}, and no other handout has."
                yield origin.problem(("template",), "structure", message, f"Add or remove “{key}:”.")
        if handout.head.editable and (handout.head.steps or handout.head.parts or handout.head.easy):
            message = "A Word file holds the text, and neither steps nor parts to fill in."
            yield origin.problem(("editable",), "structure", message, "Remove “editable:”.")
        yield from _form(handout, origin)


_OWN = {"steps": "steps", "parts": "parts to fill in", "easy": "lines in easy words"}
"""What only some kinds of handout have."""


def _form(handout: Handout, origin: Origin) -> Iterator[Problem]:
    for index, part in enumerate(handout.head.parts):
        if part.widths and len(part.widths) != len(part.columns):
            message = f"{len(part.widths)} widths for {len(part.columns)} columns."
            yield origin.problem(("parts", index), "structure", message, "Give each column one, or none.")
        if any(len(row) > len(part.columns) for row in part.named_rows):
            message = "A row has more cells than the table has columns."
            yield origin.problem(("parts", index), "structure", message, "Leave cells out, or add columns.")


def _planner(loaded: Loaded) -> Iterator[Problem]:
    planner = loaded.course.planner
    missing = [
        place.code
        for place in loaded.course.places
        if place.pages and planner and place.code not in planner.first_month
    ]
    if missing:
        message = f"There is no first month for {', '.join(missing)}."
        origin = loaded.origin("planner", "planner")
        yield origin.problem(("first_month",), "no-month", message, "Add a line such as “IE: 9”.")
