"""A deck as words: its slides and their notes. The presentation and the paper copy are made of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from coursekit.model.base import Frozen, Paper
from coursekit.model.facts import Contact, ContactKind
from coursekit.model.rehearsal import Rehearsal
from coursekit.model.review import NOT_REVIEWED
from coursekit.model.school import Logo, School
from coursekit.model.session import ScenarioCard, Segment, Session
from coursekit.model.shelf import Shelf
from coursekit.model.study_set import SetSlide
from coursekit.render.compared import compared_all
from coursekit.render.flow import Block, Run, paragraph
from coursekit.render.plain import PlainWriter, reached, source_line, standing
from coursekit.render.slides.slide import Deck, Slide, shown


class Country(Frozen):
    """An emergency number and where it is answered."""

    name: str
    contact: Contact


class DeckInputs(Frozen):
    """Everything a deck shows."""

    title: str
    label: str
    """Which deck it is, such as `Module 6`."""
    tab_title: str
    lede: str
    session: Session | None = None
    """A session’s deck; that of a set has its own few slides instead."""
    few: tuple[SetSlide, ...] = ()
    rehearsals: dict[str, Rehearsal] = {}
    """What people say aloud in it, by id."""
    shelf: Shelf
    school: School
    labels: dict[str, str]
    """What the school’s contacts are called in its place."""
    logo: Logo | None = None
    countries: tuple[Country, ...] = ()
    """For decks that hold for every place: whom to call in each."""
    review_by: date
    version: str
    lang: str = "en-GB"
    paper: Paper
    licence: str = "CC BY 4.0"
    site: str | None = None
    """The address of the help page; none without a canonical address."""


WAYS = {
    "talk": "Listen",
    "discuss": "Talk together",
    "task": "Try it",
    "say": "Say it aloud",
    "reflect": "Think quietly",
}
"""What the people in the room do, as the slide tells them."""
_WAYS_OF_TRAINERS = {
    "talk": "You talk",
    "discuss": "They talk",
    "task": "They do",
    "say": "They say it aloud",
    "reflect": "They think",
}
HELP_KINDS = {
    ContactKind.EMERGENCY: "In danger now",
    ContactKind.CRISIS: "In a crisis",
    ContactKind.ADULT_HELPLINE: "Worried about a child",
}
"""The contacts of the school's place that the help slides show, with what each is for."""
SHORT = 5
"""Characters of an emergency number: it is set larger than the rest."""
_BEFORE = (
    "Say that nothing graphic is shown, that anybody may step out or pass at any time, and that nobody "
    "shares a real case. Know who can go out with a person. If somebody tells you something, thank them, "
    "stop the detail kindly and speak with them alone; about a child, tell the lead before you leave."
)
CARDS = "cards"
"""The id of the part of a session after which the scenario cards are shown."""


def deck(inputs: DeckInputs) -> Deck:
    """Write the deck of a session."""
    writer = _Deck(inputs)
    slides = tuple(writer.slides())
    return Deck(tuple(writer.with_sources(slide) for slide in slides), writer.foot())


