"""Lesson 12: the ledger by date and by rule, one figure again, and how sure one was."""
