"""Refreshers: each about a term after the last, and no decision asked for twice in a year."""

from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.load.marked_yaml import Location
from coursekit.load.validate import Origin
from coursekit.model.planner import Planner, Refresher
from coursekit.model.problem import Problem, did_you_mean

TERM = range(2, 5)
"""Months between two of them: what is asked again sooner is still in mind, later it is lost."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield what keeps a refresher from coming when it is due, and from asking old decisions anew."""
    planner = loaded.course.planner
    if not planner or not planner.refreshers:
        return
    origin = loaded.origin("planner", "planner")
    yield from _spaced(planner, origin)
    seen: set[str] = set()
    for number, one in enumerate(planner.refreshers):
        yield from _scenes(loaded, one, ("refreshers", number), seen, origin)


def _spaced(planner: Planner, origin: Origin) -> Iterator[Problem]:
    """Each has one month, counted from the yearly session, a term after the one before."""
    trained = planner.months_of(planner.trained)
    if len(trained) != 1:
        message = "Refreshers are counted from a task with one month."
        yield origin.problem(("trained",), "refresher", message, "Name such a task after “trained:”.")
        return
    before = trained[0]
    for number, one in enumerate(planner.refreshers):
        months = planner.months_of(one.task)
        if months != (trained[0] + one.after,):
            message = (
                f"“{one.task}” is not {one.after} months after “{planner.trained}”, and in that month alone."
            )
            hint = f"Give the task “months: [{trained[0] + one.after}]”, or change “after:”."
            yield origin.problem(("refreshers", number, "after"), "refresher", message, hint)
        elif months[0] - before not in TERM:
            message = f"“{one.task}” comes {months[0] - before} months after what was before it."
            hint = "Leave about a term between them: two to four months."
            yield origin.problem(("refreshers", number, "after"), "refresher", message, hint)
        before = trained[0] + one.after


def _scenes(
    loaded: Loaded, one: Refresher, where: Location, seen: set[str], origin: Origin
) -> Iterator[Problem]:
    quizzes = {quiz.id: quiz for quiz in loaded.course.quizzes}
    page = next((page for page in loaded.course.pages if page.head.id == one.page), None)
    if page is None or page.head.quiz is None:
        if one.page not in loaded.lost:
            message = f"There is no page “{one.page}” with questions."
            yield origin.problem((*where, "page"), "refresher", message, "Name a page that has “quiz:”.")
        return
    quiz = quizzes.get(page.head.quiz)
    if quiz is None:
        return
    asked = {question.id for question in quiz.questions}
    for key, named in (("meeting", set(one.meeting)), ("again", set(one.again))):
        for id_ in sorted(named - asked):
            hint = did_you_mean(id_, asked, f"Name a question of “{quiz.id}”.")
            yield origin.problem(
                (*where, key), "unknown-question", f"“{quiz.id}” has no question “{id_}”.", hint
            )
    for id_ in sorted(asked - set(one.again)):
        message = f"Nothing says which decision “{id_}” asks for once more."
        hint = f"Add “{id_}:” and a question of a module, or the module, under “again:”."
        yield origin.problem((*where, "again"), "refresher", message, hint)
    decisions = {question.id for q in quizzes.values() if q.module for question in q.questions}
    modules = {q.module for q in quizzes.values() if q.module}
    for id_, old in one.again.items():
        if old in seen:
            message = f"“{old}” comes back twice in a year."
            yield origin.problem(
                (*where, "again", id_), "refresher", message, "Ask for another decision, or name its module."
            )
        elif old not in decisions | modules | loaded.lost:
            hint = did_you_mean(old, decisions | modules, "Name a question of a module, or a module.")
            yield origin.problem(
                (*where, "again", id_), "unknown-question", f"There is no question “{old}”.", hint
            )
        seen |= {old} & decisions
