"""Display: the article with every attribution marked, as HTML that stands by itself."""

from helpers.display.article import annotated_article, annotated_page
from helpers.display.marks import short_names

__all__ = ["annotated_article", "annotated_page", "short_names"]
