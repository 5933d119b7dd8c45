"""The study side of the window: the tree at the left, the study page, and bringing files in."""
