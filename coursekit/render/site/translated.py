"""A page in another language: what is translated, what is marked English, who stands for it."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from markupsafe import Markup
from pydantic import SerializeAsAny

from coursekit.model.base import Frozen
from coursekit.model.reference import Reference
from coursekit.model.translation import CLOSE, OPEN, Language
from coursekit.render.interface import speaking
from coursekit.render.markdown import is_block
from coursekit.render.references import Writer
from coursekit.render.site import page as english
from coursekit.render.site.page import Link, PageInputs
from coursekit.render.templates import template

TEMPLATE, LEFT, MARKED = (
    "site/translated.html.j2",
    "site/left_in_english.html.j2",
    "site/part/in_english.html.j2",
)


class TranslatedInputs(Frozen):
    """A page, and all that its version in another language adds."""

    page: SerializeAsAny[PageInputs]
    """With its texts in the other language; in English where it is `left`."""
    language: Language
    said: dict[str, str]
    """What stands for each text of the interface."""
    english_url: str
    """The page in English, from the language’s folder."""
    languages: tuple[Link, ...]
    own: tuple[str, ...]
    """The addresses of all pages in this language, from its own folder."""
    left: bool = False
    """Whether it stays English: nobody has checked a translation, and a child may depend on it."""
    waiting: int = 0
    """How many units stand in English."""
    translator: str | None = None
    reviewer: str | None = None
    reviewed_on: date | None = None


class _Writer(Writer):
    """Marks what references bring: the records of `facts/` are in English."""

    def _put(self, reference: Reference, alone: bool) -> str:
        return marked(super()._put(reference, alone))


def marked(html: str) -> str:
    """HTML in English, marked so for speech, hyphenation and search."""
    if not html:
        return ""
    tag = "div" if is_block(html) else "span"
    return template(MARKED).render(tag=tag, html=Markup(html)).strip()  # noqa: S704 (drawn by templates)


@cache
def _marks() -> tuple[str, str]:
    before, _, after = marked("\x04").partition("\x04")
    return before, after


def render(inputs: TranslatedInputs) -> bytes:
    """Return the engine's source of the page: YAML front matter and one block of HTML."""
    page, language = inputs.page, inputs.language
    with speaking(inputs.said):
        html = _left(inputs) if inputs.left else _translated(inputs)
    html = html.replace(OPEN, _marks()[0]).replace(CLOSE, _marks()[1])
    head = english.front_matter(page)
    head |= {"up": "../", "help": _led(page.help_url, inputs.own), "id": "", "keep": False}
    head |= {"wrong": "", "demo": False, "langs": True, "blanks": "data-blank" in html}
    if not inputs.left:
        head |= {"lang": language.code, "dir": language.direction, "kind": "translated", "quiz": False}
        return english.source(_relinked(html, inputs.own), head, inputs.said)
    return english.source(_relinked(html, inputs.own), head, {})


def _translated(inputs: TranslatedInputs) -> str:
    page = inputs.page
    write = _Writer(page.shelf, "site", brief=page.brief, numbers=page.emergencies)
    body = write.sections(page.text).html
    return template(TEMPLATE).render(**_shown(inputs), write=write, body=body)


def _left(inputs: TranslatedInputs) -> str:
    """The English page as it is, below a sentence in the reader's language that says why."""
    page = inputs.page
    with speaking({}):
        body = english.html(page, english.reviewed(page))
    write = Writer(page.shelf, "site", brief=page.brief, numbers=page.emergencies)
    emergency = write.contact("emergency")
    return template(LEFT).render(**_shown(inputs), body=Markup(body), emergency=emergency)  # noqa: S704


def _shown(inputs: TranslatedInputs) -> dict[str, object]:
    shown = {name: getattr(inputs, name) for name in type(inputs).model_fields if name != "page"}
    return {**shown, "head": inputs.page.head, "shelf": inputs.page.shelf}


_ADDRESS = re.compile(r'\b(?P<name>href|src)="(?P<url>(?![a-z][a-z0-9+.-]*:|#|/|\.\./)[^"]+)"')


def _relinked(html: str, own: tuple[str, ...]) -> str:
    """The same with addresses that hold from the language's folder; those of English pages say so."""
    return _ADDRESS.sub(lambda found: f'{found["name"]}="{_led(found["url"], own)}"', html)


def _led(url: str, own: tuple[str, ...]) -> str:
    return url if url.partition("#")[0] in own else f"../{url}"


def words(units: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The texts of the interface by their English."""
    return {english: text for (_, english), text in units.items()}
