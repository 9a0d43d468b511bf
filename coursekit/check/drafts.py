"""Drafts: how many questions are not finished, and which of them could be."""

from collections.abc import Iterator
from itertools import groupby

from coursekit.load.course import Loaded
from coursekit.model.problem import Problem


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each quiz with drafts, each draft that lacks nothing, and each page that waits."""
    for path, group in groupby(loaded.drafts, lambda draft: draft.path):
        drafts = list(group)
        unwritten = sum(draft.missing for draft in drafts)
        number = f"{len(drafts)} question{'s are drafts' if len(drafts) > 1 else ' is a draft'}"
        message = (
            f"{number}: shown by “serve” alone, and never built. {unwritten} texts are still to be written."
        )
        hint = "Write them; then take “draft: true” out."
        yield Problem(path, drafts[0].line, 1, "draft", message, hint, severity="warning")
        for draft in drafts:
            if not draft.missing:
                said, hint = (
                    f"The draft “{draft.id}” lacks nothing.",
                    "Read it once more, and take “draft: true” out.",
                )
                yield Problem(path, draft.line, 1, "draft-written", said, hint, severity="warning")
    for page in loaded.waiting:
        origin = loaded.origin("page", page.path)
        message = f"This page is not built: every question of “{page.head.quiz}” is a draft."
        hint = "Finish one of them."
        yield origin.problem(("quiz",), "waits", message, hint, severity="warning")
