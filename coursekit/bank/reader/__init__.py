"""Every format that is read, each told in the module of its name."""

from coursekit.bank.found import BankFormat
from coursekit.model.kinds import told

READERS = (
    "moodle", "qti", "h5p", "cartridge", "table", "mdbook", "text2qti", "aiken", "word", "gift",
)  # fmt: skip
"""In the order in which a file is tried; what is surest of its own comes first."""
FORMATS: dict[str, BankFormat] = told("coursekit.bank.reader", READERS, "FORMAT")
