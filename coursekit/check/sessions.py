"""Session plans: minutes that add up, half of them practice, something to cut, slides that can be read."""

import re
from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.session import Length, Session

LINES, WORDS = 5, 12
"""What a slide holds at most: lines, and words in each."""


_PICTURE = re.compile(r"!\[[^\]]+\]\([^)]+\)|\{\{\s*drawing\([^{}]+\)\s*\}\}")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield what keeps a trainer from running a session by its plan."""
    for page in loaded.course.pages:
        origin = loaded.origin("page", page.path)
        if (page.head.kind == "session") != (page.head.session is not None):
            message = "A page of the kind “session” has a session plan, and no other page has."
            yield origin.problem(("kind",), "structure", message, "Add or remove “session:”.")
        if page.head.session and (page.head.place or page.head.each_place):
            message = "A session is for every place, because its slides and papers are."
            yield origin.problem(("session",), "structure", message, "Link to the law page of each place.")
        if page.head.session:
            for length in page.head.session.lengths:
                yield from _plan(page.head.session, length, origin)
            yield from _slides(page.head.session, origin)
            yield from _aims(page.head.session, origin)
            yield from _questions(loaded, page.head.session, origin)


def _plan(session: Session, length: Length, origin: Origin) -> Iterator[Problem]:
    segments = session.plan(length)
    where = ("session", "segments")
    total = sum(segment.minutes[length] for segment in segments)
    if total != int(length):
        message = f"The segments of the {length} minute session take {total} minutes."
        yield origin.problem(where, "minutes", message, "Make them add up exactly.")
    practice = session.practice(length)
    if 2 * practice < int(length):
        message = (
            f"In the {length} minute session only {practice} minutes are practice: {session.share(length)} %."
        )
        hint = "Let people speak, answer or decide in half of it: “say”, “task” or “discuss”."
        yield origin.problem(where, "too-little-practice", message, hint)
    if length != session.lengths[0] and not any(segment.cut_first for segment in segments):
        message = f"Nothing in the {length} minute session is marked to be cut first."
        yield origin.problem(where, "no-cut", message, "Add “cut_first: true” to a segment.")


def _questions(loaded: Loaded, session: Session, origin: Origin) -> Iterator[Problem]:
    """The sheet of a session asks what is there and holds everywhere: a group has one sheet."""
    known = {question.id: question for quiz in loaded.course.quizzes for question in quiz.questions}
    for number, id_ in enumerate(session.questions):
        where = ("session", "questions", number)
        if id_ not in known:
            hint = did_you_mean(id_, known, "Name a question of quizzes/.")
            yield origin.problem(where, "unknown-question", f"There is no question “{id_}”.", hint)
        elif known[id_].places:
            message = f"“{id_}” is asked in some places only."
            yield origin.problem(where, "question-place", message, "Choose one that holds everywhere.")


def _slides(session: Session, origin: Origin) -> Iterator[Problem]:
    for index, segment in enumerate(session.segments):
        where = ("session", "segments", index, "slide")
        if len(segment.slide) > LINES:
            message = f"This slide has {len(segment.slide)} lines."
            yield origin.problem(
                where, "full-slide", message, f"Keep to {LINES}; the rest belongs in the script."
            )
        if segment.picture and not _PICTURE.fullmatch(segment.picture):
            message = "A slide shows one picture or one drawing, and nothing else stands here."
            hint = "Write '![what it shows](pictures/name.svg)' or '{{ drawing(\"name\") }}', quoted so."
            yield origin.problem((*where[:-1], "picture"), "slide-picture", message, hint)
        for number, line in enumerate(segment.slide):
            if len(line.split()) > WORDS:
                message = f"This line of a slide has {len(line.split())} words."
                yield origin.problem((*where, number), "full-slide", message, f"Keep to {WORDS}.")


def _aims(session: Session, origin: Origin) -> Iterator[Problem]:
    """Where segments name their aims, every aim is one of the session's, and none is left unserved."""
    for index, segment in enumerate(session.segments):
        for aim in segment.aims:
            if aim > len(session.aims):
                message = f"There is no aim {aim}; the session has {len(session.aims)}."
                yield origin.problem(
                    ("session", "segments", index, "aims"), "unknown-aim", message, "Count them from 1."
                )
    for number in range(1, len(session.aims) + 1):
        if not session.serves(number):
            yield origin.problem(
                ("session", "aims", number - 1),
                "unserved-aim",
                "No segment serves this aim.",
                f"Write “aims: [{number}]” in the segments that do, or leave it out.",
            )
