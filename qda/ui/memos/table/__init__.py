"""The sorting table: the heap of memos, the plane where they are laid out, and the outline that comes of it."""
