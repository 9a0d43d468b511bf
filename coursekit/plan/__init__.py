"""The whole list of outputs, known before the first of them is made."""
