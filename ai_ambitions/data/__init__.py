"""The tables: reading them, naming their sources, and holding them against their contract and their promises."""
