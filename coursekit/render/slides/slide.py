"""A slide as words and a picture, before any program’s format."""

from dataclasses import dataclass

from coursekit.model.picture import Picture, shown_in
from coursekit.model.reference import references
from coursekit.model.session import LENGTHS, Length
from coursekit.model.shelf import Shelf
from coursekit.render.drawing import as_picture
from coursekit.render.flow import Block


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: the texts of its placeholders, and its notes."""

    layout: str
    title: str
    chip: str = ""
    clock: str = ""
    """When it begins in each session, for whoever keeps the time."""
    body: tuple[Block, ...] = ()
    aside: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    lengths: tuple[Length, ...] = LENGTHS
    """The sessions that show it."""
    picture: Picture | None = None
    words: str = ""
    """What stands for the picture, for those who do not see it."""


@dataclass(frozen=True)
class Deck:
    """A deck. `foot` stands at the foot of each slide."""

    slides: tuple[Slide, ...]
    foot: str


def shown(text: str, shelf: Shelf) -> tuple[Picture, str] | None:
    """The picture or drawing that a text names, a drawing in few words, and what stands for it in all."""
    reference, one = next(references(text), None), next(shown_in(text), None)
    if reference and reference.argument:
        drawn = shelf.drawings[reference.argument]
        return as_picture(drawn, shelf.facts, brief=True), drawn.in_words(shelf.facts)
    picture = shelf.pictures.get(one.id) if one else None
    return (picture, one.words) if picture and one else None
