"""Codes by sources, cases and people, and codes together."""
