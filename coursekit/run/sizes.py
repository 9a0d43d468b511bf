"""The pages that list downloads are made before these are; their sizes are written into them at the end."""

from collections.abc import Callable, Mapping

from coursekit.model.base import Frozen
from coursekit.render.site import finished


def filled(html: bytes, size_of: Callable[[str], int]) -> bytes:
    """The page with each file's size."""
    root = finished.read(html)
    for element, file in finished.sizes(root).items():
        element.text = readable(size_of(file))
    return finished.written(root)


def readable(size: int) -> str:
    """A size in the unit that people would say it in."""
    return f"{max(1, round(size / 1000))} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


class SizesInputs(Frozen):
    """The page, which lies among the files it lists."""

    path: str


def render(inputs: SizesInputs, files: Mapping[str, bytes]) -> bytes:
    """Return the page with the size of each file beside its name."""
    return filled(files[inputs.path], lambda path: len(files[path]))
