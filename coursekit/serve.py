"""A local preview that follows every edit.

A page in the browser waits for the next publish and loads itself again. The script for that is added to pages
on their way out and never stands in the site.
"""

import threading
import traceback
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import watchfiles

from coursekit import console
from coursekit.check import check
from coursekit.cli import machine_fault
from coursekit.load.course import Loaded, load
from coursekit.load.drafts import Draft
from coursekit.model.problem import Problem
from coursekit.plan.plan import plan
from coursekit.run import keys
from coursekit.run.build import Options, at_hand, build
from coursekit.run.ownership import RefusedError

WATCHED = ("course", "quizzes", "facts", "reviews", "extra", "templates", "school.yml", "mkdocs.yml")
_WAIT = "/.next-build"
_SCRIPT = b"""<script>
fetch("/.next-build").then(() => location.reload()).catch(() => {})
</script>"""


class Preview:
    """The published site, and the moment it changes."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._changed = threading.Condition()
        self._builds = 0

    def published(self) -> None:
        """Wake every page that waits."""
        with self._changed:
            self._builds += 1
            self._changed.notify_all()

    def wait(self, seconds: float = 3600) -> None:
        """Wait for the next publish."""
        with self._changed:
            before = self._builds
            self._changed.wait_for(lambda: self._builds != before, seconds)


class Handler(SimpleHTTPRequestHandler):
    """Serves the site, with the waiting script added to each page."""

    def __init__(self, preview: Preview, *arguments: object, **more: object) -> None:
        self.preview = preview
        super().__init__(*arguments, directory=str(preview.site), **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request for a page, a file, or the next build."""
        if self.path == _WAIT:
            self.preview.wait()
            self.send_response(204)
            self.end_headers()
            return
        file = Path(self.translate_path(self.path))
        if "\0" in str(file):
            self.send_error(400)
            return
        if file.is_dir():
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._page(file.read_bytes().replace(b"</body>", _SCRIPT + b"</body>"))
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Let no browser keep an old version."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing: what matters here are the problems in the text."""

    def _page(self, html: bytes) -> None:
        # A page's own policy may forbid inline scripts; here, on the author's own machine, ours must run.
        html = html.replace(b'http-equiv="Content-Security-Policy"', b'name="policy-not-in-preview"')
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(html)))
        self.end_headers()
        self.wfile.write(html)


class Server(ThreadingHTTPServer):
    """Answers requests; one that goes wrong, or is broken off, is not worth a word."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: the browser does."""


def serve(root: Path, day: date, *, jobs: int, port: int) -> None:
    """Build, serve on this machine alone, and build again after each edit, until Ctrl+C."""
    options = Options(root=root, site=root / "site", jobs=jobs)
    preview = Preview(options.cache / "preview")
    with Server(("127.0.0.1", port), partial(Handler, preview)) as server:
        follow(options, day, preview)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        console.say(f"Preview: http://127.0.0.1:{server.server_port}/  (stop with Ctrl+C)")
        for _changes in _edits(root):
            follow(options, day, preview)
        server.shutdown()


def _edits(root: Path) -> Iterator[object]:
    """Yield after each edit, until Ctrl+C; look for them ourselves where the system does not tell."""
    polling = False
    while True:
        watched = [root / name for name in WATCHED if (root / name).exists()]
        try:
            yield from watchfiles.watch(
                *watched, debounce=200, step=50, raise_interrupt=False, force_polling=polling
            )
        except OSError as error:
            if polling:
                raise
            console.stop(f"Edits are not told here ({error.strerror or error}); looking for them instead.")
            polling = True
        else:
            return


def follow(options: Options, day: date, preview: Preview) -> None:
    """Build once; whatever goes wrong is said in a sentence, and the last good version stays on show."""
    try:
        rebuild(options, day, preview)
    except Exception as error:  # noqa: BLE001 (an author at work must not lose the preview)
        said = (
            machine_fault(error) or f"{_summed_up(error)} This is a fault in the program; please report it."
        )
        console.stop(f"Not built; the preview shows the last version that was: {said}")


def _summed_up(error: Exception) -> str:
    """The kind of an error, its words and where it happened, on one line."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    words = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return f"{words} ({Path(at.filename).name}, line {at.lineno})."


def with_drafts(root: Path, day: date) -> tuple[Loaded, list[Problem]]:
    """The course with its drafts, and its problems; a draft with a mistake is told, and is not shown."""
    loaded = load(root, drafts=lambda _: True)
    found = {
        problem for problem in check(loaded, day) if problem.severity == "error" or not _of(problem, loaded)
    }
    wrong = {
        draft.id: problem
        for problem in found
        for draft in _of(problem, loaded)
        if problem.severity == "error"
    }
    if wrong:
        told = {replace(problem, severity="warning") for problem in wrong.values()}
        loaded = load(root, drafts=lambda id_: id_ not in wrong)
        found = told | {problem for problem in check(loaded, day) if not _of(problem, loaded)}
    return loaded, sorted({*loaded.problems, *found})


def _of(problem: Problem, loaded: Loaded) -> list[Draft]:
    """The draft that a problem was found in."""
    return [
        draft
        for draft in loaded.drafts
        if draft.path == problem.path
        and draft.line <= problem.line <= draft.last_line
        and problem.code not in _OF_DRAFTS
    ]


_OF_DRAFTS = frozenset(("draft", "draft-written"))


def rebuild(options: Options, day: date, preview: Preview) -> None:
    """Build once; print the problems instead where there are any. The last good site stays.

    The preview shows the pages as soon as they are made, and the papers when they are ready; `site/` changes
    once, when everything is.
    """
    keys.forget()
    loaded, problems = with_drafts(options.root, day)
    for problem in problems:
        console.problem(problem)
    if any(problem.severity == "error" for problem in problems):
        console.stop("Not built; the preview shows the last version without mistakes.")
        return
    planned, first = plan(loaded), replace(options, site=preview.site)
    try:
        made = build(at_hand(planned, options), first).made
        preview.published()
        made += build(planned, options).made
        if build(planned, first).changed:
            preview.published()
    except RefusedError as error:
        console.stop(str(error))
        return
    console.say(f"{len(made)} artefacts made")
