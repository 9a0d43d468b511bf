"""One file a platform format; each says what it cannot carry.

`FORMATS` is the registry, by file extension.
"""

from types import ModuleType

from coursekit.export import moodle

FORMATS: dict[str, ModuleType] = {"moodle.xml": moodle}
