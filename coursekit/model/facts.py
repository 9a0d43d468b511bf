"""What must be true: facts, contacts and places, each line with its source and its age."""

from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from coursekit.model.base import Email, Frozen, Id, Line, Paper, Phone, PlaceCode, Prose, Url
from coursekit.model.checked import Checked
from coursekit.model.doors import Door
from coursekit.model.figure import Figure
from coursekit.model.reach import Reachable


class Topic(StrEnum):
    """What a fact is about: `{{ facts("topic") }}` shows a place’s facts of one topic, in file order."""

    CHILD = "child"
    """Up to which age the law on images protects, and how that differs from the age of consent."""
    WORDS = "words"
    """What the law calls it, where its words differ from ours."""
    IMAGES = "images"
    """Making, sharing, passing on and having images; a child’s own images."""
    AI = "ai"
    """Images made or altered with AI."""
    PRESSURE = "pressure"
    """Pressure, threats, sexual extortion, unwanted pictures, sharing without consent."""
    GROOMING = "grooming"
    """Adults who approach children."""
    CHILDREN = "children"
    """How police, prosecutors and courts treat children."""
    REGIONS = "regions"
    """Differences between the states or provinces of one country; each such fact names its `region`."""
    DUTIES = "duties"
    """Legal duties to report, and on school staff."""
    GUIDANCE = "guidance"
    """What guidance asks of schools."""
    DEVICES = "devices"
    """Searching, keeping and deleting: telephones in school."""
    NEW = "new"
    """Law that is passed, in consultation, or has just changed."""
    MISBELIEFS = "misbeliefs"
    """What is often believed, and what is right; each such fact says what it `corrects`."""
    SCHOOL_ROUTE = "school_route"
    """Whom staff tell in a school."""
    ALLEGATIONS = "allegations"
    """When a member of staff is involved."""
    SERVICES = "services"
    """Children’s services and police: how they take a report."""
    REMOVAL = "removal"
    """Getting images taken down: what each route can and cannot do here."""
    AFTER = "after"
    """What happens after a report."""


EXPECTED = frozenset(
    {
        Topic.CHILD,
        Topic.IMAGES,
        Topic.AI,
        Topic.PRESSURE,
        Topic.GROOMING,
        Topic.CHILDREN,
        Topic.DUTIES,
        Topic.GUIDANCE,
    }
)
"""Topics every reader looks for: where a place has nothing confirmed, its page says so."""


IN_SHORT = (Topic.CHILD, Topic.IMAGES, Topic.AI, Topic.PRESSURE, Topic.GROOMING)
"""What the law is asked first, in this order."""

PARTS = ("rule", "exception", "penalty")
"""In the order in which a reader needs them."""

STANDING_NOTES = {
    "passed": "Passed; not known to be in force.",
    "consultation": "In consultation; not final.",
}
"""What a reader is told of a law that is not simply in force."""


class Fact(Checked):
    """One plain sentence that is true in the places named."""

    kind: Literal["law", "guidance", "statistic", "method", "history", "misconception"]
    topic: Topic | None = None
    text: Prose
    corrects: Prose | None = None
    """Misconceptions only: the belief, in the words of somebody who holds it."""
    region: Line | None = None
    """The state or province it holds for, where it does not hold in the whole place."""
    part: Literal["rule", "exception", "penalty"] = "rule"
    """What it is within its topic; a list has the rules first, then exceptions, then maximum penalties."""
    standing: Literal["in_force", "passed", "consultation"] = "in_force"
    """`passed`: an Act not known to be in force yet; `consultation`: a draft."""
    caveat: Prose | None = None
    """Printed with the fact wherever it is shown, such as the year and sample of a statistic."""
    figure: Figure | None = None
    """Statistics only: the number that a chart draws."""

    @property
    def standing_note(self) -> str:
        """What has to be said after a law that may not hold yet; empty for one in force."""
        return STANDING_NOTES.get(self.standing, "")

    @property
    def turn(self) -> tuple[bool, int]:
        """Sorts what holds today before what is to come, and a rule before its exceptions and penalties.

        What is new keeps the order of the files, which tells how it came about.
        """
        return self.standing != "in_force" and self.topic is not Topic.NEW, PARTS.index(self.part)

    @model_validator(mode="after")
    def says_what_it_is(self) -> "Fact":
        """A misconception without the belief, or a state’s law without the state, would mislead."""
        if (self.kind == "misconception") != (self.corrects is not None):
            raise ValueError(
                "corrects belongs to misconceptions, and each of them needs it",
                "Add “corrects:” with the belief, or take it out.",
            )
        if (self.topic is Topic.REGIONS) != (self.region is not None):
            raise ValueError(
                "region belongs to facts of the topic “regions”, and each of them needs it",
                "Add “region:”, or take it out.",
            )
        return self


