"""Focus: the board of cards and clusters, near labels, and the picture of lineage."""
