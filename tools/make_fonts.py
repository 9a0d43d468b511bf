"""Make the fonts of the printables and the website from unpacked Fontsource packages.

    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0
    npm pack @fontsource-variable/atkinson-hyperlegible-next@5.3.0
    npm pack @expo-google-fonts/noto-sans@0.4.2
    npm pack @fontsource/noto-sans-arabic@5.3.0    (and so on: see CUTS)
    python tools/make_fonts.py FOLDER

`FOLDER` holds each package, unpacked, in a folder of its name without the scope;
the variable one in `variable`.
The same packages and the same fontTools give the same bytes.
"""  # noqa: INP001 (a script, not a package)

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

ROOT = Path(__file__).parents[1]
PRINT = ROOT / "templates/fonts"
WEB = ROOT / "templates/site/theme/assets/fonts"
WEIGHTS = {400: "Regular", 700: "Bold", 800: "ExtraBold"}
ATKINSON = "atkinson-hyperlegible-next"
SCRIPTS = (
    "arabic", "armenian", "bengali", "canadian-aboriginal", "devanagari", "ethiopic", "georgian", "gujarati",
    "gurmukhi", "hebrew", "kannada", "malayalam", "oriya", "sinhala", "tamil", "telugu", "thai",
)  # fmt: skip
LETTERS = (
    0x20, 0xA0, *range(0x100, 0x530), *range(0x1AB0, 0x1AC0), *range(0x1C80, 0x1C89), *range(0x1D00, 0x2070),
    *range(0x2070, 0x20D0), 0x20F0, 0x2113, 0x2116, 0x2122, *range(0x2150, 0x2190), 0x2212, 0x2215, 0x25CC,
    *range(0x2C60, 0x2C80), *range(0x2DE0, 0x2E00), *range(0xA640, 0xA6A0), *range(0xA720, 0xA800),
    *range(0xFB00, 0xFB07), 0xFE2E, 0xFE2F,
)  # fmt: skip
"""What Noto Sans draws beside Atkinson: Latin, Greek and Cyrillic letters, accents and what belongs to text.

The subsets made for the web lack the ʻokina of Hawaiian, Samoan and Tongan and most accents that stand by
themselves, such as the cedilla of Marshallese: these are taken from the whole font.
"""
CUTS = {
    "AtkinsonHyperlegibleNext": (ATKINSON, ("latin", "latin-ext"), (400, 700, 800)),
    "NotoSans": ("noto-sans", (), (400, 700)),
} | {
    f"NotoSans{script.title().replace('-', '')}": (f"noto-sans-{script}", (script,), (400, 700))
    for script in SCRIPTS
}
"""Names of the files for print, with the package, subsets (none: LETTERS of the whole font) and weights."""

FIELDS = "TrustedAdultFields"
"""The font that PDF fields are filled in with: Atkinson, and Noto for the letters that it lacks.

A field has one font, and PDFium (Chrome, Edge) shapes and borrows nothing, so it holds single letters only:
Latin letters of the languages of the places served and of many families, Greek and Cyrillic.
"""
FIELD_LETTERS = (
    *range(0x100, 0x1C0), *range(0x1CD, 0x1F6), *range(0x1F8, 0x21C), 0x21E, 0x21F, *range(0x226, 0x234),
    *range(0x243, 0x250), 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x260, 0x263, 0x268, 0x269, 0x272, 0x275,
    0x289, 0x28A, 0x28B, 0x28C, 0x292, 0x2BB, 0x2BC, *range(0x300, 0x30D), *range(0x323, 0x329), 0x331,
    *range(0x386, 0x3CF), *range(0x400, 0x460), *range(0x48A, 0x500), *range(0x1E00, 0x1F00),
)  # fmt: skip


def cut(package: Path, subsets: tuple[str, ...], weight: int) -> TTFont:
    """Return one weight with the letters of all the subsets."""
    if not subsets:
        return _of_whole(package / f"{weight}{WEIGHTS[weight]}/NotoSans_{weight}{WEIGHTS[weight]}.ttf")
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in subsets:
            file = package / f"files/{package.parent.name}-{subset}-{weight}-normal.woff2"
            font = TTFont(file, recalcTimestamp=False)
            font.flavor = None
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            font.save(parts[-1])
        if len(parts) == 1:
            return TTFont(parts[0], recalcTimestamp=False, lazy=False)
        merged = Merger().merge(parts)
        merged["head"].created = merged["head"].modified = font["head"].modified
        merged.recalcTimestamp = False
        return merged


def _of_whole(file: Path) -> TTFont:
    font = TTFont(file, recalcTimestamp=False, lazy=False)
    subsetter = Subsetter(Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "dist"]))
    subsetter.populate(unicodes=set(LETTERS))
    subsetter.subset(font)
    return font


