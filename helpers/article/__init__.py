"""Article: the text of one news article, its paragraphs and where it came from.

All later steps refer to :attr:`Article.text` by half-open character offsets, so no character of it
is removed: a headline that a scraper repeated keeps its place and is recognised by its role.
"""

from helpers.article.article import (
    BUNDLED_ARTICLE,
    DATA,
    MAX_CHARACTERS,
    Article,
    ArticleError,
    Paragraph,
    Provenance,
    choose_article,
    store_article,
    was_stored,
)
from helpers.article.loading import article_from_record, given_article, load_article
from helpers.article.paragraphs import article_facts, count_words, paragraphs_table
from helpers.article.text import article_from_text, language_of
