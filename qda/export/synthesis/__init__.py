"""Findings on paper: cases, themes, claims with their evidence, matrices and patterns."""
