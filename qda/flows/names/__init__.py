"""Names: proposed, replaced by pseudonyms, and dropped from whatever still holds them."""
