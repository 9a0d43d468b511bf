"""The files of signatures: each for one place, under its own name, and none from a day still to come."""

from collections.abc import Iterator
from datetime import date

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.dates import long_date
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.review import REMEDY, Review, review_path


def check(loaded: Loaded, day: date) -> Iterator[Problem]:
    """Yield what no signature can be; one whose words have changed since is no mistake."""
    places = {place.code for place in loaded.course.places}
    reviews = {review_path(review.place): review for review in loaded.course.reviews}
    for (kind, path), origins in loaded.origins.items():
        if kind == "review":
            yield from _file(origins[0], reviews.get(path), places, day)


def _file(origin: Origin, review: Review | None, places: set[str], day: date) -> Iterator[Problem]:
    if review is None:
        yield origin.problem(("place",), "review-place", "This file has not the name of its place.", REMEDY)
        return
    if review.place not in places:
        hint = did_you_mean(review.place, places, "Take the file away, or write the place.")
        yield origin.problem(("place",), "review-place", f"There is no place “{review.place}”.", hint)
    for index, signature in enumerate(review.signatures):
        if signature.day > day:
            message = f"It was signed on {long_date(signature.day)}, a day still to come."
            yield origin.problem(("signatures", index, "day"), "future", message, REMEDY)
