"""Signing: the file of a place's signatures, written whole and sorted, so that a difference can be read."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from coursekit.model.review import Review, Signature, SignedSentence, normal, review_path, seal, sha256
from coursekit.review.kit import KitList


class RefusedError(Exception):
    """Nothing was signed; the message says why and what to do."""


def read_list(file: Path) -> KitList:
    """The list of a kit. Raises RefusedError where there is none, or where it is none."""
    try:
        return KitList.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise RefusedError(
            f"There is no list of a kit at {file}. Make the kit first with “review kit”, "
            "or name its list with --kit."
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError):
        raise RefusedError(f"{file} is not the list of a kit. Make the kit anew with “review kit”.") from None


_PART = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")


def numbers(text: str, known: Iterable[int]) -> frozenset[int]:
    """The numbers that `3,5-9` means. Raises RefusedError for other words, and for numbers not in the kit."""
    found: set[int] = set()
    for part in text.replace(" ", "").replace("–", "-").split(","):
        match = _PART.fullmatch(part)
        if not match or int(match[1]) > int(match[2] or match[1]):
            raise RefusedError(f"“{part}” is no number of a sentence. Write numbers such as 3,5-9.")
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    if unknown := sorted(found - set(known)):
        raise RefusedError(f"The kit has no sentence {unknown[0]}. Compare the numbers with the paper.")
    return frozenset(found)


def chosen(sentences: Mapping[int, str], only: str | None, but: str | None) -> dict[int, str]:
    """The sentences of a kit that are signed. Raises RefusedError where none is, or both ways are given."""
    if only is not None and but is not None:
        raise RefusedError("Give --only or --except, not both.")
    wanted = numbers(only, sentences) if only is not None else frozenset(sentences)
    wanted -= numbers(but, sentences) if but is not None else frozenset()
    if not wanted:
        raise RefusedError("No sentence is left to sign.")
    return {number: words for number, words in sorted(sentences.items()) if number in wanted}


def signed(review: Review, name: str, role: str, body: str, day: date, words: Iterable[str]) -> Review:
    """The review with a signature of these sentences; what one person signs on one day is one signature."""
    told = (normal(name), normal(role), normal(body))
    if not all(told):
        raise RefusedError("A signature needs --name, --role and --body.")
    others = [one for one in review.signatures if (one.name, one.role, one.body, one.day) != (*told, day)]
    before = (sentence.words for one in review.signatures if one not in others for sentence in one.sentences)
    every = sorted({*before, *words}, key=lambda text: (text.casefold(), text))
    signature = Signature(
        name=told[0],
        role=told[1],
        body=told[2],
        day=day,
        sentences=tuple(SignedSentence(words=text, sha256=sha256(text)) for text in every),
        seal=seal(*told, day, map(sha256, every)),
    )
    return Review(
        place=review.place,
        signatures=tuple(sorted((*others, signature), key=_order)),
    )


def _order(one: Signature) -> tuple[date, str, str, str]:
    return one.day, one.name, one.role, one.body


HEAD = (
    "# Signatures, written by “python3 build.py review sign”. Change nothing by hand: a change is seen and"
    " refused.\n# A sentence is known by the SHA-256 of its words; when a word changes, its mark falls off.\n"
)


def text_of(review: Review) -> str:
    """The file of a review."""
    data = review.model_dump(mode="json", by_alias=True)
    data["signatures"] = [one | {"day": date.fromisoformat(one["day"])} for one in data["signatures"]]
    return HEAD + dumped(data)


class _Dumper(yaml.SafeDumper):
    """Writes texts in double quotes, whatever they hold, and keys without."""


def _text(dumper: yaml.SafeDumper, text: str) -> Any:
    style = None if re.fullmatch(r"[a-z_]+|sha256", text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def dumped(data: dict[str, Any]) -> str:
    """The data as YAML, each text on one line."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


def write(root: Path, review: Review) -> Path:
    """Write the file of a review in one step; return its path."""
    file = root / review_path(review.place)
    file.parent.mkdir(exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_text(text_of(review), encoding="utf-8", newline="\n")
    new.replace(file)
    return file
