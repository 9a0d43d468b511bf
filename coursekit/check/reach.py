"""The school's own numbers and e-mail addresses: whether a reader's telephone can use them."""

from collections.abc import Iterator
from dataclasses import replace

from coursekit.load.course import Loaded
from coursekit.model.national import odd_number
from coursekit.model.problem import Problem
from coursekit.model.school import Person


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each that becomes no link: it is shown in words, as it was typed."""
    school = loaded.course.school
    for key in type(school).model_fields:
        person = getattr(school, key)
        if isinstance(person, Person):
            yield from (replace(found, severity="warning") for found in _of(loaded, key, person))


def _of(loaded: Loaded, key: str, person: Person) -> Iterator[Problem]:
    if person.phone and not person.call:
        message = f"“{person.phone}” cannot be dialled from a phone."
        hint = "Write one number, such as +44 1632 960001 ext. 12; a note goes into hours."
        yield loaded.origin("school", "school").problem((key, "phone"), "not-dialled", message, hint)
    elif person.phone and (example := odd_number(person.phone, loaded.course.school.place)):
        message = f"“{person.phone}” does not look like a number of your place, such as {example}."
        hint = "Is a digit missing, or its first zero? A number of another country begins with +."
        yield loaded.origin("school", "school").problem((key, "phone"), "odd-number", message, hint)
    if person.email and not person.write:
        message = f"“{person.email}” is no e-mail address that can be written to."
        hint = "Write one address alone, such as lead@school.example; a note goes into hours."
        yield loaded.origin("school", "school").problem((key, "email"), "not-mailed", message, hint)
