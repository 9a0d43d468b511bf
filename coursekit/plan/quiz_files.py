"""What the files of a quiz are called, and for which places there are any."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.export.base import PRODUCT
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz


def places_of(library: Catalogue, quiz: Quiz) -> Iterator[Place | None]:
    """The places that a quiz has files for: none in particular, and each that a question is bound to."""
    for place in (None, *(library.places[code] for code in quiz.places)):
        if quiz.for_place(place.code if place else None).questions:
            yield place


def quiz_slug(library: Catalogue, quiz: Quiz) -> str:
    """The neutral name of a quiz's files: its own, or its module's with `-quiz`."""
    if quiz.slug:
        return quiz.slug
    module = next((page for page in library.course.pages if page.head.id == quiz.module), None)
    return f"{module.head.slug}-quiz" if module else quiz.id


def file_title(library: Catalogue, quiz: Quiz) -> str:
    """What download lists call a quiz: its module, what it says for them or its page; not what is asked."""
    module = next((page for page in library.course.pages if page.head.id == quiz.module), None)
    if module:
        return f"Module {module.head.number}: {module.head.title}"
    if quiz.listed:
        return quiz.listed
    page = next((page for page in library.course.pages if page.head.quiz == quiz.id), None)
    return page.head.tab_title if page else quiz_slug(library, quiz)


def tab_title(quiz: Quiz, place: Place | None) -> str:
    """What tabs and platforms call a quiz."""
    title = quiz.tab_title or "Questions"
    return f"{title}, {place.name}" if place else title


def package_title(quiz: Quiz, place: Place | None) -> str:
    """What a platform lists: neutral, for it is seen by others, and it says whose it is."""
    return f"{PRODUCT}: {tab_title(quiz, place)}"
