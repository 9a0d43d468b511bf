"""The rehearsals that a session uses, of whichever module they are."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.model.rehearsal import Rehearsal
from coursekit.model.session import Session


def rehearsed(library: Catalogue, session: Session | None) -> dict[str, Rehearsal]:
    """What people say aloud in a session, by id; nothing where there is no session."""
    return {one.id: one for _, one in _found(library, session)}


def rehearsal_files(library: Catalogue, session: Session | None) -> tuple[str, ...]:
    """The files that these were read from."""
    return tuple(path for path, _ in _found(library, session))


def _found(library: Catalogue, session: Session | None) -> Iterator[tuple[str, Rehearsal]]:
    wanted = session.rehearsals if session else ()
    for page in library.course.pages:
        for one in page.head.aloud.rehearsals if page.head.aloud else ():
            if one.id in wanted:
                yield page.path, one
