"""Dates as people read them, whatever the locale of the machine."""

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
