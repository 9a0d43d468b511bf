"""What people type into the search: words that mean the same, and the answers that come first."""

from typing import Annotated

from pydantic import Field, model_validator

from coursekit.model.base import Frozen, Id, Line
from coursekit.model.facts import Contact

Words = Annotated[tuple[Line, ...], Field(min_length=1)]

_SMALL = """
a about all also am an and any are as at be been but by can could did do does doing for from get gets got
had has have having he her here hers him his i if im in into is it its ive just me mine my of on or our
please she should so some than that the their them then there these they thing this those to too up us very
was we were with would you your
"""
SMALL = frozenset(_SMALL.split())
"""Words that say nothing about what somebody looks for; an answer is not looked up by them."""


class Lead(Frozen):
    """Where an answer leads: to a page, or to the section of it that has this heading."""

    page: Line
    """Its id."""
    heading: Line | None = None


class SearchEntry(Frozen):
    """An entry of `course/search.yml`.

    Either words that mean the `same`, or an answer: who `asks` any of these sees first what it `leads` to. An
    entry that tells of `danger` shows whom to call above everything.
    """

    id: Id
    same: Words | None = None
    asks: Words | None = None
    leads: Annotated[tuple[Lead, ...], Field(min_length=1)] | None = None
    danger: bool = False

    @model_validator(mode="after")
    def is_one_of_two(self) -> "SearchEntry":
        """Words that mean the same lead nowhere; an answer is asked for and leads somewhere."""
        is_answer = self.asks is not None and self.leads is not None
        if (self.same is None) is not is_answer or (self.same and (self.asks or self.leads or self.danger)):
            raise ValueError("give either “same”, or both “asks” and “leads”")
        return self


class Paper(Frozen):
    """Something to print or to take away, as the search shows it."""

    title: str
    url: str
    note: str = ""


class SearchPlace(Frozen):
    """A place that a reader can choose: whom to call there, and what there is to print."""

    slug: str
    name: str
    emergency: Contact | None = None
    crisis: Contact | None = None
    papers: tuple[Paper, ...] = ()


class Search(Frozen):
    """Everything the search knows besides the words of the pages."""

    entries: tuple[SearchEntry, ...] = ()
    default: str
    """The slug of the place whose pages carry no place in their name."""
    places: tuple[SearchPlace, ...] = ()
