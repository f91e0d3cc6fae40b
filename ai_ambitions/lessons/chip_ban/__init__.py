"""Lesson 06, The chip ban as executable law."""
