"""What the search knows besides the words of the pages: answers, places, whom to call there, papers."""

from collections.abc import Iterable, Iterator

from coursekit.catalogue import Catalogue, link_name
from coursekit.model.facts import Contact, ContactKind, Place
from coursekit.model.search import Paper, Search, SearchPlace
from coursekit.plan.artefact import Artefact
from coursekit.plan.printables import FAMILIES, LEADS, STAFF, printables


def search(library: Catalogue, files: tuple[Artefact, ...]) -> Search:
    """Everything the search is made of, for the site's engine; `files` are the downloads."""
    return Search(
        entries=library.course.searched,
        default=library.default_place.slug,
        places=tuple(_place(library, place, files) for place in library.open_places),
    )


def _place(library: Catalogue, place: Place, files: Iterable[Artefact]) -> SearchPlace:
    return SearchPlace(
        slug=place.slug,
        name=link_name(place),
        emergency=_first(library, place, ContactKind.EMERGENCY),
        crisis=_first(library, place, ContactKind.CRISIS),
        papers=tuple(_papers(files, place)),
    )


def _first(library: Catalogue, place: Place, kind: ContactKind) -> Contact | None:
    """The contact of a kind that the place's help page names first."""
    shelf = library.shelf((), "", place, kinds=(kind,))
    return next((shelf.contacts[id_] for id_ in shelf.here[kind]), None)


def _papers(files: Iterable[Artefact], place: Place) -> Iterator[Paper]:
    """Each sheet in its usual size; papers for sessions and quizzes are left to the list of all papers."""
    for group in printables(files, place):
        if group.title in {FAMILIES, STAFF, LEADS}:
            for item in group.printables:
                yield Paper(title=item.title, url=item.files[0].url, note=item.note)
