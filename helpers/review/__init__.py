"""Panels for JupyterLab: to give an article, and to accept and correct what was found in it."""

from helpers.review.intake import ArticlePanel
from helpers.review.panel import ReviewPanel

__all__ = ["ArticlePanel", "ReviewPanel"]
