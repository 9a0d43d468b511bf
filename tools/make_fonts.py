"""Make the fonts of the printables and the website from the two unpacked Fontsource packages.

    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0
    npm pack @fontsource-variable/atkinson-hyperlegible-next@5.3.0
    python tools/make_fonts.py STATIC_PACKAGE VARIABLE_PACKAGE

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
CUTS = {400: "Regular", 700: "Bold", 800: "ExtraBold"}
FAMILY = "atkinson-hyperlegible-next"


def cut(package: Path, weight: int) -> TTFont:
    """Return one weight with the letters of both subsets, latin and latin-ext."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in ("latin", "latin-ext"):
            font = TTFont(
                package / f"files/{FAMILY}-{subset}-{weight}-normal.woff2", recalcTimestamp=False
            )
            font.flavor = None
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            font.save(parts[-1])
        merged = Merger().merge(parts)
        merged["head"].created = merged["head"].modified = font["head"].modified
        merged.recalcTimestamp = False
        return merged


def main(static: Path, variable: Path) -> None:
    """Write the cuts for print, the files for the web and the licence beside both."""
    for folder in (PRINT, WEB):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(static / "LICENSE", folder / "LICENSE")
    for weight, name in CUTS.items():
        cut(static, weight).save(PRINT / f"AtkinsonHyperlegibleNext-{name}.ttf")
    for subset in ("latin", "latin-ext"):
        name = f"{FAMILY}-{subset}-wght-normal.woff2"
        shutil.copyfile(variable / "files" / name, WEB / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
