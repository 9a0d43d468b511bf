"""What the rules of a question type yield."""

Found = tuple[tuple[str | int, ...], str, str, str]
"""Location in the question, code, message and hint."""
