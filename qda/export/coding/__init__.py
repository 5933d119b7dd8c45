"""Codes on paper: code book and frequencies, records, queries, categories, lineage and saturation."""
