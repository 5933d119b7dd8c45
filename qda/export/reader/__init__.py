"""The reader's edition: claims that lead down to the words, on pages without a script."""
