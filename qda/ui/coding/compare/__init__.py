"""Constant comparison: columns, verdicts, the memo in the middle, the ledger."""
