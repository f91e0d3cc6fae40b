"""A real JupyterHub with three accounts, for the tests: its environment, its accounts, and a browser's part of it."""