def plain_zero(font: TTFont) -> None:
    """Draw the zeros without their slash, which readers of telephone numbers took for another sign.

    The two halves of the inside become one: the outline, scaled to where the halves reach.
    """
    for name in ("zero", "zero.tf"):
        glyph = font["glyf"][name]
        points, ends, flags = glyph.getCoordinates(font["glyf"])
        outer = range(ends[0] + 1)
        within = [points[number] for number in range(ends[0] + 1, len(points))]
        scales = [
            _onto([points[number][axis] for number in outer], [at[axis] for at in within]) for axis in (0, 1)
        ]
        inside = [
            tuple(round(scale(points[number][axis])) for axis, scale in enumerate(scales)) for number in outer
        ]
        glyph.coordinates = GlyphCoordinates([*(points[number] for number in outer), *reversed(inside)])
        glyph.flags = bytearray(
            [*(flags[number] for number in outer), *(flags[number] for number in reversed(outer))]
        )
        glyph.endPtsOfContours = [ends[0], 2 * ends[0] + 1]
        glyph.numberOfContours = 2
        glyph.program = Program()
        glyph.program.fromBytecode(b"")
        glyph.recalcBounds(font["glyf"])


def _onto(outer: list[int], inner: list[int]) -> Callable[[int], float]:
    """What moves one extent onto another along an axis."""
    low, high = min(outer), max(outer)
    factor = (max(inner) - min(inner)) / (high - low)
    return lambda at: min(inner) + (at - low) * factor


def fields() -> TTFont:
    """Return the font of PDF fields, without what only running text needs: kerning, ligatures, hints."""
    options = Options(hinting=False, layout_features=[], drop_tables=[*Options().drop_tables, *_FOR_TEXT])
    with tempfile.TemporaryDirectory() as folder:
        known: set[int] = set()
        parts = []
        for name in ("AtkinsonHyperlegibleNext", "NotoSans"):
            font = TTFont(PRINT / f"{name}-Regular.ttf", recalcTimestamp=False)
            letters = set(font.getBestCmap()) - known
            subsetter = Subsetter(options)
            subsetter.populate(unicodes=letters & set(FIELD_LETTERS) if known else letters)
            subsetter.subset(font)
            known |= letters
            parts.append(str(Path(folder) / f"{name}.ttf"))
            font.save(parts[-1])
        merged = Merger().merge(parts)
        merged["head"].created = merged["head"].modified = font["head"].modified
        merged.recalcTimestamp = False
    call(merged, "Trusted Adult Fields", "Regular")
    return merged


def call(font: TTFont, family: str, cut: str) -> None:
    """Name a font as style sheets do; some packages call every cut by the thinnest."""
    names = {1: family, 2: cut, 4: f"{family} {cut}", 6: f"{family.replace(' ', '')}-{cut}", 16: "", 17: ""}
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        if text:
            font["name"].setName(text, number, 3, 1, 0x409)


def letters() -> str:
    """Return the characters that some family draws in all its weights: ranges of code points, one a line."""
    families: dict[str, set[int]] = {}
    for file in PRINT.glob("*.ttf"):
        drawn = {code for code in TTFont(file).getBestCmap() if code >= ord(" ")}
        family = file.stem.partition("-")[0]
        families[family] = families.get(family, drawn) & drawn
    drawn = sorted(set().union(*families.values()))
    starts = [code for code, before in zip(drawn, [-2, *drawn], strict=False) if code != before + 1]
    ends = [code for code, after in zip(drawn, [*drawn[1:], -1], strict=True) if code + 1 != after]
    return "".join(f"{start:04X}-{end:04X}\n" for start, end in zip(starts, ends, strict=True))


_FOR_TEXT = ("GSUB", "GPOS", "GDEF", "gasp", "prep")


def main(packages: Path) -> None:
    """Write the cuts for print, the files for the web and the licences beside them."""
    for folder in (PRINT, WEB):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(packages / ATKINSON / "package/LICENSE", WEB / "LICENSE")
    for name, (package, subsets, weights) in CUTS.items():
        licence = "LICENSE" if subsets else "LICENSE_FONT"
        shutil.copyfile(packages / package / "package" / licence, PRINT / f"LICENSE-{name}")
        for weight in weights:
            font = cut(packages / package / "package", subsets, weight)
            if package == ATKINSON:
                plain_zero(font)
            else:
                family = f"Noto Sans {package.removeprefix('noto-sans').replace('-', ' ').title()}".strip()
                call(font, " ".join(family.split()), WEIGHTS[weight])
            font.save(PRINT / f"{name}-{WEIGHTS[weight]}.ttf")
    fields().save(PRINT / f"{FIELDS}-Regular.ttf")
    (PRINT / "letters.txt").write_text(letters(), "ascii")
    for subset in ("latin", "latin-ext"):
        name = f"{ATKINSON}-{subset}-wght-normal.woff2"
        shutil.copyfile(packages / "variable/package/files" / name, WEB / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