@dataclass
class _Deck:
    inputs: DeckInputs
    write: PlainWriter = field(init=False)

    def __post_init__(self) -> None:
        self.write = PlainWriter(self.inputs.shelf)

    def slides(self) -> Iterator[Slide]:
        """Every slide, in order."""
        session = self.inputs.session
        if session is None:
            yield from self._few()
            return
        yield self._cover(session)
        yield self._before(session)
        yield self._aims(session)
        for segment in session.segments:
            yield self._segment(segment)
            if segment.id == CARDS:
                yield from (self._card(card, segment) for card in session.cards)
            yield from (self._rehearsal(self.inputs.rehearsals[id_], segment) for id_ in segment.rehearsals)
        yield self._after(session)

    @property
    def _session(self) -> Session:
        """The session of a deck that has one."""
        assert self.inputs.session  # noqa: S101 (asked only for its segments)
        return self.inputs.session

    def _few(self) -> Iterator[Slide]:
        """The slides of a set, as they are; the last has who can help beside it."""
        last = len(self.inputs.few)
        for number, few in enumerate(self.inputs.few, 1):
            body = tuple(Block("bullet", self.write.runs(line)) for line in few.lines)
            begin = (_heading("Before you start"), paragraph(_BEFORE)) if number == 1 else ()
            countries = self._countries() if number == last else ()
            notes = (*begin, _heading("What to say"), *self.write.flow(few.script), *countries)
            layout = "help" if number == last else few.way
            aside = self._help() if number == last else ()
            chip = "" if number == last else self.inputs.label
            yield Slide(layout, few.title, chip, "", body, aside, notes)

    def foot(self) -> str:
        """The school, the version and how old the text is."""
        parts = [self.inputs.school.name, f"Trusted Adult {self.inputs.version}"]
        parts += [self.write.compared.rstrip(".")]
        return " · ".join(filter(None, parts))

    @property
    def _review_by(self) -> date:
        countries = (country.contact.review_by for country in self.inputs.countries)
        return min((self.inputs.shelf.review_by(self.inputs.review_by), *countries))

    def _cover(self, session: Session) -> Slide:
        plans = session.lengths
        shows = ", ".join(f"“{length} minutes”" for length in plans)
        how = (
            f"One deck for {' and '.join(plans)} minutes. In PowerPoint choose Slide Show, then Custom "
            f"Slide Show: {shows} show only the parts of that plan. "
            "The amber sign at the foot of each slide leads to help."
            if len(plans) > 1
            else "The amber sign at the foot of each slide leads to help."
        )
        notes = [
            _heading("Before the session"),
            paragraph(
                "Read the session’s page and its script once. Find somebody who can go out with a person."
            ),
            paragraph(how),
            *([_heading("What you need")] if session.kit else []),
            *(Block("bullet", self.write.runs(thing)) for thing in session.kit),
            _heading("About these slides"),
            paragraph(
                " ".join(
                    [
                        *standing("", self._review_by, NOT_REVIEWED),
                        f"Trusted Adult {self.inputs.version}, {self.inputs.licence}.",
                    ]
                )
            ),
        ]
        lede = Block("text", self.write.runs(self.inputs.lede))
        note = paragraph("Nothing graphic is shown. You may step out or pass at any time.")
        return Slide("cover", self.inputs.title, self.inputs.label, "", (lede,), (note,), tuple(notes))

    def _before(self, session: Session) -> Slide:
        lines = (
            "About online sexual harm to children, and what adults can do",
            "Nothing graphic is said or shown",
            "Step out or pass at any time, without a reason",
            "No real cases, please",
            "Worried about a child today? Speak to me or the lead",
        )
        notes = (
            _heading("The opening: read it aloud"),
            *self.write.flow(session.opening),
            _heading("If somebody tells you something in the session"),
            *self.write.flow(session.if_told),
            *self._countries(),
        )
        return Slide("help", "Looking after each other today", "", "", _lines(lines), self._help(), notes)

    def _aims(self, session: Session) -> Slide:
        body = tuple(Block("bullet", self.write.runs(aim)) for aim in session.aims)
        notes = (paragraph("Read the aims aloud, or let people read them for a moment."),)
        return Slide("aims", "Afterwards you can", "What for", "", body, (), notes)

    def _segment(self, segment: Segment) -> Slide:
        times = (
            f"In {length} minutes: {self._session.clock(length)[segment.id]}, for {minutes}."
            for length, minutes in segment.minutes.items()
        )
        cut = " (cut this first when time is short)" if segment.cut_first else ""
        how = f"{_WAYS_OF_TRAINERS[segment.way]}{cut}. {' '.join(times)}"
        notes = (_heading(how), *self.write.flow(segment.script))
        body = tuple(Block("bullet", self.write.runs(line)) for line in segment.slide)
        title = "".join(run.text for run in self.write.runs(segment.title))
        lengths = tuple(segment.minutes)
        slide = Slide(segment.way, title, WAYS[segment.way], self._clock(segment), body, (), notes, lengths)
        return self._with_picture(slide, segment.picture) if segment.picture else slide

    def _with_picture(self, slide: Slide, text: str) -> Slide:
        """The slide with what `text` shows: a drawing in few words, and all of them in the notes."""
        found = shown(text, self.inputs.shelf)
        if found is None:
            return slide
        notes = (*slide.notes, _heading("What the picture shows"), *self.write.flow(text))
        return replace(slide, layout="shown", notes=notes, picture=found[0], words=found[1])

    def _clock(self, segment: Segment) -> str:
        """When a segment begins, by the clock that starts with the session."""
        return " · ".join(
            f"{self._session.clock(length)[segment.id]} of {length}" for length in segment.minutes
        )

    def _card(self, card: ScenarioCard, segment: Segment) -> Slide:
        questions = tuple(
            Block("number", self.write.runs(question), number=number)
            for number, question in enumerate(card.questions, 1)
        )
        notes = (_heading("What a good answer holds"), *self.write.flow(card.notes))
        case = self.write.flow(card.case)
        lengths = tuple(length for length in segment.minutes if length in card.lengths)
        return Slide("case", card.title, "Scenario card", "", case, questions, notes, lengths)

    def _rehearsal(self, one: Rehearsal, segment: Segment) -> Slide:
        """The moment and the rule for the room; in the notes, the model and what to hear."""
        write = self.write
        notes = (
            _heading("Read this to them: one good way to say it"),
            *write.flow(one.model),
            _heading("Then this, for contrast: well meant, and it closes a door"),
            *write.flow(f"“{one.contrast}” {one.closes}"),
            _heading("They say it aloud, one after the other. The listener hears"),
            *(Block("bullet", write.runs(line)) for line in one.hear),
            _heading("The second turn"),
            *write.flow(one.again),
        )
        rule = (Block("text", (Run("What your words must do", bold=True),)), *write.flow(one.rule))
        lengths = tuple(segment.minutes)
        return Slide("aloud", one.title, "Say it aloud", "", write.flow(one.scene), rule, notes, lengths)

    def _after(self, session: Session) -> Slide:
        lines = (
            "You do not need perfect words",
            "A picture stays closed. Tell the lead",
            "You need somebody too: today, and this week",
            "Questions afterwards, in private",
        )
        notes = (
            _heading("The closing: read it aloud"),
            *self.write.flow(session.closing),
            _heading("For you, afterwards"),
            *self.write.flow(session.care),
            *self._countries(),
        )
        return Slide("help", "Thank you. Help stays here", "", "", _lines(lines), self._help(), notes)

    def _help(self) -> tuple[Block, ...]:
        """Who can help: the place's own numbers where the school has set one, and lines to fill in."""
        return tuple(
            Block("text", (Run(f"{label}\v"), Run(reach, bold=True)), level=int(len(reach) <= SHORT))
            for label, reach in self._reached()
        )

    def _reached(self) -> Iterator[tuple[str, str]]:
        for kind, label in HELP_KINDS.items():
            contact = self.write.contact(kind)
            if contact and contact.may_be_shown:
                self.write.contacts.append(contact)
                yield label, _reach(contact)
            elif kind == ContactKind.EMERGENCY:
                yield label, "Your local emergency number"
            elif kind == ContactKind.ADULT_HELPLINE:
                yield "A helpline for adults", "On the sheet “Who to tell” of your place"
        yield self.inputs.labels["lead"], reached(self.inputs.school.lead)
        yield self.inputs.labels["deputy"], reached(self.inputs.school.deputy)
        where = (
            self.inputs.site.partition("://")[2] if self.inputs.site else "“Help now” on the course’s website"
        )
        yield "Every number, and what to say", where

    def _countries(self) -> Iterator[Block]:
        """Emergency numbers by country: a deck for every place shows no single one."""
        if not self.inputs.countries:
            return
        self.write.contacts += [country.contact for country in self.inputs.countries]
        numbers = "; ".join(f"{country.name} {country.contact.phone}" for country in self.inputs.countries)
        compared = compared_all(country.contact for country in self.inputs.countries)
        yield _heading("Emergency numbers")
        yield paragraph(f"{numbers}. {compared} Elsewhere: the local emergency number.")

    def with_sources(self, slide: Slide) -> Slide:
        """The slide with the sources of the facts it names, at the end of its notes."""
        shown = (*slide.body, *slide.aside, *slide.notes)
        said = " ".join(block.text for block in shown)
        lines = [
            f"[{number}] {source_line(fact)}"
            for number, fact in enumerate(self.write.shown, 1)
            if f"[{number}]" in said
        ]
        if not lines:
            return slide
        return replace(slide, notes=(*slide.notes, _heading("Sources"), *map(paragraph, lines)))


def _reach(contact: Contact) -> str:
    """How a contact is reached, short enough for a slide; the number alone where it is an emergency."""
    where = contact.phone or contact.web or contact.email or ""
    return where if contact.kind is ContactKind.EMERGENCY else f"{contact.name} {where}"


def _heading(text: str) -> Block:
    return Block("heading", (Run(text, bold=True),), level=2)


def _lines(lines: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(paragraph(line, kind="bullet") for line in lines)
