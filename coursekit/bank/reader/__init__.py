"""Every format that is read, each told in the module of its name."""

from coursekit.bank.found import BankFormat
from coursekit.model.kinds import told

READERS = ("moodle", "qti", "cartridge", "table", "aiken", "gift")
"""In the order in which a file is tried; what is surest of its own comes first."""
FORMATS: dict[str, BankFormat] = told("coursekit.bank.reader", READERS, "FORMAT")
