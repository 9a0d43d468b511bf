"""Banks of questions from other tools, read into quizzes of ours: one file a format in `reader/`."""
