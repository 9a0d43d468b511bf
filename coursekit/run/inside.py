"""`python -m coursekit.run.inside`: seconds spent inside the libraries alone, for `bench`.

Draws the same PDFs with a warm WeasyPrint, writes the same slides and letters, and runs the engine on the
same page sources, one after the other, with none of our own loading, checking, caching or publishing. Our own
part in what is called here, filling templates, is a few hundredths of it.
"""

import tempfile
import time
from pathlib import Path

from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.render.site import engine
from coursekit.run.work import call

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Print the seconds."""
    planned = plan(load(ROOT))
    sources = {source.name: call(source) for source in planned.pages}
    written = [artefact for artefact in planned.files if artefact.listing]
    start = time.perf_counter()
    import weasyprint  # noqa: F401 (loading the libraries is time inside them)

    for artefact in written:
        call(artefact)
    with tempfile.TemporaryDirectory() as folder:
        engine.build("mkdocs", planned.shell, sources, Path(folder) / "work")
    print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
