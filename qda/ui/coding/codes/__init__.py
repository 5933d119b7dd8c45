"""The panel of codes: the tree, its acts, and what is known of one code."""
