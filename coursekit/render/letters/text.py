"""A letter as plain text, for e-mail and for the school's messenger."""

from collections.abc import Iterator

from coursekit.model.message import as_message, septets
from coursekit.render.flow import Block, plain
from coursekit.render.letters.inputs import DATE_BLANK, SCHOOL_BLANK, LetterInputs, about
from coursekit.render.plain import PlainWriter


def render(inputs: LetterInputs) -> bytes:
    """Return the letter, or the messages, as UTF-8 text."""
    write = PlainWriter(inputs.shelf)
    blocks = write.flow(inputs.text)
    body = messages(blocks) if inputs.head.form == "message" else _letter(inputs, blocks)
    lines = [*body, "", *about(inputs, write)]
    return ("\n".join(lines) + "\n").encode()


def messages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Each message on a line of its own, with its length beside its title."""
    for block in blocks:
        if block.kind == "heading":
            yield from ("", f"# {block.text}")
        else:
            said = as_message(block.text)
            yield f"({septets(said)} of 160)"
            yield said


def _letter(inputs: LetterInputs, blocks: tuple[Block, ...]) -> Iterator[str]:
    yield from (inputs.school_name or SCHOOL_BLANK, DATE_BLANK, "")
    for line in plain(blocks):
        yield line or ""
