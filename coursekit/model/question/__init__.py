"""What people answer: one file a question type, under the same name on every side of the project."""
