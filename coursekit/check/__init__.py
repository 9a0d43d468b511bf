"""Rules over the whole course: one rule family a file.

A rule is a function from what was loaded to problems.
"""

from collections.abc import Callable, Iterator
from datetime import date

from coursekit.check import (
    aloud,
    asked,
    braces,
    briefs,
    colours,
    compared,
    dates,
    doors,
    drafts,
    easy,
    figures,
    ids,
    items,
    letters,
    links,
    mapped,
    markup,
    minutes,
    names,
    outline,
    pasted,
    pictures,
    places,
    pointing,
    questions,
    reach,
    reading,
    references,
    refreshers,
    repeated,
    reserve,
    reviews,
    room,
    search,
    sessions,
    sets,
    structure,
    translations,
    typed,
    withdrawn,
    wording,
)
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem

Rule = Callable[[Loaded], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    ids.check,
    withdrawn.check,
    mapped.check,
    structure.check,
    places.check,
    references.check,
    braces.check,
    doors.check,
    easy.check,
    reserve.check,
    compared.check,
    figures.check,
    repeated.check,
    links.check,
    pictures.check,
    outline.check,
    markup.check,
    pasted.check,
    colours.check,
    reach.check,
    letters.check,
    typed.check,
    wording.check,
    reading.check,
    names.check,
    questions.check,
    drafts.check,
    asked.check,
    items.check,
    sessions.check,
    sets.check,
    refreshers.check,
    briefs.check,
    minutes.check,
    aloud.check,
    pointing.check,
    room.check,
    search.check,
    translations.check,
)


def check(loaded: Loaded, day: date, *, release: bool = False, school: bool = False) -> Iterator[Problem]:
    """Yield every problem of a loaded course on `day`.

    With `release`, what is past its review date is an error; with `school` too, so is a blank in
    `school.yml`.
    """
    for rule in RULES:
        yield from rule(loaded)
    yield from dates.check(loaded, day, release=release)
    yield from reviews.check(loaded, day)
    if release:
        yield from places.check_release(loaded)
        yield from withdrawn.check_release(loaded)
        yield from translations.check_release(loaded)
    if release and school:
        yield from structure.check_blanks(loaded)
