"""Pictures of the printables, for the pages that list them."""

from collections.abc import Iterable, Iterator

from coursekit.plan.artefact import Artefact
from coursekit.plan.printables import preview_path
from coursekit.render.preview import PreviewInputs


def plan_previews(files: Iterable[Artefact]) -> Iterator[Artefact]:
    """Yield a picture of each printable in the size that most people print."""
    for file in files:
        if file.listing and file.listing.has_preview:
            yield _preview(file)


def _preview(file: Artefact) -> Artefact:
    return Artefact(
        path=preview_path(file),
        kind="preview",
        title=file.title,
        recipe="coursekit.render.preview:render",
        inputs=PreviewInputs(path=file.path),
        sources=(file.path, *file.sources),
        uses=file.uses,
        lang=file.lang,
        place=file.place,
        needs=(file.path,),
    )
