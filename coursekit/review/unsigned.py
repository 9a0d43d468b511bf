"""What nobody has signed: a line a place, for a release."""

from collections.abc import Iterator
from itertools import chain

from coursekit.load.course import Loaded
from coursekit.model.problem import Problem
from coursekit.model.review import marks, review_path, sha256
from coursekit.review.kit import signables


def unsigned(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each place with unsigned sentences, or with signatures of words no longer there.

    The course may be released all the same: its pages say what is not reviewed.
    """
    found = list(signables(loaded))
    for place in loaded.course.places:
        here = [one for one in found if one.review.place == place.code]
        if not here:
            continue
        words = {sha256(seen.words) for one in here for seen in one.sentences}
        signed = marks(here[0].review.signatures)
        gone = [
            sentence.words
            for sentence in chain.from_iterable(one.sentences for one in here[0].review.signatures)
            if sentence.sha256 not in words
        ]
        missing = len(words - set(signed))
        if missing or gone:
            message = (
                f"{place.name}: {len(words) - missing} of {len(words)} sentences are reviewed.{_gone(gone)}"
            )
            hint = f"Hand out the rest with “python3 build.py review kit {place.code}”."
            if not missing:
                hint = "Nothing is to be done: a mark that fell off is kept to show what was signed."
            yield Problem(review_path(place.code), 1, 1, "not-reviewed", message, hint, severity="warning")


def _gone(words: list[str]) -> str:
    """The signed sentences that stand nowhere any more."""
    each = list(dict.fromkeys(words))
    named = ", ".join(f"“{text}”" for text in each[:3])
    more = f" and {len(each) - 3} more" if len(each) > 3 else ""
    return f" Signed words that are no longer there: {named}{more}." if each else ""
