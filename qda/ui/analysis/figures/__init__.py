"""Figures, as they will be printed."""
