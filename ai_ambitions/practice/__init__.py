"""What a reader does: predictions, quizzes, claims and verdicts, exercises and their checks."""
