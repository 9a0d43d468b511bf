"""One file a platform format; each says what it cannot carry.

`FORMATS` is the registry, by file extension.
"""

from types import ModuleType

from coursekit.export import gift, h5p, moodle, plain_csv, qti3, qti21

FORMATS: dict[str, ModuleType] = {
    "moodle.xml": moodle,
    "gift": gift,
    "qti21.zip": qti21,
    "qti3.zip": qti3,
    "h5p": h5p,
    "csv": plain_csv,
}
