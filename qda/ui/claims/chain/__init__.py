"""Claims written, ordered, linked to what they rest on, and followed down to the words."""