class ContactKind(StrEnum):
    """Kinds of door to knock on, in the order in which help pages list them."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    POLICE = "police"
    POLICE_ONLINE = "police_online"
    HOTLINE = "hotline"
    IMAGE_REMOVAL = "image_removal"
    CHILD_HELPLINE = "child_helpline"
    ADULT_HELPLINE = "adult_helpline"
    BEHAVIOUR_HELPLINE = "behaviour_helpline"
    EDUCATION_HELPLINE = "education_helpline"
    CHILD_PROTECTION = "child_protection"
    """Children’s services, or the authority that takes reports of harm to a child."""
    PROFESSIONALS = "professionals"
    ADULT_IMAGES = "adult_images"
    """For people whose own images, taken when they were adults, were shared."""
    SURVIVORS = "survivors"
    """For adults who were harmed as children."""
    HARMFUL_CONTENT = "harmful_content"
    """Where to turn when a platform does not act."""
    LAW = "law"
    """Where to read the law and the guidance themselves."""
    FINDER = "finder"

    @property
    def blank_label(self) -> str:
        """What stands before a line to fill in, where no such contact is known."""
        return BLANK_LABELS[self]


BLANK_LABELS = {
    ContactKind.EMERGENCY: "Your local emergency number",
    ContactKind.CRISIS: "A crisis line in your country",
    ContactKind.POLICE: "The police where you live",
    ContactKind.POLICE_ONLINE: "The police where you live",
    ContactKind.HOTLINE: "The hotline of your country",
    ContactKind.IMAGE_REMOVAL: "An image removal service",
    ContactKind.CHILD_HELPLINE: "A children’s helpline",
    ContactKind.ADULT_HELPLINE: "A helpline for worried adults",
    ContactKind.BEHAVIOUR_HELPLINE: "A helpline about somebody’s behaviour",
    ContactKind.EDUCATION_HELPLINE: "A helpline for schools",
    ContactKind.CHILD_PROTECTION: "Children’s services or child protection",
    ContactKind.PROFESSIONALS: "A helpline for people who work with children",
    ContactKind.ADULT_IMAGES: "Help for an adult whose picture is shared",
    ContactKind.SURVIVORS: "A line for adults who were harmed as children",
    ContactKind.HARMFUL_CONTENT: "Where to turn if a platform does not act",
    ContactKind.LAW: "The law of your country",
    ContactKind.FINDER: "Where to find help",
}


class Contact(Checked, Reachable):
    """A service a reader can turn to."""

    kind: ContactKind
    also: tuple[ContactKind, ...] = ()
    """Further kinds that a place may name it for."""
    name: Line
    does: Prose
    """One plain sentence: what this service does for the person who calls."""
    for_whom: Line
    phone: Phone | None = None
    url: Url | None = None
    email: Email | None = None
    hours: Line | None = None
    always_open: bool = False
    """Whether it answers, or takes a report by form, at any hour; `hours` says how."""
    cost: Line | None = None
    languages: Line | None = None
    next: Prose | None = None
    """What happens after somebody gets in touch."""

    @property
    def may_be_shown(self) -> bool:
        """A number to call in danger is shown only where it was compared with the official text."""
        if self.kind is ContactKind.EMERGENCY:
            return self.confidence == "confirmed"
        return self.confidence != "unverified"

    @property
    def when(self) -> str:
        """What `hours` tells a reader tonight: without “check on the site”; empty where nothing is left."""
        clauses = [clause.strip() for clause in (self.hours or "").split(";")]
        known = "; ".join(clause for clause in clauses if clause and not clause.lower().startswith("check "))
        return known[:1].upper() + known[1:]

    @property
    def web(self) -> str:
        """The address as people say and type it, such as `iwf.org.uk/report`; empty where there is none."""
        return (self.url or "").split("://")[-1].removeprefix("www.").rstrip("/")

    @model_validator(mode="after")
    def can_be_reached(self) -> "Contact":
        """A contact nobody can reach helps nobody."""
        if not (self.phone or self.url or self.email):
            raise ValueError("nobody can be reached here", "Give at least one of phone, url or email.")
        if self.always_open and not self.hours:
            raise ValueError(
                "a contact that is always open needs hours, which tell readers how", "Add “hours:”."
            )
        return self


class NeutralSite(Frozen):
    """Where the exit button leads: a page that raises no question."""

    name: Line
    url: Url


class LocalLabels(Frozen):
    """What a school's local contacts are called in a place, by their keys in `school.yml`."""

    lead: Line | None = None
    """Left out: the words of `lead_title`."""
    deputy: Line = "Deputy lead"
    childrens_services: Line = "Children’s services"
    out_of_hours: Line = "Out of hours"
    police: Line = "Local police"
    allegations: Line = "About a member of staff"


