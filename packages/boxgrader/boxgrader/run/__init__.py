"""Grade a class: workers on this computer or on a cluster, and the command line."""
