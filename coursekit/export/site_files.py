"""Pages of the finished site inside a package: links to what is not there are taken out, no word is changed.

The pages are our own, made by our own templates, so what is cut here looks the same on every page.
"""

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from coursekit.render.templates import TEMPLATES

ASSETS = (
    *("assets/course.css", "assets/quiz.css", "assets/records.css", "assets/help.css"),
    *("assets/demo.css", "assets/home.css", "assets/help-print.css", "assets/session.css"),
    *("assets/course.js", "assets/quiz.js", "assets/demo.js"),
    *("assets/icon.svg", "assets/signs.svg", "assets/fonts/*", "blank.html", "school.css", "logo.*"),
)
"""What pages in a package may load: not the search, nor what leads to pages of other places."""

Files = dict[str, bytes]


def chosen(paths: Iterable[str], patterns: Iterable[str]) -> list[str]:
    """The paths that one of the patterns means, sorted."""
    wanted = tuple(patterns)
    return sorted(path for path in paths if any(fnmatchcase(path, pattern) for pattern in wanted))


def assets(files: Mapping[str, bytes]) -> Files:
    """What the pages load."""
    return {path: files[path] for path in chosen(files, ASSETS) if path in files}


def own(*names: str) -> Files:
    """Scripts and styles that are only in packages."""
    return {f"assets/{name}": (TEMPLATES / "export/scorm" / name).read_bytes() for name in names}


def placed(html: bytes, known: Iterable[str], home: str, *, attempt: bool) -> bytes:
    """The page as it stands in a package that holds the files `known` and begins at `home`.

    With `attempt` it tells the frame around it how far somebody has come.
    """
    there = frozenset(known)
    text = html.decode()
    text = _MENUS.sub("", text)
    text = _LOADED.sub(lambda loaded: loaded[0] if loaded[1] in there else "", text)
    text = text.replace('class="brand" href="index.html"', f'class="brand" href="{home}"')
    text = _ENTRY.sub(lambda entry: entry[0] if _is_there(entry[1], there) else "", text)
    text = _LINK.sub(lambda link: link[0] if _is_there(link[2], there) else link[1], text)
    if attempt:
        text = text.replace("</head>", '<script src="assets/attempt.js" defer></script>\n</head>')
        text = _in_time(text)
    return text.encode()


def _in_time(text: str) -> str:
    """attempt.js before quiz.js: deferred scripts run in their order."""
    script = '<script src="assets/attempt.js" defer></script>\n'
    quiz = '<script src="assets/quiz.js" defer></script>'
    if quiz not in text:
        return text
    return text.replace(script, "").replace(quiz, f"{script}{quiz}")


def _is_there(address: str, there: frozenset[str]) -> bool:
    path = address.partition("#")[0]
    return not path or bool(_SCHEME.match(address)) or path in there


_SCHEME = re.compile(r"(?:https?|tel|mailto|sms):")
_MENUS = re.compile(r'<nav class="nav".*?</nav>\s*|<details class="menu">.*?</details>\s*', re.DOTALL)
_LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]*)"[^>]*>(?:</script>)?\n?')
"""A script or a style sheet: what a package does not hold, its pages do not ask for."""
_ENTRY = re.compile(r'<li><a href="([^"]*)"[^>]*>[^<]*</a></li>\n?')
"""A line of a list that is a link and nothing else."""
_LINK = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')
