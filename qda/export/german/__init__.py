"""What reports say in German, by their English."""
