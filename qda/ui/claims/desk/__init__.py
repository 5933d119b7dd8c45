"""The negative-case desk: passages held against a claim, one at a time, and what became of them."""
