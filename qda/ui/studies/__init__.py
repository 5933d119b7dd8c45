"""A study as the window has it: begun, opened and left, locked, saved from damage, written anew."""
