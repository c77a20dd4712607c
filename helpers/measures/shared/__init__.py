"""Shared: what several measures need, such as hits, matching of words and sides."""
