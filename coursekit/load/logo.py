"""The school's logo: read, looked through and drawn once, so that no output meets a picture it cannot show.

What an author's drawing program adds to an SVG and no reader needs, scripts among it, is taken out; whatever
stands in the way of showing the picture is a sentence of its own.
"""

import base64
import io
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from coursekit.load.refusal import PictureRefusedError
from coursekit.load.svg import cleaned
from coursekit.model.school import Logo

__all__ = ["PictureRefusedError", "draw", "read_logo", "whole_pictures_only"]

LIMIT = 100_000
"""Bytes. The logo is loaded with every page."""
PIXELS = 4_000_000
"""Of a PNG: more is too much for a phone to unpack for a corner of a page."""
SECONDS = 20
"""For drawing an SVG on paper, starting up included."""
_LIMITS = frozenset({9, 24})
"""SIGKILL and SIGXCPU (POSIX): a limit of `draw.py` ended it, and would again."""
_PUT = f"Put a PNG or SVG of at most {LIMIT // 1000} KB into this folder and write its name."
_SAVE = "Open it in a drawing program and save it again as PNG."
_DRAW = Path(__file__).with_name("draw.py")


def read_logo(root: Path, name: str) -> Logo:
    """Read the picture called `name` below `root`, as it is to be published.

    Raises PictureRefusedError with the reason and the remedy where it cannot be shown.
    """
    data = _read(root, name)
    is_png, is_svg = name.lower().endswith(".png"), name.lower().endswith(".svg")
    if not is_png and not is_svg:
        raise PictureRefusedError(f"“{_short(name)}” is neither a PNG nor an SVG.", _PUT)
    if is_png:
        _look_at_png(data, name)
        return Logo(name="logo.png", data=base64.b64encode(data).decode())
    data = cleaned(data, name)
    draw(data, name)
    return Logo(name="logo.svg", data=base64.b64encode(data).decode())


def _read(root: Path, name: str) -> bytes:
    """The bytes of a file of the project that is not too long."""
    missing = PictureRefusedError(f"There is no picture “{_short(name)}” in this folder.", _PUT)
    try:
        file = Path(os.path.realpath(root / name))
        if not file.is_relative_to(os.path.realpath(root)):
            raise PictureRefusedError(f"“{_short(name)}” lies outside this folder.", _PUT)
        if not file.is_file():
            raise missing
        with file.open("rb") as opened:
            data = opened.read(LIMIT + 1)
    except PermissionError:
        raise PictureRefusedError(f"“{_short(name)}” cannot be read.", "Check its permissions.") from None
    except (FileNotFoundError, ValueError):
        raise missing from None
    except OSError as error:
        if error.filename is None:  # no file of that name could ever be there: a fault of the name
            raise
        raise missing from None
    if len(data) > LIMIT:
        raise PictureRefusedError(f"“{_short(name)}” is longer than {LIMIT // 1000} KB.", _PUT)
    return data


def _look_at_png(data: bytes, name: str) -> None:
    try:
        with warnings.catch_warnings(), whole_pictures_only():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; our own limit is lower
            picture = Image.open(io.BytesIO(data))
            _look_at_size(picture, name)
            picture.load()
    except UnidentifiedImageError:
        raise PictureRefusedError(f"“{_short(name)}” is not a picture.", _SAVE) from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError, IndexError, KeyError):
        raise PictureRefusedError(
            f"“{_short(name)}” is broken: it ends before its picture does.", _SAVE
        ) from None


@contextmanager
def whole_pictures_only() -> Iterator[None]:
    """Let Pillow refuse a picture that ends too soon: a library for PDFs tells it, for all, to make do."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _look_at_size(picture: Image.Image, name: str) -> None:
    if picture.format != "PNG":
        raise PictureRefusedError(f"“{_short(name)}” is a {picture.format} picture, not a PNG.", _SAVE)
    width, height = picture.size
    if width * height > PIXELS:
        raise PictureRefusedError(
            f"“{_short(name)}” has {width} × {height} pixels, too many for a logo.",
            "Save it again with at most 2000 × 2000.",
        )


@lru_cache(maxsize=256)
def draw(data: bytes, name: str) -> None:
    """Draw an SVG as paper does, in a process of its own that can neither run on nor fill the memory."""
    command = [sys.executable, "-P", str(_DRAW)]
    for _ in range(2):  # where it failed and said nothing of the picture, something outside may be to blame
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise PictureRefusedError(f"“{_short(name)}” takes too long to draw.", _SAVE) from None
        if done.returncode == 0 or done.stdout or -done.returncode in _LIMITS:
            break
    if done.returncode:
        said = re.sub(r"data:\S+", "", done.stdout.decode("utf-8", "replace")).strip().partition("\n")[0]
        reason = f" ({_short(said)})" if said else ""
        raise PictureRefusedError(f"“{_short(name)}” cannot be drawn on paper{reason}.", _SAVE)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
