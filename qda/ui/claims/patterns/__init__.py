"""Propositions and their rivals, held against each case."""
