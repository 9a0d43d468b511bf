"""A local preview that follows every edit.

A page in the browser waits for the next publish and loads itself again. The script for that is added to pages
on their way out and never stands in the site.
"""

import os
import sys
import threading
import traceback
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from queue import Empty, Queue

import watchfiles

from coursekit import console
from coursekit.check import check
from coursekit.cli import machine_fault
from coursekit.load.course import Loaded, load
from coursekit.load.drafts import Draft
from coursekit.model.problem import Problem
from coursekit.plan.plan import Plan, plan
from coursekit.render.site import engine
from coursekit.run import keys
from coursekit.run.build import Options, at_hand, build
from coursekit.run.ownership import RefusedError
from coursekit.run.work import call

_LOOKS = ("templates/", "mkdocs.yml")
"""What every page is drawn with: after an edit there, all are made again."""
_FEW = 30
"""More pages than these are made with all the others."""
WATCHED = ("course", "quizzes", "facts", "reviews", "extra", "templates", "school.yml", "mkdocs.yml")
_WAIT = "/.next-build"
_SCRIPT = b"""<script>
fetch("/.next-build").then(() => location.reload()).catch(() => {})
</script>"""


class Preview:
    """The published site, the pages that are newer than it, and the moment either changes."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._changed = threading.Condition()
        self._builds = 0
        self._ahead: dict[str, tuple[int, bytes]] = {}
        """Pages that are shown before the site with them is made, with the number of their look."""

    def ahead(self, look: int, pages: Mapping[str, bytes]) -> None:
        """Show pages, by path, before the site of their look is published."""
        with self._changed:
            self._ahead |= {path: (look, html) for path, html in pages.items()}
        self._tell()

    def published(self, look: int) -> None:
        """The site holds what was there at this look: wake every page that waits."""
        with self._changed:
            self._ahead = {path: page for path, page in self._ahead.items() if page[0] > look}
        self._tell()

    def page(self, file: Path) -> bytes | None:
        """The newest version of a page of the site; None for what is no page of it."""
        newest = self._ahead.get(file.relative_to(self.site).as_posix())
        if newest:
            return newest[1]
        return file.read_bytes() if file.suffix == ".html" and file.is_file() else None

    def _tell(self) -> None:
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
        if html := self.preview.page(file):
            self._page(html.replace(b"</body>", _SCRIPT + b"</body>"))
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
    """Build, serve on this machine alone, and follow each edit, until Ctrl+C."""
    options = Options(root=root, site=root / "site", jobs=jobs)
    follower = Follower(options, day, Preview(options.cache / "preview"))
    with Server(("127.0.0.1", port), partial(Handler, follower.preview)) as server:
        follower.follow()
        follower.finish()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        threading.Thread(target=follower.finish_each, daemon=True).start()
        console.say(f"Preview: http://127.0.0.1:{server.server_port}/  (stop with Ctrl+C)")
        with suppress(KeyboardInterrupt):
            for changes in _edits(root):
                follower.follow({Path(path) for _, path in changes})
        server.shutdown()
    sys.stdout.flush()
    os._exit(0)  # what is being built is left: a site is published whole, or not at all


def _edits(root: Path) -> Iterator[set[tuple[watchfiles.Change, str]]]:
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


@dataclass(frozen=True)
class Look:
    """The course as it was found at one time, without mistakes."""

    number: int
    planned: Plan


class Follower:
    """Looks at the course after each edit; shows the pages of what was edited first, then builds the rest.

    The preview shows a page of the edited files as soon as it is made, all pages after that, and the papers
    when they are ready; `site/` changes once, when everything is. Whatever goes wrong is said in a sentence,
    and the last good version stays on show.
    """

    def __init__(self, options: Options, day: date, preview: Preview) -> None:
        self.options, self.day, self.preview = options, day, preview
        self._numbers = count(1)
        self._newest: Queue[Look] = Queue(1)
        self._building = threading.Lock()

    def follow(self, edited: Collection[Path] = ()) -> None:
        """Look once, show the pages of the edited files, and leave the rest to be finished."""
        names = self._names(edited)
        with _last_version_stays():
            if is_redrawn := any(name.startswith(_LOOKS) for name in names):
                with self._building:  # a build goes on with what it began with
                    keys.forget()
            look = self._look()
            if look is None:
                return
            if not is_redrawn:
                self._begin_with(look, names)
            with suppress(Empty):
                self._newest.get_nowait()  # a later look has what an earlier one would have shown
            self._newest.put(look)

    def finish(self) -> None:
        """Build what the newest look found; nothing where there was none."""
        try:
            look = self._newest.get_nowait()
        except Empty:
            return
        with _last_version_stays():
            self._finish(look)

    def finish_each(self) -> None:
        """Build what each look finds, for ever; of those that come meanwhile, the newest."""
        while True:
            look = self._newest.get()
            with _last_version_stays():
                self._finish(look)

    def _look(self) -> Look | None:
        loaded, problems = with_drafts(self.options.root, self.day)
        for problem in problems:
            console.problem(problem)
        if any(problem.severity == "error" for problem in problems):
            console.stop("Not built; the preview shows the last version without mistakes.")
            return None
        return Look(next(self._numbers), plan(loaded))

    def _names(self, edited: Iterable[Path]) -> set[str]:
        root = self.options.root
        return {file.relative_to(root).as_posix() for file in edited if file.is_relative_to(root)}

    def _begin_with(self, look: Look, names: set[str]) -> None:
        """Show the pages that come from these files, as long as they are few."""
        pages = [page for page in look.planned.pages if names.intersection(page.sources)]
        if 0 < len(pages) <= _FEW:
            sources = {page.name: call(page) for page in pages}
            work = self.options.cache / "work" / f"page-{look.number}"
            made = engine.build(self.options.engine, look.planned.shell, sources, work)
            self.preview.ahead(look.number, {page.path: made[page.path] for page in pages})

    def _finish(self, look: Look) -> None:
        with self._building:
            self._build(look)

    def _build(self, look: Look) -> None:
        planned, first = look.planned, replace(self.options, site=self.preview.site)
        try:
            made = build(at_hand(planned, self.options), first).made
            self.preview.published(look.number)
            made += build(planned, self.options).made
            if build(planned, first).changed:
                self.preview.published(look.number)
        except RefusedError as error:
            console.stop(str(error))
            return
        console.say(f"{len(made)} artefacts made")


@contextmanager
def _last_version_stays() -> Iterator[None]:
    """Say in a sentence what went wrong: an author at work must not lose the preview."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 (whatever it is)
        said = (
            machine_fault(error) or f"{_summed_up(error)} This is a fault in the program; please report it."
        )
        console.stop(f"Not built; the preview shows the last version that was: {said}")
