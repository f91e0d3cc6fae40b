"""Lesson 00: the first claims of the article. TO DO: what the notebook teaches, in its order."""
