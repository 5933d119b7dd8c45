"""Interview guides and observation frameworks, and where their questions are asked."""
