"""Lesson 03: one gap, many measures."""
