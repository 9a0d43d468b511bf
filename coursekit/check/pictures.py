"""Pictures in texts: each is there, may stand where it stands, and is told to those who do not see it."""

import re
from collections.abc import Iterator, Mapping

from coursekit.catalogue import Records
from coursekit.check.texts import Text, notes, texts
from coursekit.load.course import Loaded
from coursekit.model.dialect import DECORATIVE, parse_line
from coursekit.model.picture import FOLDERS, Picture, Shown, folder_of, shown_in
from coursekit.model.problem import Problem, did_you_mean

LONGEST = 250
"""Characters of what stands for a picture: a listener cannot skip in it. More belongs into the text."""
_NAMELESS = re.compile(
    r"(?:picture|image|photo|drawing|graphic|untitled|[\w-]+\.\w{3,4})[\s\d]*", re.IGNORECASE
)
_SAID = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|photograph|graphic) (?:of|showing)\b", re.IGNORECASE
)
_WORDS = "Say in a sentence what it tells, such as ![Three steps: listen, thank, tell the lead](…)."
_ORNAMENT = f"where it tells nothing, write ![](…){{{DECORATIVE}}}."
_WORDS_ALONE = ("planner", "self-review")
"""What is made of their texts holds words alone."""

Complaint = tuple[str, str]
"""Message and hint."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each picture that cannot be shown or is not told; a warning for unshown ones."""
    pictures, shown = Records(loaded).pictures, set()
    for text in texts(loaded):
        for one in shown_in(text.text, parse_line(text.text) if text.inline else None):
            shown.add(one.id)
            for message, hint in _complaints(one, text, pictures, loaded):
                yield text.problem(one.start, "picture", message, hint)
            if _SAID.match(one.words):
                message = "Who listens to the page is told that this is a picture already."
                hint = "Begin with what it shows."
                yield text.problem(one.start, "picture", message, hint, severity="warning")
    for text in notes(loaded):
        for one in shown_in(text.text):
            hint = "Say in words what it shows."
            yield text.problem(one.start, "picture", "Notes for trainers are words alone.", hint)
    for id_, picture in pictures.items():
        origin = loaded.origin("picture", id_)
        if id_ not in shown:
            hint = f"Write ![what it shows](pictures/{id_}) where it belongs, or delete the file."
            yield origin.problem((), "unshown", "No text shows this picture.", hint, severity="warning")
        if picture.is_photo:
            message = "This is a photograph. No photograph of a child belongs here, and none of a real person"
            hint = "Look at it once more; a drawing is safer, and travels better."
            yield origin.problem((), "photo", f"{message} without consent.", hint, severity="warning")


def _complaints(
    one: Shown, text: Text, pictures: Mapping[str, Picture], loaded: Loaded
) -> Iterator[Complaint]:
    yield from _of_place(one, text, pictures, loaded)
    if text.role == "title" or text.owner.kind in _WORDS_ALONE:
        yield "A picture cannot stand here: this is shown in words alone.", "Say in words what it shows."
    elif text.inline and not text.is_option:
        hint = "Put it into a text of several paragraphs, or say it in words."
        yield "A picture cannot stand in this line.", hint
    if one.words and one.decorative:
        yield (
            "This picture is called an ornament and has words.",
            f"Take out the words, or “{{{DECORATIVE}}}”.",
        )
    elif not one.words and not one.decorative:
        yield "Nothing stands for this picture for those who do not see it.", f"{_WORDS[:-1]}; {_ORNAMENT}"
    elif _NAMELESS.fullmatch(one.words):
        yield f"“{one.words[:40]}” does not tell what this picture shows.", _WORDS
    elif len(one.words) > LONGEST:
        yield (
            f"What stands for this picture has {len(one.words)} characters, more than {LONGEST}.",
            "Say here what it shows, and the rest in the text below it.",
        )


def _of_place(one: Shown, text: Text, pictures: Mapping[str, Picture], loaded: Loaded) -> Iterator[Complaint]:
    """What is wrong with where it lies."""
    path = text.owner.origin.path
    folder = folder_of(one.target, path)
    if re.match(r"[a-z][a-z0-9+.-]*:|//", one.target, re.IGNORECASE):
        yield (
            "A picture from elsewhere is not shown: its server would hear of each reader.",
            f"Ask whether you may use it, save it into {folder_of('pictures/x', path)}/, and name it there.",
        )
    elif folder not in FOLDERS:
        yield (
            f"Pictures lie in {' or '.join(FOLDERS)}, and this one in “{folder[:60]}”.",
            f"Put it into {folder_of('pictures/x', path)}/, and write ![…](pictures/{one.id}).",
        )
    elif f"{folder}/{one.id}" not in loaded.lost:
        origin = loaded.origin("picture", one.id).path if one.id in pictures else ""
        if origin != f"{folder}/{one.id}":
            near = [id_ for id_ in pictures if loaded.origin("picture", id_).path == f"{folder}/{id_}"]
            hint = f"Put it there, or write {_way(origin, path)}." if origin else f"Put it into {folder}/."
            yield f"There is no picture “{one.id[:60]}” in {folder}/.", did_you_mean(one.id, near, hint)


def _way(to: str, owner: str) -> str:
    """How a text of `owner` names a picture that lies in the other folder."""
    return "/".join([".."] * owner.count("/")) + f"/{to}"
