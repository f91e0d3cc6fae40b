"""Lesson 05, Open weights."""
