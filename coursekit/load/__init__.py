"""From files to the model, remembering the file, line and column of everything."""
