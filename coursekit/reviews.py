"""`build.py review kit` and `build.py review sign`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coursekit import console
from coursekit.load.course import Loaded
from coursekit.model.dates import long_date
from coursekit.model.facts import Place
from coursekit.model.review import Review, sha256
from coursekit.review import kit as kits
from coursekit.review import papers, signing
from coursekit.review.kit import KitList
from coursekit.update import place_of

FOLDER = "review"
"""Where kits are written, in the project's folder."""


@dataclass(frozen=True, slots=True)
class Given:
    """What `review sign` was told of a signature."""

    name: str
    role: str
    body: str
    signed_on: date | None
    only: str | None
    but: str | None


def kit(loaded: Loaded, root: Path, code: str, out: Path | None, *, every: bool) -> None:
    """Write the kit of a place into a folder, and say what comes next."""
    place = place_of(loaded.course, code.upper())
    made = kits.kit(loaded, place, every=every)
    if not made.entries:
        console.say(
            f"All {made.total} sentences of {place.name} are signed. “--all” makes a kit all the same."
        )
        return
    folder = (out or root / FOLDER).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        ".pdf": papers.pdf(made),
        ".docx": papers.docx(made),
        ".yml": signing.dumped(kits.listed(made).model_dump(mode="json")).encode(),
    }
    for ending, data in files.items():
        file = folder / kits.file_name(place, ending)
        file.write_bytes(data)
        console.say(f"Written: {file}")
    some = f"{len(made.entries)} of {made.total} sentences"
    console.say(f"{some}, to be read in about {papers.minutes(made)} minutes. When it comes back:")
    where = f" --kit {folder / kits.file_name(place, '.yml')}" if out else ""
    told = "--name … --role … --body … --except 4,7"
    console.say(f"    python3 build.py review sign {place.code}{where} {told}")


def sign(loaded: Loaded, root: Path, code: str, listed: Path | None, day: date, given: Given) -> None:
    """Keep the signature of what was chosen of a kit and still stands there, word for word."""
    place = place_of(loaded.course, code.upper())
    handed_out = signing.read_list(listed or root / FOLDER / kits.file_name(place, ".yml"))
    on = given.signed_on or day
    if handed_out.place != place.code:
        raise signing.RefusedError(f"That kit is for {handed_out.place}, not for {place.code}.")
    if on > day:
        raise signing.RefusedError(f"{long_date(on)} is still to come. Write the day of the signature.")
    words = signing.chosen(handed_out.sentences, given.only, given.but)
    here = {sha256(seen.words) for one in _of(loaded, place) for seen in one.sentences}
    kept = {number: text for number, text in words.items() if sha256(text) in here}
    if not kept:
        raise signing.RefusedError("None of these sentences stands there any more. Make a new kit.")
    before = next((one for one in loaded.course.reviews if one.place == place.code), Review(place=place.code))
    review = signing.signed(before, given.name, given.role, given.body, on, kept.values())
    file = signing.write(root, review)
    console.say(f"Signed for {place.name} by {given.name} on {long_date(on)}: {_count(handed_out, kept)}")
    if changed := sorted(set(words) - set(kept)):
        numbers = ", ".join(map(str, changed))
        console.say(f"Not signed, because their words have changed since the kit was made: {numbers}.")
    console.say(f"Written: {file.relative_to(root)}")


def _of(loaded: Loaded, place: Place) -> list[kits.Signable]:
    return [one for one in kits.signables(loaded) if one.review.place == place.code]


def _count(handed_out: KitList, kept: dict[int, str]) -> str:
    return f"{len(kept)} of {len(handed_out.sentences)} sentences of kit {handed_out.code}."
