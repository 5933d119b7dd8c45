"""Random hands on the real window: what no story of a test would do."""
