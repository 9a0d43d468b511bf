"""Drawing every output of a course, without the seconds that paper takes."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

from coursekit.load.course import Loaded
from coursekit.plan.plan import plan
from coursekit.render.print import handout, quiz_paper, session  # noqa: F401 (whose paper is left out)
from coursekit.run.work import call


@contextmanager
def without_paper() -> Iterator[None]:
    """Let everything that would become a PDF stay the page of HTML that it is made of."""
    with ExitStack() as patches:
        for name, module in list(sys.modules.items()):
            if (
                name.startswith("coursekit.render.")
                and not name.endswith((".pdf", ".pixels"))  # pictures become pixels by way of one
                and hasattr(module, "to_pdf")
            ):
                patches.enter_context(mock.patch.object(module, "to_pdf", _html))
        yield


def _html(*ways: str, **_more: object) -> bytes:
    return "\n".join(ways).encode()


def draw(loaded: Loaded, drawn: set[str]) -> None:
    """Plan a course and draw all that is not made of other outputs, but for what `drawn` holds already."""
    planned = plan(loaded)
    for artefact in (*planned.pages, *planned.files):
        key = f"{artefact.path} {artefact.inputs.model_dump_json()}"
        if key not in drawn:
            call(artefact)
            drawn.add(key)
