"""Coding: sheets for coders, their agreement, and their values before the program's."""

from helpers.coding.adjudication import CodedArticle, code_article
