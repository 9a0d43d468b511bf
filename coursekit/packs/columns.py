"""What the columns of a list hold: guessed from their headings, however called and in whatever order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product

from coursekit.model.school import LOCAL

Where = tuple[str, ...]
"""A key of `school.yml`, or a key below one."""

_ALONE: dict[Where, str] = {
    ("name",): "name school school_name name_of_school establishment establishment_name academy setting "
    "institution organisation",
    ("place",): "place country nation region place_code country_code jurisdiction",
    ("address",): "address website web site url web_address website_address",
    ("paper",): "paper paper_size",
    ("logo",): "logo",
    ("report_errors",): "report_errors",
    ("colours", "main"): "colours_main colour main_colour color main_color school_colour",
    ("colours", "accent"): "colours_accent accent accent_colour accent_color second_colour",
}
_PEOPLE = {
    "lead": "lead safeguarding_lead designated_safeguarding_lead dsl designated_lead safeguarding "
    "designated_liaison_person dlp designated_person child_protection_officer child_protection_lead",
    "deputy": "deputy deputy_lead deputy_dsl ddsl deputy_safeguarding_lead "
    "deputy_designated_safeguarding_lead deputy_dlp ddlp deputy_designated_liaison_person",
    "childrens_services": "childrens_services children_s_services social_care childrens_social_care mash "
    "social_services local_authority",
    "out_of_hours": "out_of_hours emergency_duty_team edt after_hours",
    "police": "police local_police police_non_emergency",
    "allegations": "allegations lado designated_officer local_authority_designated_officer",
}
_PARTS = {
    "name": "name full_name contact person",
    "phone": "phone tel telephone phone_number telephone_number number mobile call",
    "email": "email e_mail mail email_address e_mail_address",
    "hours": "hours opening_hours times when",
}


@dataclass(frozen=True)
class Column:
    """A column: its number from 1, its heading, what it holds (None: not used), and how sure that is."""

    number: int
    heading: str
    where: Where | None
    is_guessed: bool = False
    """Whether the heading is only like one that is known."""


class NoColumnsError(Exception):
    """The headings cannot be used; the message says why and what to do."""


def columns(headings: Sequence[str], *, has_place: bool) -> tuple[Column, ...]:
    """What each column holds. `has_place`: the project's `school.yml` says where the schools are.

    Raises NoColumnsError where two columns hold the same, or none holds what every school needs.
    """
    found = tuple(_column(number, heading) for number, heading in enumerate(headings, 1))
    held: dict[Where, Column] = {}
    for column in filter(lambda column: column.where, found):
        assert column.where  # noqa: S101 (just filtered)
        other = held.setdefault(column.where, column)
        if other is not column:
            raise NoColumnsError(
                f"Columns {other.number} (“{_short(other.heading)}”) and {column.number} "
                f"(“{_short(column.heading)}”) both hold “{'.'.join(column.where)}”. Rename one of them."
            )
    if ("name",) not in held:
        raise NoColumnsError("No column holds the names of schools. Call it “name” in the first row.")
    if ("place",) not in held and not has_place:
        raise NoColumnsError(
            "No column holds the places. Call it “place”, with codes such as GB-ENG, or set it in school.yml."
        )
    return found


def explained(found: Sequence[Column]) -> Iterator[str]:
    """Yield a line for each column: what it is taken for."""
    for column in found:
        heading = f"column {column.number}, “{_short(column.heading)}”"
        guess = " (a guess: is it right?)" if column.is_guessed else ""
        yield f"{heading}: {'.'.join(column.where) if column.where else 'not used'}{guess}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _column(number: int, heading: str) -> Column:
    plain = _plain(heading)
    known = _known()
    if plain in known:
        return Column(number, heading, known[plain])
    near = get_close_matches(plain[:80], known, n=1, cutoff=0.83) if len(plain) > 3 else []
    return Column(number, heading, known[near[0]] if near else None, is_guessed=bool(near))


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+|['’]", "", heading.casefold())


def _known() -> dict[str, Where]:
    found = {_plain(word): where for where, words in _ALONE.items() for word in words.split()}
    for key in LOCAL:
        for person, (part, words) in product(_PEOPLE[key].split(), _PARTS.items()):
            for word in words.split():
                found |= {_plain(person + word): (key, part), _plain(f"{word}of{person}"): (key, part)}
                found.setdefault(_plain(word + person), (key, part))
            found.setdefault(_plain(person), (key, "name"))
    return found
