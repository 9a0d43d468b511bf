"""The folder of a module: where it lies and what it may be called."""

import re
from pathlib import PurePosixPath

from coursekit.model.base import ID, LONGEST_ID
from coursekit.model.filenames import as_id
from coursekit.model.problem import Problem


def refused_folder(folder: PurePosixPath) -> Problem | None:
    """The problem of a folder whose pages cannot be a module's."""
    if len(folder.parts) > 2:
        message = "Pages lie in course/ or in the folder of a module, and this folder is deeper."
        hint = f"Move its files to {'/'.join(folder.parts[:2])}/."
    elif not (re.fullmatch(ID, folder.name) and len(folder.name) <= LONGEST_ID):
        message = f"“{folder.name}” cannot be the name of a module’s folder."
        hint = f"Rename it to {as_id(folder.name)[:LONGEST_ID]}: small letters, digits and single hyphens."
    else:
        return None
    return Problem(str(folder), 1, 1, "folder-name", message, hint)
