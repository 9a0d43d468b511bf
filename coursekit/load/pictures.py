"""Pictures of the course: an SVG is cleaned and drawn once, pixels are written anew, and that alone.

What a camera or a phone keeps beside a picture, such as the place and the day, is not read and not published.
"""

import base64
import io
import os
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from lxml import etree
from PIL import Image, ImageOps, UnidentifiedImageError

from coursekit.load.logo import draw, whole_pictures_only
from coursekit.load.refusal import PictureRefusedError
from coursekit.load.source import found
from coursekit.load.svg import cleaned
from coursekit.load.unread import skipped
from coursekit.model.picture import FOLDERS, KINDS, Picture
from coursekit.model.problem import Problem

DRAWN_LIMIT, PIXELS_LIMIT = 100_000, 8_000_000
"""Bytes of a file: of a drawing, which is published as it is, and of pixels, which are written anew."""
PIXELS = 30_000_000
"""Of a picture that is read: more would fill the memory."""
LARGEST = 1280
"""Pixels of the longer side of what is published."""
SMALLEST = 8
"""Pixels or units of the shorter side: less is a speck."""
LONGEST = 6
"""How many times longer than its other side a picture may be: more does not fit any paper."""

_NAME = re.compile(rf"[a-z0-9]+(-[a-z0-9]+)*\.({'|'.join(KINDS)})")
_SAVE = "Open it in a drawing program and save it again as PNG."
_NUMBER = re.compile(r"\s*(\d*\.?\d+)(px|pt|mm|cm|in)?\s*")
_UNITS = {None: 1, "px": 1, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}


def read_picture(root: Path, path: str) -> Picture:
    """Read the picture at `path` below `root`, as it is to be published.

    Raises PictureRefusedError with the reason and the remedy where it cannot be shown.
    """
    name = PurePosixPath(path).name
    if str(PurePosixPath(path).parent) not in FOLDERS:
        raise PictureRefusedError(
            "Pictures lie side by side, and this folder is deeper.",
            f"Move it to {'/'.join(path.split('/')[:2])}/.",
        )
    if not _NAME.fullmatch(name):
        raise PictureRefusedError(
            f"“{name[:60]}” is no name for a picture.",
            f"Rename it: small letters, digits and hyphens, and one of {', '.join(KINDS)} behind the dot.",
        )
    drawn = name.endswith(".svg")
    data = _read(root / path, name, DRAWN_LIMIT if drawn else PIXELS_LIMIT)
    return _drawing(data, name) if drawn else _pixels(data, name)


def _read(file: Path, name: str, limit: int) -> bytes:
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(file.parents[2])):
        raise PictureRefusedError(f"“{name}” lies outside the project.", "Copy it here instead of linking.")
    try:
        with file.open("rb") as opened:
            data = opened.read(limit + 1)
    except PermissionError:
        raise PictureRefusedError(f"“{name}” cannot be read.", "Check its permissions.") from None
    if len(data) > limit:
        hint = "Save it smaller." if limit > DRAWN_LIMIT else "Leave out detail, or save it as PNG."
        raise PictureRefusedError(f"“{name}” is longer than {limit // 1000:,} KB.", hint)
    return data


def _drawing(data: bytes, name: str) -> Picture:
    """An SVG that paper has drawn without a complaint."""
    data = cleaned(data, name)
    width, height = _size(data, name)
    _look_at_shape(width, height, name)
    draw(data, name)
    scale = min(1.0, LARGEST / max(width, height))
    return Picture(
        id=name,
        name=name,
        data=base64.b64encode(data).decode(),
        width=round(width * scale),
        height=round(height * scale),
    )


