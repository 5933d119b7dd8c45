"""Coded and uncoded segments: whose they are, where they lie and what lies near, read at once and counted from."""
