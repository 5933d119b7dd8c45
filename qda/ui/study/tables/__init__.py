"""Tables that are edited in place, their fields, and lists of cards."""
