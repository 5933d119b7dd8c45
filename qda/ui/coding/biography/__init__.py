"""What happened to a code, and the code book as on a day."""
