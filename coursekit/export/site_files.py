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


def placed(
    html: bytes, known: Iterable[str], home: str, *, attempt: bool, instead: Mapping[str, str] | None = None
) -> bytes:
    """The page as it stands in a package that holds the files `known` and begins at `home`.

    A link to a page that is not there leads to what stands `instead` of it: the same page for a place. What
    leads nowhere then is taken out with all that speaks of it. With `attempt` the page tells the frame around
    it how far somebody has come.
    """
    there = frozenset(known)
    others = {"index.html": home, **(instead or {})}
    text = _NOT_HERE.sub("", html.decode())
    text = _LOADED.sub(lambda loaded: loaded[0] if loaded[1] in there else "", text)
    text = _LINK.sub(lambda link: f'{link[1]} href="{_led(link[2], there, others)}"', text)
    text = _without_dead(text, there)
    if attempt:
        text = text.replace("</head>", '<script src="assets/attempt.js" defer></script>\n</head>')
        text = _in_time(text)
    return text.encode()


def _led(address: str, there: frozenset[str], others: Mapping[str, str]) -> str:
    """Where a link leads in the package."""
    path, mark, part = address.partition("#")
    if path in others and (path == "index.html" or path not in there):
        return others[path] if path == "index.html" else f"{others[path]}{mark}{part}"
    return address


def _without_dead(text: str, there: frozenset[str]) -> str:
    """The page without links that lead nowhere, nor headings, boxes and sentences that hold nothing else."""

    def dead(found: re.Match[str]) -> str:
        return found[0] if _is_there(found["to"], there) else ""

    def some(line: re.Match[str]) -> str:
        links = [link for link in line[2].split(" · ") if _is_there(_LINK.match(link)[2], there)]  # type: ignore[index]
        return f"<p>{line[1]}{' · '.join(links)}</p>" if links else ""

    text = _LINE.sub(some, text)
    for alone in (_ENTRY, _TURN, _SENTENCE, _SUBJECT):
        text = alone.sub(dead, text)
    text = _LINK.sub(lambda link: link[0] if _is_there(link[2], there) else link[1], text)
    text = _DEAD_LIST.sub("", text)
    text = _DEAD_CHOICE.sub(r'<p class="place">\1</p>', text)
    for empty in _EMPTY:
        text = empty.sub("", text)
    return text


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
_NOT_HERE = re.compile(
    r'<nav class="nav".*?</nav>\s*|<details class="menu">.*?</details>\s*'
    r'|<p class="(?:aged|remember|from feed)".*?</p>\s*',
    re.DOTALL,
)
"""What only the site has: its menu, and what a reader may have kept of it."""
_LOADED = re.compile(
    r'<(?:script src|link rel="(?:stylesheet|alternate)" href)="([^"]*)"[^>]*>(?:</script>)?\n?'
)
"""A script, a style sheet or a feed: what a package does not hold, its pages do not ask for."""
_ENTRY = re.compile(r'<li><a href="(?P<to>[^"]*)"[^>]*>[^<]*</a></li>\n?')
"""A line of a list that is a link and nothing else."""
_TURN = re.compile(r'<a class="turn__\w+" href="(?P<to>[^"]*)"[^>]*>(?:(?!</a>).)*</a>\n?', re.DOTALL)
"""The way to the next page or the last."""
_SENTENCE = re.compile(
    r'(?:(?<=\. )|(?<=<p>)|(?<=<p class="by-place">))<a href="(?P<to>[^"]*)"[^>]*>[^<]*</a>(?=</p>)'
)
"""A link that is a sentence of its own at the end of a paragraph."""
_SUBJECT = re.compile(r'(?<=<p>)<a href="(?P<to>[^"]*)"[^>]*>[^<]*</a> [^<.]*\.\s*')
"""A sentence about the page that it begins with a link to."""
_LINE = re.compile(r'<p>([^<.]*: )((?:<a href="[^"]*"[^>]*>[^<]*</a>(?: · |(?=</p>)))+)</p>')
"""A line of links, such as “More help: …”."""
_LINK = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')
_DEAD_LIST = re.compile(
    r'(?:<h2[^>]*>[^<]*</h2>\s*)?<ul class="(?:files|modules)">(?:(?!</ul>| href=).)*</ul>\s*', re.DOTALL
)
"""A list of files or modules that are not in the package, and its heading."""
_DEAD_CHOICE = re.compile(
    r'<details class="place">\s*<summary>(For <b>[^<]*</b>)(?: <u>Change</u>)?</summary>\s*'
    r'<ul class="by-place">\s*</ul>\s*</details>'
)
"""The place of a page that is there for no other."""
_EMPTY = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r'<(ul|ol) class="(?:by-place|foot__links)">\s*</\1>\s*',
        r'<section class="where"[^>]*>\s*<h2[^>]*>[^<]*</h2>\s*</section>\s*',
        r"<details>\s*<summary>[^<]*</summary>\s*</details>\s*",
        r'<nav class="turn"[^>]*>\s*</nav>\s*',
        r'<p(?: class="by-place")?>\s*</p>\s*',
        r'<div class="admonition \w+">\s*<(h\d|p) class="admonition-title">(?:(?!</\1>).)*</\1>\s*</div>\s*',
    )
)
"""What is left of a box, a list or a heading when all links in it are gone; the inner ones first."""
