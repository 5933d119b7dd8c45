"""Gerund: a desktop workbench for qualitative data analysis after grounded theory."""

__version__ = "0.1.0"
