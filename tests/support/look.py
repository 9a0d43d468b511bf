"""The pages around the words, as they come and as a school has filled them in."""

from pathlib import Path

PHONE = {"width": 360, "height": 740}


DESK = {"width": 1280, "height": 900}


NO_PLACE, ENGLAND = "no-place", "england"


def address(site: Path, name: str) -> str:
    return (site / f"{name}.html").as_uri()


def html_pages(site: Path) -> list[Path]:
    return sorted(file for file in site.glob("*.html") if file.stem != "blank")
