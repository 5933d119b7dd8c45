"""Lists, for any screen: rows and their model, several chosen at once, judgements, and words fitted to a row."""
