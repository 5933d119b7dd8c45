"""Parts that several screens are built of, from words to click up to a painted timeline."""
