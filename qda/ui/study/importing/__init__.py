"""Import: files, folders, spreadsheets, and what became of them."""
