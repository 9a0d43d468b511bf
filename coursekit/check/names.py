"""Names that others may see on a screen, in a history or in a download list are neutral."""

import re
from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.filenames import refused
from coursekit.model.problem import Problem

_ALARMING = re.compile(
    r"abus|groom|sex|nude|porn|csam|exploit|predator|blackmail|extort|offen[cd]|crim|victim|suicid|harm|disclos"
    r"|allegation|images?\b|law\b",
    re.IGNORECASE,
)
_HINT = "Use a neutral name, such as “module-3” or “Getting help”."


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each slug or tab title that could alarm or endanger somebody seen with it."""
    for page in loaded.course.pages:
        yield from _names(page.head.slug, page.head.tab_title, loaded.origin("page", page.path))
    for handout in loaded.course.handouts:
        yield from _names(handout.head.slug, handout.head.tab_title, loaded.origin("handout", handout.path))
    for index, task in enumerate(loaded.course.planner.tasks if loaded.course.planner else ()):
        where = ("tasks", index, "title")
        yield from _seen(where, task.title, loaded.origin("planner", "planner"))
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        if quiz.slug is None and quiz.module is None:
            message = "This quiz has neither a slug nor a module to be named after."
            yield origin.problem((), "no-slug", message, "Add “slug: …”, a neutral file name.")
        yield from _names(quiz.slug or "", quiz.tab_title or "", origin)


def _names(slug: str, tab_title: str, origin: Origin) -> Iterator[Problem]:
    for key, name in (("slug", slug), ("tab_title", tab_title)):
        yield from _seen((key,), name, origin)
    if why := refused(slug):
        hint = "Choose another, such as “module-3”."
        yield origin.problem(("slug",), "file-name", f"“{slug}” {why}.", hint)


def _seen(where: tuple[str | int, ...], name: str, origin: Origin) -> Iterator[Problem]:
    if found := _ALARMING.search(name):
        message = f"“{found[0]}” in “{name}” can be seen by others."
        yield origin.problem(where, "not-neutral", message, _HINT)
