"""Word files, part by part: the document, its tables, styles, pages, contents and templates."""
