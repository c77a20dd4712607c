"""Review: a panel in which a coder reads, accepts and corrects what the program found."""

from helpers.review.panel import ReviewPanel

__all__ = ["ReviewPanel"]
