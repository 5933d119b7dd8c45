"""How files leave: the gate, what is withheld, the search for names, and writing that leaves no half of a file."""
