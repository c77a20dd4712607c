"""Language: counting words, and recognising texts that are not English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from helpers.article.article import ArticleError
from helpers.thresholds import MIN_ENGLISH_PROBABILITY, MIN_WORDS_FOR_LANGUAGE

# "U.S.", "it's", "well-known" and "2,500" are one word each
_WORD = re.compile(r"\w+(?:(?:\.?['’.-]|,(?=\d))\w+)*")


def count_words(text: str) -> int:
    """Return the number of words: letters and digits, also joined by ``' ’ . -``.

    >>> count_words("The U.S.-backed group's 2,500 men (all of them) didn't come.")
    10
    """
    return sum(1 for _ in _WORD.finditer(text))


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language; "en" where it is too short to tell.

    >>> language_of("Der Minister sagte, dass die Preise in diesem Jahr nicht mehr steigen "
    ...             "werden und dass die Regierung alles tun wird, um zu helfen.")
    'de'
    """
    if len(text.split()) < MIN_WORDS_FOR_LANGUAGE:
        return "en"
    language, probability = _identifier().classify(text[:20_000])
    return str(language) if probability > MIN_ENGLISH_PROBABILITY else "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def forget_languages() -> None:
    """Free the 70 MB of the language tables; the next text to classify loads them anew."""
    _identifier.cache_clear()


def require_english(text: str, source: str) -> None:
    """Raise an :class:`ArticleError` for a text that does not look English."""
    language = language_of(text)
    if language != "en":
        raise ArticleError(
            f"{source} does not look English (language code {language}): every rule and lexicon "
            "here is for English, so give an English article, or force it with --any-language."
        )
