"""A letter as plain text, for e-mail and for the school's messenger."""

from collections.abc import Iterator

from coursekit.model.message import LIMIT, as_message, septets
from coursekit.render.flow import Block, plain, words
from coursekit.render.letters.about import DATE_BLANK, NAME_BLANK, about, school_name, who_helps
from coursekit.render.plain import PlainWriter
from coursekit.render.print.handout import HandoutInputs


def render(inputs: HandoutInputs) -> bytes:
    """Return the handout, or the messages, as UTF-8 text."""
    write = PlainWriter(inputs.shelf)
    body = messages(write.flow(inputs.text)) if inputs.traits.is_messages else _text(inputs, write)
    lines = [*body, "", *about(inputs, write)]
    return ("\n".join(lines) + "\n").encode()


def messages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Each message on a line of its own, with its length beside its title."""
    for block in blocks:
        if block.kind == "heading":
            yield from ("", f"# {block.text}")
        else:
            said = as_message(block.text)
            yield f"({septets(said)} of {LIMIT})"
            yield said


def _text(inputs: HandoutInputs, write: PlainWriter) -> Iterator[str]:
    letter = inputs.traits.is_letter
    if letter:
        yield from (school_name(inputs), DATE_BLANK, "")
    yield from (inputs.head.title, "")
    if inputs.head.lede:
        yield from (words(write.runs(inputs.head.lede)), "")
    yield from plain(write.flow(inputs.text))
    if letter:
        yield from ("", NAME_BLANK, "")
    yield from plain(who_helps(inputs, write))
