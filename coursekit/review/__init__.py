"""Signatures of professionals: what is handed to them, and what they give back."""
