"""How codes came about and grew: biographies, the book of a past day, lineage, candidates, categories, saturation."""
