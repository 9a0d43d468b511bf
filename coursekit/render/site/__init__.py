"""The pages of the site, and the engine that puts the shell around them."""
