"""Slides: a session plan as a deck with presenter's notes, made from the model and never from a page."""
