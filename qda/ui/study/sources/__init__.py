"""Sources as a table: what is known of one, of many at once, and what was done to each."""
