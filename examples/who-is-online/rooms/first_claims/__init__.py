"""Lesson 00: three sentences on who is online. A line drawn beforehand; a gap that closes and is not closed; a fall, and what counts as one."""
