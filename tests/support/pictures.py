"""A small course that shows pictures: in a page, a handout and a quiz."""

import io
from pathlib import Path

from PIL import Image
from project import edit, small_project

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 120"><script>alert(1)</script>'
    '<rect width="200" height="120" fill="#0f5552"/><circle cx="60" cy="60" r="30" fill="#fff"'
    ' onclick="x()"/></svg>'
)
WORDS = "A screen with a white “report” button"
NAMED = f"![{WORDS}](pictures/screen.svg)"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture with the place and the camera beside it, as telephones write them."""
    picture = Image.new("RGB", size, (200, 120, 40))
    beside = picture.getexif()
    beside[0x010F], beside[0x0112] = "Spying Camera", 6  # the maker; turned by a quarter
    data = io.BytesIO()
    picture.save(data, kind, exif=beside)
    return data.getvalue()


def pictured_project(to: Path) -> Path:
    """The small course with a picture in a page, a handout and a question."""
    root = small_project(to)
    for folder in ("course/pictures", "quizzes/pictures"):
        (root / folder).mkdir()
    (root / "course/pictures/screen.svg").write_text(SVG, "utf-8")
    (root / "quizzes/pictures/hand.jpg").write_bytes(photograph())
    edit(
        root / "course/first/index.md",
        "See [the law]",
        f"{NAMED}\n\n![](pictures/screen.svg){{decorative}}\n\nSee [the law]",
    )
    edit(root / "course/handouts/card.md", "Call {{", f"{NAMED}\n\nCall {{{{")
    stem = f'stem: "Whom do you tell first?\\n\\n{NAMED.replace("pictures", "../course/pictures")}"'
    edit(root / "quizzes/first.yml", "stem: Whom do you tell first?", stem)
    edit(
        root / "quizzes/first.yml",
        "text: Nobody before Friday",
        'text: "![A hand held up](pictures/hand.jpg)"',
    )
    _draw(root)
    _ask(root)
    return root


ROUTE = """id: telling
kind: route
title: When a child tells
parts:
  - {title: Listen, text: "Put down what you do & look up."}
  - {title: Tell the lead & write}
"""
CHART = """id: counted
kind: chart
title: What was counted
bars:
  - {fact: stat-one, label: Told nobody}
  - {fact: stat-two, label: Called a helpline}
"""
FACT = """- id: {id}
  kind: statistic
  text: In a survey {value}% of children said so.
  places: [INT]
  source: {{title: A survey, url: https://survey.example/, dated: 2024-05-07}}
  checked: 2026-11-22
  review_by: 2027-05-01
  confidence: secondary
  caveat: "{sample}, 2024."
  figure: {{value: {value}, unit: per cent, {more}year: 2024, sample: "{sample}"}}
"""
FACTS = FACT.format(id="stat-one", value=31, sample="900 children", more="") + FACT.format(
    id="stat-two", value=3, sample="900 children", more="is_about: true, "
)


def _draw(root: Path) -> None:
    """A route and a chart, on a page, a handout and in a question."""
    (root / "course/drawings").mkdir()
    (root / "course/drawings/telling.yml").write_text(ROUTE, "utf-8")
    (root / "course/drawings/counted.yml").write_text(CHART, "utf-8")
    (root / "facts/stat.yml").write_text(FACTS, "utf-8")
    drawn = '{{ drawing("telling") }}\n\n{{ drawing("counted") }}\n\n'
    edit(root / "course/first/index.md", "See [the law]", f"{drawn}See [the law]")
    edit(root / "course/handouts/card.md", "Call {{", f"{drawn}Call {{{{")
    stem = (
        'stem: "The child is at fault.\\n\\n{{ drawing(\\"counted\\") }}\\n\\n{{ drawing(\\"telling\\") }}"'
    )
    edit(root / "quizzes/first.yml", "stem: The child is at fault.", stem)


PLACES = """  - id: fi-03
    type: hotspot
    stem: Where do you report it?
    picture: "![{words}](../course/pictures/screen.svg)"
    options:
      - {{id: menu, at: [10, 20, 40, 60], text: The round button, correct: true, reason: "{reason}"}}
      - {{id: ground, at: [60, 0, 40, 50], text: The dark ground beside it, reason: "{reason}"}}
"""


def _ask(root: Path) -> None:
    """A place to find in the picture."""
    reason = "The button says what it does, and the ground beside it does nothing at all. " * 2
    file = root / "quizzes/first.yml"
    asked = PLACES.format(words=WORDS, reason=reason.strip())
    file.write_text("\n".join((file.read_text("utf-8").rstrip(), asked)), "utf-8")
