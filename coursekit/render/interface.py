"""The words around the texts of a page in the reader's language, English where there are none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from coursekit.model.units import Unit

CONVERTED = (
    "site/translated.html.j2",
    "site/left_in_english.html.j2",
    "site/part/languages.html.j2",
    "site/theme/main.html",
)
"""The templates whose every word is in the catalogue. This list only grows."""
CONTEXT = "interface"
HEADER = ("Learn", "Parents", "Leads", "Trainers")
"""The entries of the header, which pages of the course name."""
KEYWORDS = ("_", "t")
"""What marks a word in a template: `t` in the shell, which the site's engine draws."""

_said: ContextVar[Mapping[str, str] | None] = ContextVar("said", default=None)
_TEMPLATES = Path(__file__).parents[2] / "templates"


def gettext(english: str) -> str:
    """What stands for an English text of a template in the language that is being drawn."""
    return (_said.get() or {}).get(english, english)


def ngettext(one: str, many: str, number: int) -> str:
    """The same for a number: English has two forms, and no template here asks for more yet."""
    return gettext(one if number == 1 else many)


@contextmanager
def speaking(said: Mapping[str, str]) -> Iterator[None]:
    """Draw templates with these words instead of the English ones."""
    token = _said.set(said)
    try:
        yield
    finally:
        _said.reset(token)


@cache
def messages() -> tuple[Unit, ...]:
    """Every text of the converted templates, once, in their order."""
    from babel.messages.extract import extract

    found: dict[str, None] = dict.fromkeys(HEADER)
    options = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
    for name in CONVERTED:
        with (_TEMPLATES / name).open("rb") as file:
            for _, text, _, _ in extract(
                "jinja2.ext:babel_extract", file, dict.fromkeys(KEYWORDS), options=options
            ):
                found.setdefault(str(text))
    return tuple(Unit(CONTEXT, text, 1) for text in found)
