"""Text without what our own files may not hold: signs that nobody sees and that editors stumble over."""

import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
"""As `load/source.py` has it: control characters, half pairs, soft hyphens and marks of no width."""


def printable_only(text: str) -> str:
    """The text without such signs; separators of lines and paragraphs become the end of a line."""
    return _UNSEEN.sub("", re.sub("\r\n?|[\u2028\u2029]", "\n", text))
