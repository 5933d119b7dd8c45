"""Saturation as it was judged and as it is counted, and the log of theoretical sampling."""
