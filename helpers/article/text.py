"""Text: from a string to an article with notes on what is odd, or one sentence why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from helpers import thresholds
from helpers.article.article import MAX_CHARACTERS, Article, ArticleError, Paragraph, Provenance
from helpers.article.paragraphs import BULLET, count_words, find_paragraphs, normalised
from helpers.article.quotation_marks import Quotation, find_quotations
from helpers.prose import count, listing, verb

MAX_PARAGRAPH = 100_000  # characters; no newspaper prints a paragraph of 16,000 words
LONG = 200_000  # characters
_LEFT_OUT = {
    "date": "dates and times",
    "caption": "captions of pictures",
    "teaser": "teasers to other articles",
    "notice": "notices of the web page",
}
# UTF-8 that was once read as Windows-1252 ("â€œ" for “).
_MOJIBAKE = re.compile("â€.|Ã[\u0080-\u00bf©¨¶¼¤±]")
# Every sixth word of English news is one of these, and none of another language's.
_ENGLISH = frozenset("the and of to that with from this which their they have been".split())
MAX_QUOTED = 5  # paragraphs whose first words a note repeats


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
    """Return the article whose text is given, the headline in its first line.

    Error messages call it ``source``. ``any_language`` accepts text that does not look English
    (every later step assumes English). Without ``normalise_newlines`` offsets fit the text as
    given. Of the ``details`` title, outlet, date, author and url are kept. A ``passage`` is some
    sentences of an article: all of it is body. ``headings`` are words of the paragraphs that its
    form marks as such.
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


def notes_on(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Yield a sentence for each kind of oddity in a text."""

    def with_role(role: str) -> list[int]:
        return [n for n, p in enumerate(paragraphs) if p.role == role]

    def words_of(numbers: Iterable[int]) -> list[str]:
        return [text[paragraphs[n].start : paragraphs[n].end] for n in numbers]

    if repeated := with_role("repeated title"):
        yield (
            f"The headline is repeated as {_numbered(repeated)}: kept in the text, left out of "
            "the analysis."
        )
    if bylines := with_role("byline"):
        yield f"The author is named in {_numbered(bylines)}: left out of the analysis."
    subheading = "a subheading" if len(with_role("subheading")) == 1 else "subheadings"
    for role, what in {"subheading": subheading, **_LEFT_OUT}.items():
        if found := with_role(role):
            first_words = clipped(words_of(found))
            yield f"Left out of the analysis as {what}: {_numbered(found)} ({first_words})."
    if bullets := [n for n, p in enumerate(paragraphs) if BULLET.match(text, p.start)]:
        yield f"A bullet begins {_numbered(bullets)}: a list or a teaser of the web page."
    seen: dict[str, int] = {}
    again = []
    for number, words in enumerate(words_of(range(len(paragraphs)))):
        first = seen.setdefault(normalised(words), number)
        if first != number and paragraphs[number].role == "body":
            again.append(number)
    if again:
        yield f"An earlier paragraph is repeated, word for word, as {_numbered(again)}."
    quotations = find_quotations(text, [(p.start, p.end) for p in paragraphs])
    body = sum(count_words(text[p.start : p.end]) for p in paragraphs if p.role == "body")
    if body >= thresholds.MIN_WORDS_FOR_QUOTES and not quotations:
        yield "There are no quotation marks: speech is found by its wording alone."
    yield from _broken_quotations(text, paragraphs, quotations)
    if lost := text.count("\ufffd"):
        yield (
            f"{count(lost, 'letter').capitalize()} could not be read and "
            f"{verb(lost, 'is', 'are')} shown as “\ufffd”: the file has bytes that its encoding "
            "does not have."
        )
    if wrong := _MOJIBAKE.findall(text):
        yield (
            f"Signs such as “{wrong[0]}” stand in {count(len(wrong), 'place')}: the text was once "
            "read in a wrong encoding, so quotation marks may be missing."
        )


def _broken_quotations(
    text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[Quotation]
) -> Iterator[str]:
    """Yield notes on marks that are not closed and on quotations that may have lost a speaker."""
    opened = {q.paragraph for q in quotations if q.start == paragraphs[q.paragraph].start}
    # A quotation of several paragraphs is closed in its last one alone.
    if odd := {q.paragraph for q in quotations if not q.closed and q.paragraph + 1 not in opened}:
        yield f"A quotation mark is not closed in {_numbered(sorted(odd))}."
    first_of: dict[int, int] = {}
    cut = []
    for quotation in quotations:
        # Where an earlier quotation of the paragraph has a speaker, the last one continues it.
        alone = first_of.setdefault(quotation.paragraph, quotation.start) == quotation.start
        paragraph = paragraphs[quotation.paragraph]
        rest = text[quotation.end : paragraph.end].strip(" .,")
        before = text[paragraph.start : quotation.start].rstrip()
        if alone and quotation.words > 4 and not rest and before.endswith((".", "!", "?")):
            cut.append(quotation.paragraph)
    if cut:
        yield (
            f"A quotation after a full stop ends {_numbered(cut)}: its speaker may have been cut."
        )


def clipped(passages: Sequence[str]) -> str:
    """Return the first words of some passages as a list; after five the rest is counted."""
    begun = [" ".join(passage.split()) for passage in passages]
    short = [words if len(words) <= 60 else f"{words[:60].rstrip()} …" for words in begun]
    return listing((f"“{words}”" for words in short), most=MAX_QUOTED)


def left_out_notes(passages: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return a note on each kind of passages that an import left out, where there are any."""
    return tuple(
        f"{what}, left out of the text: {clipped(some)}." for what, some in passages.items() if some
    )


def _numbered(paragraphs: list[int]) -> str:
    """Return the numbers of paragraphs as a list; after six the rest is counted."""
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{noun} {listing(map(str, paragraphs), most=6)}"


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language; "en" where it is too short to tell."""
    words = text[:20_000].lower().split()
    if len(text.split()) < thresholds.MIN_WORDS_FOR_LANGUAGE:
        return "en"
    if sum(word in _ENGLISH for word in words) > thresholds.MIN_SHARE_OF_ENGLISH * len(words):
        return "en"  # the model of all languages takes 70 MB, and a second to load
    language, probability = _identifier().classify(text[:20_000])
    return str(language) if probability > thresholds.MIN_ENGLISH_PROBABILITY else "en"


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
