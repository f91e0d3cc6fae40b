"""Lesson 01, Ambition and money."""
