"""What every room stands on: errors, paths, notebooks, cells."""
