"""What the page of packages says about a format."""

from typing import Literal, get_args

from coursekit.model.base import Frozen, Line

Platform = Literal[
    "Moodle",
    "Canvas",
    "Another learning platform that takes SCORM 1.2",
    "Another learning platform that takes SCORM 2004",
    "Another learning platform that takes cmi5",
    "Another that takes Common Cartridge",
    "H5P",
    "TAO",
    "Another platform for tests that takes QTI",
    "A spreadsheet, or a program of your own",
]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)
"""In the order of the page."""


class FormatNotes(Frozen):
    """A format in words, for whoever looks after a platform."""

    name: Line
    """Names it among all formats; the end of its files’ names, but for formats that share one."""
    short: Line
    title: Line
    serves: Line
    """Which platforms take it, and what it carries there."""
    tried: Line
    """What has opened these files."""
    steps: tuple[Line, ...]
    platforms: tuple[Platform, ...] = ()
    """Whose owners are told to take it."""

    @property
    def anchor(self) -> str:
        """Its part of the page."""
        return self.name.replace(".", "-")
