"""Lesson 04: a billion testers."""
