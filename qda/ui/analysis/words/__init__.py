"""Words and how often they fall; a word in its context."""
