"""Apps and games: how to report somebody, block them and choose who may get in touch, as the maker says."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from coursekit.model.base import Frozen, Line, PartialDate, Prose
from coursekit.model.checked import Dated, Places, Source

REVIEW_DAYS = range(30, 91)
"""How long a check may last: makers move their buttons without notice."""

Site = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
"""The name of a website, such as `whatsapp.com`; its subdomains belong to it."""


class AppKind(StrEnum):
    """What an app is mostly for: `{{ apps("messages games") }}` shows those of these kinds."""

    MESSAGES = "messages"
    SHARING = "sharing"
    GAMES = "games"

    @property
    def label(self) -> str:
        """The heading above the apps of this kind."""
        return KIND_LABELS[self]


KIND_LABELS = {
    AppKind.MESSAGES: "Messages and calls",
    AppKind.SHARING: "Pictures, videos and streams",
    AppKind.GAMES: "Games and consoles",
}


GUIDE_LABELS = {"report": "Report", "block": "Block", "limit": "Limit who can get in touch"}


class Guide(Frozen):
    """How one thing is done in an app: the maker's page, and its steps if they were compared with it."""

    page: Source
    steps: Annotated[tuple[Prose, ...], Field(max_length=3)] = ()
    """Empty: nobody could compare the steps with the maker's own page, so readers get the link alone."""
    copied: PartialDate | Literal["unknown"] | None = None
    """When the copy of the page that was compared was made, where it was not the page as it is today."""
    ask: Line | None = None
    """What to type into the maker's search, where the link leads to its first page."""

    @property
    def host(self) -> str:
        """The website the page is on, as people type it."""
        return (urlsplit(self.page.url).hostname or "").removeprefix("www.")

    @model_validator(mode="after")
    def is_steps_or_a_link(self) -> Self:
        """An age without steps would be the age of nothing; with steps there is nothing to search for."""
        if self.copied and not self.steps:
            raise ValueError("copied belongs to steps: leave it out where there is only a link")
        if self.ask and self.steps:
            raise ValueError("ask belongs to a link alone: leave it out where there are steps")
        return self


class App(Dated):
    """An app, game or console that families name, and what adult and child can do in it together."""

    name: Line
    maker: Line
    kind: AppKind
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    """The maker's own websites: steps and links come from nowhere else."""
    report: Guide
    block: Guide
    limit: Guide
    """Who may write to, add and see the child."""

    @property
    def places(self) -> Places:
        """An app is the same everywhere, as far as this course can say."""
        return ("INT",)

    @property
    def guides(self) -> dict[str, Guide]:
        """The three guides by their keys, in the order in which they are used."""
        return {"report": self.report, "block": self.block, "limit": self.limit}

    @property
    def labelled(self) -> tuple[tuple[str, Guide], ...]:
        """The guides as readers see them, each with the words for what it does."""
        return tuple((GUIDE_LABELS[key], guide) for key, guide in self.guides.items())

    @property
    def copied(self) -> str | None:
        """How old the oldest copy is that its steps were compared with: `unknown` counts as the oldest."""
        ages = [guide.copied for guide in self.guides.values() if guide.copied]
        return "unknown" if "unknown" in ages else min(ages, default=None)

    @property
    def has_steps(self) -> bool:
        """Whether there is more to read than links."""
        return any(guide.steps for guide in self.guides.values())

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every step with its location."""
        for key, guide in self.guides.items():
            yield from (((key, "steps", index), step) for index, step in enumerate(guide.steps))

    @model_validator(mode="after")
    def is_looked_at_soon(self) -> Self:
        """Steps that nobody looks at for months would send readers to buttons that are gone."""
        if (self.review_by - self.checked).days not in REVIEW_DAYS:
            first, last = REVIEW_DAYS[0], REVIEW_DAYS[-1]
            raise ValueError(f"review_by must be {first} to {last} days after checked: apps change often")
        return self

    @model_validator(mode="after")
    def comes_from_the_maker(self) -> Self:
        """Everybody else's steps may be wrong, and may lead where nobody should go."""
        for key, guide in self.guides.items():
            if not any(f".{guide.host}".endswith(f".{site}") for site in self.sites):
                raise ValueError(f"the page of {key} is not the maker’s: {guide.host} is not among sites")
        return self
