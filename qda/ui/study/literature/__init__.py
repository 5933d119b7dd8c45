"""Publications: the table, a form, screening and criteria."""
