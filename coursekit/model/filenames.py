"""Names that every system can hold (Microsoft, “Naming Files, Paths, and Namespaces”)."""

import re
import unicodedata

LONGEST = 160
"""Characters of a path in the project: Windows stops at 260, with the folder that the project lies in."""

_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_SIGNS = re.compile(r"[<>:\"|?*\\]")


def refused(name: str) -> str | None:
    """Why Windows refuses a name, in words that follow the name; None where it takes it."""
    if _DEVICES.fullmatch(name.rstrip(". ")):
        return "is a name that Windows keeps for a device"
    if name != name.rstrip(". "):
        return "ends with a full stop or a space, which Windows takes away"
    if found := _SIGNS.search(name):
        return f"holds “{found[0]}”, which Windows does not allow in names"
    return None


def as_id(name: str) -> str:
    """The nearest id to what somebody has called a folder: `Safe Games` becomes `safe-games`."""
    bare = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    return words if words[:1].isalpha() else f"part-{words}".strip("-")