class Place(Frozen):
    """A country or nation whose law and routes the course knows; `INT` stands for everywhere else."""

    code: PlaceCode
    slug: Id
    name: Line
    in_name: Line
    """As it reads in a sentence: `in England`, `in your country`."""
    lang: Line = "en-GB"
    paper: Paper = "A4"
    lead_title: Line
    """What the school's safeguarding lead is called there."""
    lead_note: Line | None = None
    """Whom to look for where the title says little: stands in brackets where a page first names the lead."""
    labels: LocalLabels = LocalLabels()
    """What stands before the local contacts, and before the blanks where there are none yet."""
    leave_to: NeutralSite
    contacts: dict[ContactKind, Id | tuple[Id, ...]]
    """The contacts of each kind, the first to name first; a kind left out has none here."""
    doors: dict[Door, Id | tuple[Id, ...]] = {}
    """Whom to turn to first, by what has happened; after it, who is open when the first is closed."""
    in_short: tuple[Id, ...] = ()
    """The facts that answer first on the page about the law, a line for each of the topics `IN_SHORT`."""
    in_policy: tuple[Id, ...] = ()
    """The guidance and the law that a school's policy is likely to name here, in the order of the text."""
    pages: bool = True
    """False: only its emergency number is known yet, so no page is made for it."""
    no_emergency: Line = "your local emergency number"
    """Shown where no emergency number is confirmed."""

    @property
    def lead_first(self) -> str:
        """The lead's title where a page first names it."""
        return f"{self.lead_title} ({self.lead_note})" if self.lead_note else self.lead_title

    @property
    def local_labels(self) -> dict[str, str]:
        """The label of each local contact, in the order in which they are shown."""
        lead = self.lead_title[:1].upper() + self.lead_title[1:]
        return {key: label or lead for key, label in self.labels}

    def of(self, kind: str) -> tuple[str, ...]:
        """The ids of this place's contacts of a kind, the first to name first."""
        return _each(self.contacts.get(ContactKind(kind), ()))

    def door(self, door: str) -> tuple[str, ...]:
        """The ids of this place's first door and of who is open when it is closed; empty for none."""
        return _each(self.doors.get(Door(door), ()))


def _each(named: str | tuple[str, ...]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else named
