"""Figures by matplotlib: what each kind shows, how it is drawn, as a file and as a report."""
