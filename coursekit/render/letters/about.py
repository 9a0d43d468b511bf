"""What a letter holds besides its text: what is to be filled in, who helps, and how old it is."""

from coursekit.render.flow import Block
from coursekit.render.plain import PlainWriter, standing
from coursekit.render.print.handout import HELP, HandoutInputs, help_texts, reviewed

SCHOOL_BLANK, DATE_BLANK, NAME_BLANK = "[name of your school]", "[date]", "[your name]"
"""Labelled, so that nobody sends a letter with somebody else's name on it."""


def school_name(inputs: HandoutInputs) -> str:
    """The school's name, or where to put it."""
    return (inputs.shelf.school and inputs.shelf.school.name) or SCHOOL_BLANK


def who_helps(inputs: HandoutInputs, write: PlainWriter) -> tuple[Block, ...]:
    """The box that every sheet for a place has, as a list."""
    if not help_texts(inputs.head):
        return ()
    lines = "\n".join(f"- {label}: {reference}" for label, reference in HELP)
    return write.flow(f"## Who can help\n\n{lines}")


def about(inputs: HandoutInputs, write: PlainWriter) -> list[str]:
    """The sources and the age of a letter, for whoever edits it."""
    review_by = inputs.shelf.review_by(inputs.head.review_by)
    place = inputs.shelf.place
    where = "any country" if place and place.code == "INT" else place.name if place else ""
    made = " · ".join(filter(None, (f"Trusted Adult {inputs.version}", where, inputs.licence)))
    return [
        *write.sources(),
        " ".join([f"{made}.", *standing(write.compared, review_by, reviewed(inputs).short)]),
    ]
