"""Projects of programs that keep them in SQLite, and code books from tables."""
