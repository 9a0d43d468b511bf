"""Faults of the machine, not the author's nor ours: each ends in one sentence and an exit code of its own."""

import errno
import os
import re
import shutil

MACHINE = 74
"""Exit code of a fault of the machine (EX_IOERR of sysexits.h)."""

_MEMORY = "There is no memory left. Close other programs, or build with --jobs 1."
_KIND = "{} is of another kind than it should be (a file for a folder, or a folder for a file). Move it away."
_SENTENCES = {
    errno.ENOSPC: "There is no room left on the disk of {}. Free some (its space or its number of files).",
    errno.EDQUOT: "Your share of the disk of {} is used up. Free some.",
    errno.EFBIG: "The disk of {} takes no file of that length. Use another disk.",
    errno.EROFS: "The disk of {} can only be read. Make it writable, or work on a copy on another disk.",
    errno.EACCES: "You may not read or write {}. Change its permissions, or work on a copy of your own.",
    errno.EPERM: "You may not change {}. Change its permissions, or work on a copy of your own.",
    errno.EMFILE: "Too many files are open at once. Allow more (“ulimit -n 1024”), or build with --jobs 1.",
    errno.ENFILE: "Too many files are open on this machine. Close other programs.",
    errno.ENOMEM: _MEMORY,
    errno.EAGAIN: "No further process can be started. Close other programs, or build with --jobs 1.",
    errno.EIO: "The disk of {} failed while it was read or written. Check the disk.",
    errno.ENXIO: "The disk of {} is not there any more. Connect it again.",
    errno.ENODEV: "The disk of {} is not there any more. Connect it again.",
    errno.ENOTDIR: _KIND,
    errno.EISDIR: _KIND,
    errno.EEXIST: _KIND,
    errno.ENOTEMPTY: "{} was filled by another program in the meantime. Stop it.",
    errno.ENAMETOOLONG: "The path {} is too long for this disk. Use a folder with a shorter name.",
    errno.ELOOP: "The link {} leads to itself. Remove it.",
    errno.EBUSY: "{} is in use by another program. Stop it.",
    errno.ETXTBSY: "{} is in use by another program. Stop it.",
    errno.EXDEV: "{} lies on another disk than the folder beside it. Choose another folder.",
    errno.EADDRINUSE: "The port is in use by another program. Choose another with --port.",
    errno.EADDRNOTAVAIL: "This machine does not let a program answer at its own address 127.0.0.1.",
    **(
        {errno.ESTALE: "The network drive of {} was lost. Connect it again."}
        if hasattr(errno, "ESTALE")
        else {}
    ),
}
_WITHIN = re.compile(r"\[Errno (\d+)\]")
_NO_PLACE = "No usable temporary directory"


def sentence(error: BaseException) -> str | None:
    """What to say where the machine failed and what to do then; None where it was not the machine."""
    if isinstance(error, MemoryError):
        return _MEMORY
    if not isinstance(error, OSError):
        return None
    if _NO_PLACE in str(error.strerror):
        return "No folder for temporary files can be written in. Free some room on the disk, or set TMPDIR."
    number, filename = error.errno, error.filename
    if isinstance(error, shutil.Error) and (found := _WITHIN.search(str(error))):  # of a whole folder
        number, filename = int(found[1]), ""
    said = _SENTENCES.get(number or 0)
    return said and said.format(_name(filename) or "the project")


def _name(filename: object) -> str:
    if isinstance(filename, bytes):
        return os.fsdecode(filename)
    return filename if isinstance(filename, str) else str(filename or "")
