"""A text laid out where it is looked at: blocks, heights, faces, labels, and what codings add to a block."""
