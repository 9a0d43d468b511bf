"""Handouts that a school puts in its own words: for a word processor, and as plain text."""
