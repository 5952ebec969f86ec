"""Records for machines to read."""
