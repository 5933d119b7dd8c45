"""Questions asked of the coded segments: a query in all its forms, what answers it, and codes counted against codes."""
