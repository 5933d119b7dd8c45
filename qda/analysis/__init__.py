"""What is read across the features, in a room for each subject; nothing here writes."""
