"""Reports: which, how, and what they will look like."""
