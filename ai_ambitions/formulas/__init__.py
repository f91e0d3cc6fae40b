"""Pure functions that the lessons teach. They import NumPy at most, read no file and draw nothing."""
