"""Questions asked of codings, and what they find."""
