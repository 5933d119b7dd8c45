"""Texts to be read as they run: a source with its codings, and memos in their arrangement."""
