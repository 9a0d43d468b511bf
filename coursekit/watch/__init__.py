"""Watching the sources: what stands at each address of `facts/` today, against what was last read there."""
