"""What people are trained in: the tracks of those who work at a school, and each module by itself.

The one list of it, for registers and whatever else names a set.
"""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.model.base import Frozen
from coursekit.model.quiz import Audience
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.packages import TRACKS


class TrainingSet(Frozen):
    """A set of modules that somebody has worked through, or not yet."""

    id: str
    title: str
    modules: tuple[str, ...]
    """Their ids, in the order of the course."""


def training_sets(library: Catalogue) -> Iterator[TrainingSet]:
    """Yield the sets that a school trains its own people in: no track of families."""
    for audience in _TRAINED:
        if found := tuple(cards(library, (audience,))):
            yield _set(audience, TRACKS[audience], found)
    every = tuple(cards(library))
    yield _set("course", TRACKS["course"], every)
    yield from (_set(card.id, card.title, (card,)) for card in every)


_TRAINED: tuple[Audience, ...] = ("staff", "leads", "trainers")


def _set(id_: str, title: str, found: tuple[ModuleCard, ...]) -> TrainingSet:
    return TrainingSet(id=id_, title=title, modules=tuple(card.id for card in found))
