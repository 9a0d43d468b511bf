"""Words people search with, and the words the pages use."""

from typing import Annotated

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line

Words = Annotated[tuple[Line, ...], Field(min_length=1)]


class SearchAlias(Frozen):
    """An entry of `course/search.yml`: who `asks` any of these is shown what `finds` any of those."""

    id: Id
    asks: Words
    finds: Words
