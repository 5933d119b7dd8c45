"""What spans features and writes: a room for each subject, and beside them the single acts."""
