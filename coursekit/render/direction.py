"""Letters that are written from the right, beside numbers that are not."""

import unicodedata

_LEFT_TO_RIGHT_MARK = "\u200e"


def apart(text: str) -> str:
    """The text as it may stand beside a number in plain words, in documents and on slides.

    After letters from the right a number would join them and stand on their other side, its groups turned
    round (Unicode Standard Annex 9, rule N1). An invisible mark ends their run; web pages have `<bdi>`.
    """
    from_right = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)
    return text + _LEFT_TO_RIGHT_MARK if from_right else text
