"""A ten-line exercise, a class that answers it, and what such classes hand in."""
