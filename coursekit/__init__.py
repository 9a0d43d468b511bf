"""Turns one folder of plain text into a website, papers, slides and learning-platform packages."""
