"""The study as a tree, on the left."""
