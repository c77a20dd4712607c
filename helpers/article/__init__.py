"""Article: the text of one news article, its paragraphs and where it came from.

Everything later in the pipeline points into :attr:`Article.text` with half-open character
offsets, so no character of it is ever thrown away: a headline that a scraper repeated keeps its
place in the text and is told apart by its paragraph's role. Of a plain text file the text is the
decoded file with line ends made uniform; of all other forms it is what a reader takes out.
"""

from helpers.article.article import (
    BUNDLED_ARTICLE,
    DATA,
    MAX_CHARACTERS,
    MAX_PARAGRAPH,
    Article,
    ArticleError,
    Paragraph,
    Provenance,
    Role,
)
from helpers.article.article_json import store_article, was_stored
from helpers.article.language import MIN_WORDS_FOR_LANGUAGE, count_words, language_of
from helpers.article.loading import article_from_record, given_article, load_article
from helpers.article.paragraphs import BULLET, article_table, normalised, paragraphs_table
from helpers.article.text import article_from_text

__all__ = [
    "BULLET",
    "BUNDLED_ARTICLE",
    "DATA",
    "MAX_CHARACTERS",
    "MAX_PARAGRAPH",
    "MIN_WORDS_FOR_LANGUAGE",
    "Article",
    "ArticleError",
    "Paragraph",
    "Provenance",
    "Role",
    "article_from_record",
    "article_from_text",
    "article_table",
    "count_words",
    "given_article",
    "language_of",
    "load_article",
    "normalised",
    "paragraphs_table",
    "store_article",
    "was_stored",
]
