"""Pages of the finished site inside a package: links to what is not there are taken out, no word is changed.

What is taken out is marked by our own templates, and carried out in `coursekit/render/site/finished.py`.
"""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from coursekit.render.site import finished
from coursekit.render.site.finished import Element
from coursekit.render.templates import TEMPLATES

ASSETS = (
    *("assets/course.css", "assets/quiz.css", "assets/records.css", "assets/help.css"),
    *("assets/demo.css", "assets/home.css", "assets/session.css"),
    *("assets/aloud.css", "assets/easy.css", "assets/drawing.css", "assets/languages.css"),
    *("assets/course.js", "assets/quiz.js", "assets/demo.js"),
    *("assets/icon.svg", "assets/signs.svg", "assets/fonts/*", "blank.html", "school.css", "logo.*"),
)
"""What pages in a package may load: not the search, nor what leads to pages of other places."""

PICTURES = "pictures/*"
"""Pictures of the course; a package takes those that its pages show."""

Files = dict[str, bytes]


def chosen(paths: Iterable[str], patterns: Iterable[str]) -> list[str]:
    """The paths that one of the patterns means, sorted."""
    wanted = tuple(patterns)
    return sorted(path for path in paths if any(fnmatchcase(path, pattern) for pattern in wanted))


def assets(files: Mapping[str, bytes]) -> Files:
    """What the pages load."""
    return {path: files[path] for path in chosen(files, ASSETS) if path in files}


def pictures(files: Mapping[str, bytes], pages: Iterable[bytes]) -> Files:
    """The pictures that the pages show."""
    every = b"".join(pages)
    return {path: files[path] for path in chosen(files, (PICTURES,)) if f'src="{path}"'.encode() in every}


def own(*names: str) -> Files:
    """Scripts and styles that are only in packages."""
    return {f"assets/{name}": (TEMPLATES / "export/scorm" / name).read_bytes() for name in names}


def placed(
    html: bytes, known: Iterable[str], home: str, *, attempt: bool, instead: Mapping[str, str] | None = None
) -> bytes:
    """The page as it stands in a package that holds the files `known` and begins at `home`.

    A link to a page that is not there leads to what stands `instead` of it: the same page for a place. What
    leads nowhere then is taken out with all that speaks of it. With `attempt` the page tells the frame around
    it how far somebody has come.
    """
    root = settled(html, known, home, instead or {})
    if attempt:
        _tell(root)
    return finished.written(root)


def settled(html: bytes, known: Iterable[str], home: str, instead: Mapping[str, str]) -> Element:
    """The root of such a page."""
    there, root = frozenset(known), finished.read(html)
    finished.take_to(root, "package")
    for loads in root.xpath("//script[@src] | //link[@rel='stylesheet' or @rel='alternate']"):
        if (loads.get("src") or loads.get("href")) not in there:
            finished.remove(loads)
    finished.lead(root, lambda address: _led(address, there, home, instead))
    return root


def _led(address: str, there: frozenset[str], home: str, instead: Mapping[str, str]) -> str | None:
    """Where a link leads in the package; None where that is nowhere."""
    path, mark, part = address.partition("#")
    if path == "index.html":
        return home
    if path not in there and path in instead:
        path, address = instead[path], f"{instead[path]}{mark}{part}"
    return address if not path or path in there or address.startswith(_OUTSIDE) else None


_OUTSIDE = ("http:", "https:", "tel:", "mailto:", "sms:")


def _tell(root: Element) -> None:
    """attempt.js before quiz.js, where there is one: deferred scripts run in their order."""
    script = root.makeelement("script", src="assets/attempt.js", defer="defer")
    script.tail = "\n"
    quiz = root.find("head/script[@src='assets/quiz.js']")
    if quiz is None:
        root.find("head").append(script)
    else:
        quiz.addprevious(script)
