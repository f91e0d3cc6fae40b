"""From what was handed in to a notebook that can be run: collect, look, tidy, repair, and a scan for the eye."""
