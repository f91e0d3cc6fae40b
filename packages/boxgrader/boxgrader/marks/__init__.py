"""The key of an assignment, the marks of one submission, and nbgrader's gradebook."""
