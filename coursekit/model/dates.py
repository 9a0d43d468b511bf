"""Dates as people read them, whatever the locale of the machine."""

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def any_date(text: str) -> str:
    """A date as a source prints it: `2024`, `May 2024`, `7 May 2024`, or `undated page`."""
    if text == "undated":
        return "undated page"
    year, *rest = text.split("-")
    parts = [MONTHS[int(rest[0]) - 1]] if rest else []
    if len(rest) > 1:
        parts.insert(0, str(int(rest[1])))
    return " ".join([*parts, year])
