"""Make the fonts of the printables and the website from unpacked Fontsource packages.

    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0
    npm pack @fontsource-variable/atkinson-hyperlegible-next@5.3.0
    npm pack @fontsource/noto-sans@5.3.0 @fontsource/noto-sans-arabic@5.3.0 @fontsource/noto-sans-hebrew@5.3.0
    python tools/make_fonts.py FOLDER

`FOLDER` holds each package, unpacked, in a folder of its name without the scope;
the variable one in `variable`.
The same packages and the same fontTools give the same bytes.
"""  # noqa: INP001 (a script, not a package)

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
PRINT = ROOT / "templates/fonts"
WEB = ROOT / "templates/site/theme/assets/fonts"
WEIGHTS = {400: "Regular", 700: "Bold", 800: "ExtraBold"}
ATKINSON = "atkinson-hyperlegible-next"
CUTS = {
    "AtkinsonHyperlegibleNext": (ATKINSON, ("latin", "latin-ext"), (400, 700, 800)),
    "NotoSans": ("noto-sans", ("cyrillic", "cyrillic-ext", "greek", "greek-ext", "vietnamese"), (400, 700)),
    "NotoSansArabic": ("noto-sans-arabic", ("arabic",), (400, 700)),
    "NotoSansHebrew": ("noto-sans-hebrew", ("hebrew",), (400, 700)),
}
"""Names of the files for print, with the package, subsets and weights they hold."""


def cut(package: Path, subsets: tuple[str, ...], weight: int) -> TTFont:
    """Return one weight with the letters of all the subsets."""
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


def main(packages: Path) -> None:
    """Write the cuts for print, the files for the web and the licences beside them."""
    for folder in (PRINT, WEB):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(packages / ATKINSON / "package/LICENSE", WEB / "LICENSE")
    for name, (package, subsets, weights) in CUTS.items():
        shutil.copyfile(packages / package / "package/LICENSE", PRINT / f"LICENSE-{name}")
        for weight in weights:
            cut(packages / package / "package", subsets, weight).save(PRINT / f"{name}-{WEIGHTS[weight]}.ttf")
    for subset in ("latin", "latin-ext"):
        name = f"{ATKINSON}-{subset}-wght-normal.woff2"
        shutil.copyfile(packages / "variable/package/files" / name, WEB / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
