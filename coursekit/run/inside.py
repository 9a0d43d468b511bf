"""`python -m coursekit.run.inside`: seconds spent inside the libraries alone, for `bench`.

Draws the same PDFs with a warm WeasyPrint, and runs the engine on the same page sources, one after the
other, with none of our own loading, checking, caching or publishing.
"""

import tempfile
import time
from pathlib import Path

from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.render.print import handout, pdf, quiz_paper
from coursekit.render.site import engine
from coursekit.run.work import call

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print the seconds."""
    planned = plan(load(ROOT))
    sources = {source.name: call(source) for source in planned.pages}
    papers = [_html(artefact.inputs) for artefact in planned.files if artefact.kind in {"handout", "paper"}]
    office = [artefact for artefact in planned.files if artefact.kind in {"slides", "letter", "planner"}]
    start = time.perf_counter()
    import weasyprint  # noqa: F401 (loading the libraries is time inside them)

    for html in papers:
        pdf.to_pdf(html)
    for artefact in office:  # nearly all of it is the writers' own work
        call(artefact)
    with tempfile.TemporaryDirectory() as folder:
        engine.build("mkdocs", planned.shell, sources, Path(folder) / "work")
    print(time.perf_counter() - start)


def _html(inputs: object) -> str:
    return handout.html(inputs) if isinstance(inputs, handout.HandoutInputs) else quiz_paper.html(inputs)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
