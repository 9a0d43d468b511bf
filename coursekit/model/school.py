"""What is local: one school's own names and numbers, filled in once; every blank is allowed."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from coursekit.model.base import Frozen, Line, Paper, PlaceCode, Url
from coursekit.model.reach import Reachable
from coursekit.model.report_errors import error_link

Colour = Annotated[
    str,
    StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"),
    Field(description='Write a colour in double quotes, such as "#0f5552".'),
]


def _can_be_told(text: str) -> str:
    if error_link(text, "help", None) is None:
        raise ValueError(
            "“report_errors” is neither one e-mail address nor the address of a page",
            "Write one such as office@school.example, or https://forms.example/x?page={page}&fact={fact}.",
        )
    return text


class Person(Frozen, Reachable):
    """Somebody, or an office, that can be reached locally."""

    name: Line | None = None
    phone: Line | None = None
    email: Line | None = None
    hours: Line | None = None


class Logo(Frozen):
    """The picture that `school.yml` names, as it was read."""

    name: Literal["logo.png", "logo.svg"]
    data: str
    """In Base64 (RFC 4648)."""

    @property
    def media(self) -> str:
        """The media type."""
        return {"logo.png": "image/png", "logo.svg": "image/svg+xml"}[self.name]


class Colours(Frozen):
    """The school's own colours; blank keeps the course's."""

    main: Colour | None = None
    accent: Colour | None = None


LOCAL = ("lead", "deputy", "childrens_services", "out_of_hours", "police", "allegations")
"""The keys of those who can be reached locally."""


class School(Frozen):
    """The file `school.yml`. A blank stays a labelled blank in every output, never a dummy number."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    name: Line | None = None
    place: PlaceCode | None = None
    address: Url | None = None
    """Where the site will be reached, such as `https://safety.example.org`; none means no QR code."""
    paper: Paper | None = None
    logo: Line | None = None
    """Path of a PNG or SVG inside this folder."""
    lead: Person = Person()
    deputy: Person = Person()
    childrens_services: Person = Person()
    out_of_hours: Person = Person()
    police: Person = Person()
    allegations: Person = Person()
    """Whom to call about a member of staff (in England the local authority designated officer)."""
    report_errors: Annotated[Line, AfterValidator(_can_be_told)] | None = None
    """Where readers tell what is wrong: an e-mail address, or the address of a form or of an issue page."""
    colours: Colours = Colours()
    question_results: bool | None = None
    """Whether SCORM packages report each question's result to the platform; never an answer."""


def mark(key: str) -> str:
    """What stands for a detail of the school in a paper whose details are written in afterwards.

    It begins and ends with characters that Unicode keeps for private use (section 23.5): no text has them.
    """
    return f"\ue000{key}\ue001"


def to_fill(text: str | None) -> bool:
    """Whether a text is such a mark."""
    return bool(text) and str(text).startswith("\ue000") and str(text).endswith("\ue001")


def unfilled(school: School) -> School:
    """The school with a mark for each detail that it has: what is blank, and all else, changes the papers."""
    people = {key: Person(name=mark(key)) for key in LOCAL if getattr(school, key) != Person()}
    return school.model_copy(update={"name": mark("name") if school.name else None, **people})


def details(school: School) -> dict[str, tuple[str, str]]:
    """What stands for each mark, by key: in a line, and where there is room for e-mail and hours too."""
    people = ((key, getattr(school, key)) for key in LOCAL)
    found = {
        key: (_joined(who.name, who.phone), _joined(who.name, who.phone, who.email, who.hours))
        for key, who in people
        if who != Person()
    }
    return found | ({"name": (school.name, school.name)} if school.name else {})


def _joined(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))
