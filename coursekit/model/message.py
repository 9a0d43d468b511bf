"""Text messages: what a single one can hold (3GPP TS 23.038)."""

LIMIT = 160
"""Septets of one message in the alphabet of every telephone; one other character leaves room for 70."""

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = "^{}\\[~]|€"
_TYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\v": " "}
)


def as_message(text: str) -> str:
    """The text with the quotation marks and dashes that every telephone has."""
    return text.translate(_TYPED)


def septets(text: str) -> int:
    """The length of a message; more than `LIMIT` where one character is not in the alphabet."""
    if any(character not in _BASIC + _EXTENDED for character in text):
        return LIMIT + len(text)
    return len(text) + sum(character in _EXTENDED for character in text)
