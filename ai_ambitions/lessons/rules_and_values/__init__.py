"""Lesson 10, Rules and values."""
