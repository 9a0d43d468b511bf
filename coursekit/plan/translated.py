"""Pages in other languages, in a folder a language: those for families, and help, which stays English."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from coursekit.catalogue import Catalogue, Variant
from coursekit.model.course import Page
from coursekit.model.translation import LANGUAGES, TRANSLATED, Translation, page_units, stale, translated
from coursekit.plan.artefact import Artefact
from coursekit.render.site.page import Link, PageInputs
from coursekit.render.site.translated import LEFT, MARKED, TEMPLATE, TranslatedInputs, words

LEFT_IN_ENGLISH = frozenset({"help"})
"""Kinds of page on which a child may depend. They are made in every language, and stay English there."""
ENOUGH = 0.5
"""The share of units that must be translated before a page is made: fewer help no reader."""


@dataclass(frozen=True)
class Versions:
    """The languages that pages come in, by the path of the page."""

    library: Catalogue

    def of(self, page: Page) -> dict[str, Translation | None]:
        """The languages in which a page is made; None for one in which it stays English."""
        return self._of[page.path]

    @cached_property
    def _of(self) -> dict[str, dict[str, Translation | None]]:
        return {page.path: self._found(page) for page in self.library.course.pages}

    def _found(self, page: Page) -> dict[str, Translation | None]:
        if page.head.kind in LEFT_IN_ENGLISH:
            return dict.fromkeys(self._languages())
        found = (one for one in self.library.loaded.translations if one.of == page.path)
        return {
            one.lang: one
            for one in sorted(found, key=lambda one: list(LANGUAGES).index(one.lang))
            if page.head.kind in TRANSLATED and _is_enough(page, one)
        }

    def links(self, page: Page, url: str, lang: str = "") -> tuple[Link, ...]:
        """Links to the page in all its languages, from where it is in `lang`; none where it has one only."""
        codes = list(self.of(page))
        up = "../" if lang else ""
        english = Link(title="English", url=f"{up}{url}", note="en-GB", current=not lang)
        others = (
            Link(
                title=LANGUAGES[code].name,
                url=url if code == lang else f"{up}{code}/{url}",
                note=code,
                current=code == lang,
            )
            for code in codes
        )
        return (english, *others) if codes else ()

    def own(self, lang: str) -> tuple[str, ...]:
        """The addresses of all pages in a language."""
        return tuple(
            variant.url
            for variant in self.library.pages
            if isinstance(variant.source, Page) and lang in self.of(variant.source)
        )

    def _languages(self) -> list[str]:
        there = {one.lang for one in self.library.loaded.translations if one.of != "interface"}
        return [code for code in LANGUAGES if code in there]


def plan_translated(versions: Versions, planned: Callable[[Variant, Page], Artefact]) -> Iterator[Artefact]:
    """Yield every page in another language; `planned` plans a page in English."""
    library = versions.library
    own = {lang: versions.own(lang) for lang in LANGUAGES}
    interface = {one.lang: one for one in library.loaded.translations if one.of == "interface"}
    for variant in library.pages:
        if not isinstance(page := variant.source, Page):
            continue
        for lang, translation in versions.of(page).items():
            said = translation.said if translation else {}
            version = translated(page, said) if translation else page
            english = planned(replace(variant, source=version), version)
            yield _made(english, lang, versions.links(page, variant.url, lang), own[lang],
                        interface.get(lang), translation, page)  # fmt: skip


def _made(
    english: Artefact,
    lang: str,
    languages: tuple[Link, ...],
    own: tuple[str, ...],
    interface: Translation | None,
    translation: Translation | None,
    page: Page,
) -> Artefact:
    assert isinstance(english.inputs, PageInputs)  # noqa: S101 (every page has them)
    inputs = TranslatedInputs(
        page=english.inputs.model_copy(update={"languages": ()}),
        language=LANGUAGES[lang],
        said=words(interface.said) if interface else {},
        english_url=f"../{english.path}",
        languages=languages,
        own=own,
        left=translation is None,
        waiting=len(stale(page, translation)) if translation else 0,
        **(
            {name: getattr(translation, name) for name in ("translator", "reviewer", "reviewed_on")}
            if translation
            else {}
        ),
    )
    read = {one.path for one in (interface, translation) if one}
    return replace(
        english,
        path=f"{lang}/{english.path}",
        source=f"{lang}/{english.source}",
        recipe="coursekit.render.site.translated:render",
        inputs=inputs,
        sources=tuple(sorted({*english.sources, *read})),
        templates=(*english.templates, TEMPLATE, LEFT, MARKED, "site/part/languages.html.j2"),
        lang=lang if translation else english.lang,
    )


def _is_enough(page: Page, translation: Translation) -> bool:
    return len(stale(page, translation)) <= (1 - ENOUGH) * len(page_units(page))
