"""What a reader sees where the text names a fact, a contact, a place or the school."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from markupsafe import Markup

from coursekit.model.doors import Door
from coursekit.model.facts import EXPECTED, Contact, ContactKind, Fact
from coursekit.model.picture import Picture
from coursekit.model.reference import FUNCTIONS, Reference, references, section_of
from coursekit.model.shelf import CountryNumbers, Shelf
from coursekit.render import drawing, markdown
from coursekit.render.templates import TEMPLATES, template


def reference_templates(folder: str) -> tuple[str, ...]:
    """Every template that a writer of this folder may draw a reference with: what its outputs depend on."""
    found = (TEMPLATES / folder / "reference").glob("*.j2")
    return (*sorted(file.relative_to(TEMPLATES).as_posix() for file in found), drawing.TEMPLATE)


@dataclass
class Writer:
    """Writes the texts of one output and collects, in order of first use, the facts and contacts it showed.

    `folder` names the templates (`site`, `print`, `plain` or `export`) that draw references.
    """

    shelf: Shelf
    folder: str
    brief: bool = False
    """Whether cards show whom to call at once and fold the rest away: a page of many, read in a hurry."""
    numbers: tuple[CountryNumbers, ...] = ()
    """What each country has, for pages of readers whose place has no emergency number that is sure."""
    shown: list[Fact] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    """Those that it showed, in order of first use."""
    at: str | None = None
    """Where a package keeps pictures, as its texts write it; None where it keeps none."""
    _cards: set[str] = field(default_factory=set)
    """Ids of the contacts whose cards the section being written has already."""
    _led_to: bool = False
    """Whether the words before the reference end in a colon, and would lead to nothing without it."""

    def block(self, text: str) -> Markup:
        """Markdown of any length as HTML."""
        return self.sections(text).html

    def sections(self, text: str) -> markdown.Sections:
        """The same in its sections."""
        drawn = (one for one in references(text) if one.function in FUNCTIONS and one.argument is not None)
        places = iter(
            [(one.alone(text), section_of(text, one.start), _is_led_to(text, one)) for one in drawn]
        )
        cards: dict[int, set[str]] = {}

        def put(reference: Reference) -> str:
            alone, section, self._led_to = next(places)
            self._cards = cards.setdefault(section, set())
            return self._put(reference, alone)

        return markdown.Sections(text, put, self.shelf.links, self._show)

    def line(self, text: str) -> Markup:
        """One line of Markdown as HTML without a `<p>` around it."""
        return markdown.render_inline(text, self._put_in, self.shelf.links, self._show)

    def run_in(self, text: str) -> Markup:
        """Markdown of any length that follows other words in their paragraph, as HTML."""
        return markdown.render_run_in(text, self._put_in, self.shelf.links, self._show)

    def number(self, fact: Fact) -> int:
        """The number of a fact among the sources of this output, counted from 1."""
        if fact not in self.shown:
            self.shown.append(fact)
        return self.shown.index(fact) + 1

    def contact(self, kind: str) -> Contact | None:
        """The place's first contact of a kind, where it has one."""
        ids = self.shelf.here.get(kind, ())
        return self.shelf.contacts[ids[0]] if ids else None

    def _called(self, id_: str) -> Contact:
        """A contact that is about to be shown; where it may not, the templates print a blank."""
        contact = self.shelf.contacts[id_]
        if contact.may_be_shown:
            self.contacts.append(contact)
        return contact

    def _put_in(self, reference: Reference) -> str:
        """What stands for a reference in a sentence."""
        return self._put(reference, False)

    def _show(self, target: str, words: str) -> str:
        """What stands for a picture; `check` has reported one that is not there."""
        picture = self.shelf.pictures.get(PurePosixPath(target).name)
        return self.picture(picture, words) if picture else str(Markup.escape(words))

    def picture(self, picture: Picture, words: str) -> str:
        """A picture as this output shows it; `words` stand for it, or none where it says nothing."""
        if picture not in self.pictures:
            self.pictures.append(picture)
        return self._draw("picture", picture=picture, words=words, at=self.at)

    def _put(self, reference: Reference, alone: bool) -> str:
        draw = getattr(self, f"_{reference.function}")
        html: str = draw(reference.argument, alone)
        return html

    def _draw(self, name: str, **values: object) -> str:
        return template(f"{self.folder}/reference/{name}.html.j2").render(**values).strip()

    def _fact(self, id_: str, _alone: bool) -> str:
        fact = self.shelf.facts[id_]
        number = self.number(fact)
        return self._draw(
            "fact",
            fact=fact,
            text=self.line(fact.text),
            caveat=fact.caveat and self.line(fact.caveat),
            number=number,
        )

    def _change(self, id_: str, _alone: bool) -> str:
        """An entry of the change log in its own words; what it rests on joins the sources."""
        change = self.shelf.changes[id_]
        for fact in change.facts:
            self.number(self.shelf.facts[fact])
        return self.line(change.what)

    def _facts(self, topic: str, _alone: bool) -> str:
        facts = self.shelf.topics[topic]
        if not facts and topic not in EXPECTED:
            return ""
        if not facts:
            return self._draw("no_facts", place=self.shelf.place, law=self.contact("law"))
        return self._draw("facts", facts=facts, topic=topic, names=self.shelf.place_names, write=self.line)

    def _rule(self, id_: str, _alone: bool) -> str:
        """The rule, ending with the place's own guidance where that is known."""
        rule, place = self.shelf.rules[id_], self.shelf.place
        parts = [self.line(rule.text)]
        if place and place.code in rule.facts:
            parts.append(Markup(self._fact(rule.facts[place.code], False)))  # noqa: S704 (drawn by a template)
        elif rule.elsewhere:
            parts.append(self.line(rule.elsewhere))
        return Markup(" ").join(parts)

    def _apps(self, kinds: str, _alone: bool) -> str:
        return self._draw("apps", apps=self.shelf.apps[kinds], write=self.line)

    def _contact(self, id_: str, alone: bool) -> str:
        contact = self._called(id_)
        if alone:
            self._cards.add(id_)
        name = "contact_card" if alone else "contact"
        return self._draw(name, contact=contact, write=self.line, brief=self.brief)

    def _here(self, kind: str, alone: bool) -> str:
        ids = self.shelf.here.get(kind, ())
        if ids and not alone:
            return self._contact(ids[0], alone)
        fresh = [id_ for id_ in ids if id_ not in self._cards]
        if ids and (fresh or not self._led_to):  # cards for all of them, but none twice in a section
            return "".join(self._contact(id_, alone) for id_ in fresh)
        if ids:
            return self._contact(ids[0], False)
        # Paper leaves a labelled line to fill in; the site leaves out a service that is not there. Of several
        # kinds the last counts: those before it were the first choice, not the only one.
        numbers = self.numbers if alone else ()
        return self._draw(
            "no_contact", kind=ContactKind(kind.split()[-1]), place=self.shelf.place, numbers=numbers
        )

    def _door(self, name: str, _alone: bool) -> str:
        """The first door in full, and below it who is open when it is closed."""
        contacts = [self._called(id_) for id_ in self.shelf.doors[name]]
        self._cards.update(contact.id for contact in contacts[:1])
        first, later = (contacts[0], contacts[1:]) if contacts else (None, [])
        shown = {"first": first, "later": later, "place": self.shelf.place, "numbers": self.numbers}
        # Paper shows all of them in one cell of a table, or a labelled line to fill in.
        on_paper = {"calls": contacts, "kind": ContactKind.POLICE}
        return self._draw("door", door=Door(name), write=self.line, **shown, **on_paper)

    def _drawing(self, id_: str, _alone: bool) -> str:
        """A drawing, and of a chart its facts, which join the sources."""
        drawn, facts = self.shelf.drawings[id_], self.shelf.facts
        bars = [
            (bar, figure, facts[bar.fact], self.number(facts[bar.fact]))
            for bar, figure in drawn.figures(facts)
        ]
        picture, words = drawing.as_picture(drawn, facts), drawn.in_words(facts)
        said = {"drawing": drawn, "points": drawn.points(facts), "words": words, "bars": bars}
        shown = Markup(self.picture(picture, words)) if self.at is not None else ""  # noqa: S704 (drawn by a template)
        return self._draw(
            "drawing",
            **said,
            unit=drawn.unit(facts) if bars else "",
            picture=picture,
            shown=shown,
            svg=drawing.svg(drawn, facts, alone=False) if self.folder == "site" else "",
            at=self.at,
        )

    def _place(self, what: str, _alone: bool) -> str:
        return str(Markup.escape(getattr(self.shelf.place, what)))

    def _school(self, what: str, alone: bool) -> str:
        labels = self.shelf.labels
        keys = labels if what == "contacts" else (what,)
        rows = [(labels[key], getattr(self.shelf.school, key), key) for key in keys]
        return self._draw("school" if alone or what == "contacts" else "school_line", rows=rows)

    def _by_place(self, page: str, _alone: bool) -> str:
        return self._draw("by_place", links=self.shelf.by_place[page])


def _is_led_to(text: str, reference: Reference) -> bool:
    """Whether the last words before a reference end in a colon."""
    return text[: reference.start].rstrip().endswith(":")
