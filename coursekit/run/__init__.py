"""Making the plan's artefacts: cache, processes, progress, then one atomic publish."""
