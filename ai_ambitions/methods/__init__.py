"""Pure functions that several lessons teach or use (NumPy at most)."""
