"""What stands around the work: bar, columns, strip of jobs, palette, and the pages of the window’s own."""
