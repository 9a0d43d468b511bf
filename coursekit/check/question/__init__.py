"""The rules of each question type, in a file of its name."""
