"""What maintainers run: execute notebooks, make the exercises, check the data, build the web edition."""
