"""Lesson 02: one model, four price tags."""
