"""House rules: what the course tells one kind of reader to do, in the same words on every page and paper."""

from pydantic import Field, model_validator

from coursekit.model.base import Id, PlaceCode, Prose
from coursekit.model.checked import Dated, Places
from coursekit.model.quiz import Audience


class Rule(Dated):
    """What to do; it ends with a place's own guidance, or in words that fit anywhere."""

    audience: tuple[Audience, ...] = Field(min_length=1)
    text: Prose
    """What holds everywhere."""
    elsewhere: Prose | None = None
    """How it ends where no guidance of the place is known to us."""
    facts: dict[PlaceCode, Id] = {}
    """How it ends in these places: the fact that says it."""

    @property
    def places(self) -> Places:
        """It is said everywhere."""
        return ("INT",)

    @model_validator(mode="after")
    def ends_everywhere(self) -> "Rule":
        """A rule that ends in some places and not in others would leave readers without its end."""
        if self.facts and not self.elsewhere:
            raise ValueError("say with “elsewhere” how the rule ends in the other places")
        return self
