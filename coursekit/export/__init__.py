"""One file a platform format, and the registry of them.

Each says all there is to know of it in its `FORMAT`. A format is added by its file and a line here.
"""

from coursekit.export import (
    aiken,
    cartridge,
    cmi5,
    gift,
    h5p,
    moodle,
    plain_csv,
    qti3,
    qti21,
    scorm12,
    scorm2004,
)
from coursekit.export.format import Format

FORMATS: tuple[Format, ...] = (
    scorm12.COURSE,
    scorm12.QUIZ,
    scorm2004.COURSE,
    scorm2004.QUIZ,
    cmi5.COURSE,
    cmi5.QUIZ,
    moodle.FORMAT,
    cartridge.FORMAT,
    cartridge.FORMAT_1P1,
    qti21.FORMAT,
    qti3.FORMAT,
    h5p.FORMAT,
    plain_csv.FORMAT,
    gift.FORMAT,
    aiken.FORMAT,
)
"""In the order in which they are listed: what a platform takes best comes first."""
