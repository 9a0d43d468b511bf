"""`build.py ids`: the list of every id that this course has ever had, for those who kept one."""

from pathlib import Path

from coursekit.check.withdrawn import current
from coursekit.load.course import IDS_FILE, Loaded

HEAD = """# Every id this course has ever had. Made by “python3 build.py ids”; nothing is ever taken out.
# What is no longer at work stands in facts/withdrawn.yml, with the reason.
"""


def add(loaded: Loaded, root: Path) -> int:
    """Put every new id on the list and return their number; what is on it stays, sorted."""
    known = set(loaded.ids)
    every = known | current(loaded)
    text = HEAD + "".join(f"{kind} {id_}\n" for kind, id_ in sorted(every))
    (root / IDS_FILE).write_text(text, encoding="utf-8", newline="\n")
    return len(every - known)
