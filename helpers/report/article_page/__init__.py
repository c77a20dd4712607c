"""Article page: the article with every attribution marked, and a card for each speaker."""

from helpers.report.article_page.annotated_article import annotated_article, annotated_page
from helpers.report.article_page.cards import card_anchors, speaker_cards
from helpers.report.article_page.marks import short_names
