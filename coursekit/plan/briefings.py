"""Briefings on what changed: for each place a sheet of one side and three slides, made of the change log."""

from collections.abc import Iterator
from dataclasses import replace

from coursekit.catalogue import Catalogue
from coursekit.model.changes import Brief, Change
from coursekit.model.course import Page, PageHead
from coursekit.model.dates import any_date
from coursekit.model.facts import Place
from coursekit.model.study_set import SetSlide, StudySet
from coursekit.plan.artefact import Artefact
from coursekit.plan.handouts import plan_sheet
from coursekit.plan.slides import deck_of

MINUTES = 7
_CARE = (
    "Nothing graphic. Step out or pass at any time. No real cases. Worried about a child today? "
    "Speak to the lead straight afterwards."
)
_OPEN = (
    "Read the sheet aloud as far as the task. Ask: “What did we do until now?” "
    "Take two answers, without names."
)
_PAIRS = (
    "Read the moment aloud. Three minutes in pairs, aloud; then change over. Afterwards read the good "
    "way to say it, and let each pair say it once more."
)
_CLOSE = (
    "Ask: “What will you do from today?” Let each person answer in one sentence. Say the names of your "
    "lead and your deputy aloud, and where they are found. Write the date into the register."
)


def plan_briefings(library: Catalogue) -> Iterator[Artefact]:
    """Yield the sheets and the slides of every change that has a briefing, for each place where it holds."""
    for change in library.course.changes:
        for place in library.open_places:
            if change.brief and place.code in change.places:
                yield from _briefing(library, change, change.brief, place)


def _briefing(library: Catalogue, change: Change, brief: Brief, place: Place) -> Iterator[Artefact]:
    page = _page(library, change, brief)
    for made in (*plan_sheet(library, page, place), deck_of(library, page, place)):
        yield replace(made, uses=tuple(sorted({*made.uses, f"change:{change.id}"})))


def _page(library: Catalogue, change: Change, brief: Brief) -> Page:
    """The briefing as a set of the course is: a text of one side, and slides."""
    (path,) = library.files((f"change:{change.id}",))
    head = PageHead(
        id=f"briefing/{change.id}",
        title=f"Seven minutes: {brief.title}",
        slug=f"briefing-{change.id}",
        tab_title="Briefing",
        kind="set",
        lede=f"What changed, {any_date(change.since)}, and what you do from now on.",
        audience=("staff", "leads", "trainers"),
        minutes=MINUTES,
        review_by=min(library.facts[id_].review_by for id_ in change.facts),
        set=StudySet(group="briefing", slides=tuple(_slides(brief))),
    )
    return Page(path=path, head=head, text=_text(change, brief))


def _slides(brief: Brief) -> Iterator[SetSlide]:
    yield SetSlide(title="What is new", way="talk", lines=brief.new, script=_OPEN)
    lines = ("Your partner reads the moment on the sheet", "You answer aloud", "Change over")
    said = "\n\n".join(f"“{paragraph}”" for paragraph in brief.say.split("\n\n"))
    script = f"{_PAIRS}\n\n{brief.scene}\n\n{said}"
    yield SetSlide(title="In pairs, aloud", way="task", lines=lines, script=script)
    yield SetSlide(title="From today", way="talk", lines=brief.do, script=_CLOSE)


def _text(change: Change, brief: Brief) -> str:
    """The sheet: what is new with its sources, the task in pairs, what to take along."""
    facts = "\n".join(f'- {{{{ fact("{id_}") }}}}' for id_ in change.facts)
    do = "\n".join(f"- {line}" for line in brief.do)
    say = brief.say.replace("\n", "\n    ")
    return (
        f'!!! care "Before you start"\n    {_CARE}\n\n## What is new\n\n{change.what}\n\n{facts}\n\n'
        f'## In pairs, aloud\n\n{brief.scene}\n\n!!! say "One good way to say it"\n    {say}\n\n'
        f'## From today\n\n{do}\n\n{{{{ school("lead") }}}}\n\n{{{{ school("deputy") }}}}\n'
    )
