"""A pack for each school of a list: its papers, letters, slides and packages, with its own contacts."""
