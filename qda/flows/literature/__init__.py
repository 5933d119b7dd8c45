"""Literature from reference managers and databases, and the matrix that is made of what was included."""
