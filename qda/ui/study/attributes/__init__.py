"""Attributes: the grid, forms, bulk edit, and their import."""
