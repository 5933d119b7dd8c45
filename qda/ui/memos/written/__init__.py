"""One memo as it is written: its head, its field, its links and quotes, its versions, and how it gets to disk."""
