"""Consent, by participant and kind of data."""