def _size(data: bytes, name: str) -> tuple[float, float]:
    """How large an SVG wants to be (SVG 2, section 8.2): by its width and height, else by its `viewBox`."""
    root = etree.fromstring(data)
    sides = [_NUMBER.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if all(sides):
        width, height = (float(side[1]) * _UNITS[side[2]] for side in sides if side)
        return width, height
    box = re.fullmatch(r"\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*", root.get("viewBox", ""))
    if box is None:
        raise PictureRefusedError(
            f"“{name}” does not say how large it is.",
            'Write viewBox="0 0 WIDTH HEIGHT" into its first element, or save it again as “plain SVG”.',
        )
    return float(box[1]), float(box[2])


def _look_at_shape(width: float, height: float, name: str) -> None:
    short, long = sorted((width, height))
    if short < SMALLEST:
        raise PictureRefusedError(
            f"“{name}” has {width:.0f} × {height:.0f} pixels, too few to see.",
            f"Give it {SMALLEST} at least.",
        )
    if long > LONGEST * short:
        raise PictureRefusedError(
            f"“{name}” is {long / short:.0f} times longer than its other side, and fits no paper.",
            f"Cut it into parts; {LONGEST} times is the most.",
        )


@lru_cache(maxsize=64)  # a preview reads all of them again, of which hardly one has changed
def _pixels(data: bytes, name: str) -> Picture:
    """Pixels, turned the right way up, no larger than a screen, and written anew with nothing beside them."""
    try:
        with warnings.catch_warnings(), whole_pictures_only():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; our own limit is lower
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as opened:
                _look_at_pixels(opened, name)
                is_photo = opened.format != "PNG"
                picture = ImageOps.exif_transpose(opened)
    except UnidentifiedImageError:
        raise PictureRefusedError(f"“{name}” is no picture of the kinds read here.", _SAVE) from None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError, IndexError, KeyError):
        raise PictureRefusedError(f"“{name}” is broken: it ends before its picture does.", _SAVE) from None
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    written, ending = _written(picture, is_photo=is_photo)
    return Picture(
        id=name,
        name=f"{name.rpartition('.')[0]}.{ending}",
        data=base64.b64encode(written).decode(),
        width=picture.width,
        height=picture.height,
        is_photo=is_photo,
    )


def _look_at_pixels(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if width * height > PIXELS:
        raise PictureRefusedError(
            f"“{name}” has {width} × {height} pixels, too many.",
            f"Save it again with at most {LARGEST} × {LARGEST}.",
        )
    if getattr(picture, "n_frames", 1) > 1:
        raise PictureRefusedError(f"“{name}” moves.", "Save one still picture of it as PNG.")
    _look_at_shape(width, height, name)


def _written(picture: Image.Image, *, is_photo: bool) -> tuple[bytes, str]:
    """The file and its ending: JPEG for photographs without transparent parts, else PNG."""
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    data = io.BytesIO()
    bare = Image.new("RGBA" if clear else "RGB", picture.size)
    bare.paste(picture.convert(bare.mode))
    if is_photo and not clear:
        bare.save(data, "JPEG", quality=84, optimize=True, progressive=True)
        return data.getvalue(), "jpg"
    grey = bare.convert("L") if not clear and picture.mode in {"1", "L"} else bare
    grey.save(data, "PNG", optimize=True)
    return data.getvalue(), "png"


def read_pictures(root: Path) -> Iterator[tuple[str, Picture | Problem]]:
    """Yield the path of each picture of the course, and the picture or why it cannot be shown."""
    taken: dict[str, str] = {}
    for file in (file for folder in FOLDERS for file in found(root, folder, "*")):
        if isinstance(file, Problem):
            yield file.path, file
            continue
        path = file.relative_to(root).as_posix()
        if skipped(PurePosixPath(path)):
            continue
        try:
            picture = read_picture(root, path)
        except PictureRefusedError as error:
            yield path, Problem(path, 1, 1, "picture", error.message, error.hint)
            continue
        if before := taken.get(picture.pixels.rpartition(".")[0]):
            message = f"{before} has the name of this picture already, whatever stands behind the dot."
            yield path, Problem(path, 1, 1, "picture", message, "Rename one of them.")
            continue
        taken[picture.pixels.rpartition(".")[0]] = path
        yield path, picture
