"""Names to hide: the register, proposals, what was stopped on its way out, and dropping what still holds a name."""
