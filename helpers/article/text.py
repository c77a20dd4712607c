"""Text: from a string to an article, or one sentence that says why it is not one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from helpers.article.article import MAX_CHARACTERS, Article, ArticleError, Provenance
from helpers.article.language import forget_languages, require_english
from helpers.article.paragraphs import find_paragraphs
from helpers.article.text_notes import notes_on

MAX_PARAGRAPH = 100_000  # characters; no newspaper prints a paragraph of 16,000 words
LONG = 200_000  # characters


def article_from_text(
    text: str,
    *,
    source: str = "text",
    any_language: bool = False,
    normalise_newlines: bool = True,
    details: Mapping[str, str] | None = None,
    passage: bool = False,
    headings: Collection[str] = (),
) -> Article:
    r"""Return the article whose text is given.

    Args:
        text: the whole text, the headline in its first line.
        source: what error messages call it.
        any_language: accept text that does not look English (every later step assumes English).
        normalise_newlines: ``False`` keeps ``\r\n``, so that offsets fit the text as given.
        details: what is known of it: ``title``, ``outlet``, ``date``, ``author``, ``url``.
        passage: the text is some sentences of an article: all of it is body.
        headings: words of the paragraphs that the article's form marks as headings.

    Raises:
        ArticleError: the text is empty, binary, too long, has an endless paragraph or is not
            English.

    >>> article = article_from_text("A headline\n\nShe spoke.", any_language=True)
    >>> [(p.role, article.text[p.start:p.end]) for p in article.paragraphs]
    [('title', 'A headline'), ('body', 'She spoke.')]
    """
    if normalise_newlines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _require_words(text, source)
    known = dict(details or {})
    title, author = known.get("title", ""), known.get("author", "")
    paragraphs = tuple(find_paragraphs(text, title, author, headings))
    if passage:
        paragraphs = tuple(replace(paragraph, role="body") for paragraph in paragraphs)
    longest = max(paragraph.end - paragraph.start for paragraph in paragraphs)
    if longest > MAX_PARAGRAPH:
        raise ArticleError(
            f"{source} has a paragraph of {longest:,} characters, more than the "
            f"{MAX_PARAGRAPH:,} that one may have: put each paragraph on a line of its own."
        )
    if not any(paragraph.analysed for paragraph in paragraphs):
        raise ArticleError(
            f"{source} holds captions, notices and the like and no article: give its text too."
        )
    if not any_language:
        require_english(text, source)
    if len(text) > LONG:
        forget_languages()  # a long article needs the memory itself
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    notes = tuple(notes_on(text, paragraphs))
    return Article(text, paragraphs, Provenance(source, digest, notes, **known))


def _require_words(text: str, source: str) -> None:
    """Raise an :class:`ArticleError` for a text that is empty, too long or binary."""
    if not any(c.isalnum() for c in text):
        raise ArticleError(f"{source} holds no words: give a file with the article's text in it.")
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"{source} holds {len(text):,} characters, more than the {MAX_CHARACTERS:,} that one "
            "article may have: give one article a file."
        )
    control = sum(c < " " and c not in "\n\r\t\f\v" for c in text)
    if control > len(text) / 1000:
        raise ArticleError(f"{source} is not plain text: save the article as a .txt file first.")
