"""Pure functions from the model to text or bytes: one folder an output."""
