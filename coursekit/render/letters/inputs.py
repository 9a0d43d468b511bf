"""What a letter is made of, and what it says about its own age."""

from coursekit.model.base import Frozen, Paper
from coursekit.model.course import LetterHead
from coursekit.model.school import Colours, Logo
from coursekit.model.shelf import Shelf
from coursekit.render.plain import PlainWriter, standing


class LetterInputs(Frozen):
    """Everything a letter shows."""

    head: LetterHead
    text: str
    shelf: Shelf
    school_name: str | None = None
    logo: Logo | None = None
    colours: Colours = Colours()
    paper: Paper
    lang: str = "en-GB"
    version: str
    licence: str = "CC BY 4.0"


SCHOOL_BLANK, DATE_BLANK = "[name of your school]", "[date]"
"""Labelled, so that nobody sends a letter with somebody else's name on it."""


def about(inputs: LetterInputs, write: PlainWriter) -> list[str]:
    """The sources and the age of a letter, for whoever edits it."""
    review_by = inputs.shelf.review_by(inputs.head.review_by)
    place = inputs.shelf.place
    where = "any country" if place and place.code == "INT" else place.name if place else ""
    made = " · ".join(filter(None, (f"Trusted Adult {inputs.version}", where, inputs.licence)))
    return [
        *write.sources(),
        " ".join([f"{made}.", *standing(write.checked, review_by, inputs.head.reviewed_by)]),
    ]
