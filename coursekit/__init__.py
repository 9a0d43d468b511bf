"""Turns one folder of plain text into a website, papers, slides and learning-platform packages."""

__version__ = "2026.11.0"
"""Of the course and its code; in pyproject too (a test compares them)."""
