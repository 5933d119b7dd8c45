"""Withdrawal: everything that holds a person’s words, masked or kept."""
