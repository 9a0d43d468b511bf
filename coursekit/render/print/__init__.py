"""Printables: made from the model, never from the website's HTML."""
