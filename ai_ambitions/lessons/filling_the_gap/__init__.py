"""Lesson 07: chokepoints, yields, efficiency by task, and a rise of 44 times."""
