"""Article: the text of one news article, its paragraphs and where it came from.

Everything later in the pipeline points into :attr:`Article.text` with half-open
character offsets, so no character is ever thrown away: a headline that a scraper
repeated keeps its place in the text and is told apart by its paragraph's role.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["title", "repeated title", "byline", "body"]

DATA = Path(__file__).resolve().parent.parent / "data"
BUNDLED_ARTICLE = DATA / "us-bombs-facilities-in-syria.txt"

MAX_CHARACTERS = 2_000_000  # about 300,000 words: a long book, no news article
MAX_TITLE_WORDS = 30
MIN_WORDS_FOR_LANGUAGE = 20  # fewer words than this do not show a language reliably
MIN_ENGLISH_PROBABILITY = 0.5

BULLET = re.compile(r"[ \t\u00a0]*[•·▪‣◦*–-][ \t\u00a0]+")
_BYLINE = re.compile(
    r"(?:By|BY)\s+[A-Z][\w.'’-]*(?:,?\s+(?:and\s+|&\s+|in\s+)?[A-Z][\w.,'’-]*){0,7}$"
)
LAST_BYLINE_PARAGRAPH = 3  # counted from 0: the author is named right below the headline
# "U.S.", "it's", "well-known" and "2,500" are one word each
_WORD = re.compile(r"\w+(?:(?:\.?['’.-]|,(?=\d))\w+)*")


class ArticleError(ValueError):
    """The input can't be analysed; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article: ``article.text[start:end]``, without its line breaks."""

    start: int
    end: int
    role: Role

    @property
    def analysed(self) -> bool:
        """Whether the paragraph is part of what the article says: its title and its body."""
        return self.role in ("title", "body")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from: its source, the SHA-256 of its bytes, and what was odd about it."""

    source: str
    sha256: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its text, its paragraphs in order, and its provenance."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    provenance: Provenance

    @property
    def title(self) -> str:
        """The headline, or the first words of the text where no paragraph is a headline."""
        for paragraph in self.paragraphs:
            if paragraph.role == "title":
                return self.text[paragraph.start : paragraph.end].strip()
        return " ".join(self.text.split()[:10]) + " …"

    def paragraph_at(self, position: int) -> int:
        """The number of the paragraph in which a character stands."""
        return bisect_right(self.paragraphs, position, key=lambda p: p.start) - 1


def load_article(source: str | Path | None = None, *, any_language: bool = False) -> Article:
    r"""Return the article in a UTF-8 text file.

    The text is the decoded file with line ends normalised to ``\n`` (and a byte order
    mark dropped); nothing else is changed.

    Args:
        source: path of the file; ``None`` loads the bundled article.
        any_language: accept text that does not look English (every later step assumes English).

    Raises:
        ArticleError: the file is missing, unreadable, empty, binary, not UTF-8, longer than
            ``MAX_CHARACTERS`` or not English. The message is one sentence for the user.
    """
    path = BUNDLED_ARTICLE if source is None else Path(source).expanduser()
    name = path.name
    try:
        size = path.stat().st_size
        if size > 4 * MAX_CHARACTERS:
            raise ArticleError(
                f"{name} holds {size / 1e6:,.0f} MB, more than one article can: "
                "give one article a file."
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ArticleError(f"There is no file {path}: check the name and the folder.") from None
    except IsADirectoryError:
        raise ArticleError(f"{path} is a folder: give the path of one text file.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ArticleError(f"{path} can't be read ({reason}): check its permissions.") from None
    article = article_from_text(_decode(raw, name), source=name, any_language=any_language)
    provenance = Provenance(name, hashlib.sha256(raw).hexdigest(), article.provenance.notes)
    return Article(article.text, article.paragraphs, provenance)


def article_from_text(
    text: str,
    *,
    source: str = "text",
    any_language: bool = False,
    normalise_newlines: bool = True,
) -> Article:
    r"""Return the article whose text is given.

    ``normalise_newlines=False`` keeps ``\r\n`` so that offsets fit the text as it was given.

    Raises:
        ArticleError: the text is empty, binary, too long or not English.

    >>> article = article_from_text("A headline\n\nShe spoke.", any_language=True)
    >>> [(p.role, article.text[p.start:p.end]) for p in article.paragraphs]
    [('title', 'A headline'), ('body', 'She spoke.')]
    """
    if normalise_newlines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
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
    if not any_language:
        _require_english(text, source)
    from helpers.oddities import oddities  # needs this module

    paragraphs = tuple(_paragraphs(text))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(text, paragraphs, Provenance(source, digest, tuple(oddities(text, paragraphs))))


def count_words(text: str) -> int:
    """Return the number of words: runs of letters and digits, joined by ``' ’ . -`` or not.

    >>> count_words("The U.S.-backed group's 2,500 men (all of them) didn't come.")
    10
    """
    return sum(1 for _ in _WORD.finditer(text))


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language; "en" where too short to tell.

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


def paragraphs_table(article: Article) -> pd.DataFrame:
    """Return one row for each paragraph.

    Columns: ``paragraph`` (number from 0), ``start``, ``end`` (offsets into the text),
    ``role`` (title, repeated title, byline or body), ``words`` (:func:`count_words`), ``text``.
    """
    import pandas as pd

    rows = []
    for number, paragraph in enumerate(article.paragraphs):
        words = article.text[paragraph.start : paragraph.end]
        rows.append(
            {
                "paragraph": number,
                "start": paragraph.start,
                "end": paragraph.end,
                "role": paragraph.role,
                "words": count_words(words),
                "text": words,
            }
        )
    return pd.DataFrame(rows)


def _decode(raw: bytes, name: str) -> str:
    if b"\0" in raw[:100_000]:
        raise ArticleError(f"{name} is not plain text: save the article as a .txt file first.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name} is not UTF-8 text (byte {error.start:,} can't be decoded): "
            "open it in an editor and save it with the encoding UTF-8."
        ) from None


def _require_english(text: str, source: str) -> None:
    language = language_of(text)
    if language != "en":
        raise ArticleError(
            f"{source} does not look English (language code {language}): "
            "every rule and lexicon here is for English, so give an English article."
        )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Each line with words is a paragraph, unless the text is hard-wrapped: then each block is."""
    separator = r"\s*\n\s*\n\s*" if _is_hard_wrapped(text) else r"\s*[\n\r]+\s*"
    spans, position = [], 0
    for gap in re.finditer(rf"{separator}|\Z", text):
        start, end = position, gap.start()
        position = gap.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        if any(c.isalnum() for c in text[start:end]):
            spans.append((start, end))
    title = ""
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        role: Role = "body"
        if number == 0 and len(spans) > 1 and _looks_like_title(words):
            role, title = "title", normalised(words)
        elif title and normalised(words) == title:
            role = "repeated title"
        elif number <= LAST_BYLINE_PARAGRAPH and _BYLINE.match(words):
            role = "byline"
        yield Paragraph(start, end, role)


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks stand in the middle of sentences, as in old e-mail and wires."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"\n[ \t]*\n", text):
        return False
    breaks = [a.rstrip() for a, b in pairwise(text.split("\n")) if a.strip() and b.strip()]
    inside = [line for line in breaks if 40 <= len(line) <= 100 and line[-1] not in ".!?”\"'’:"]
    return len(breaks) >= 3 and len(inside) > 0.6 * len(breaks)


def _looks_like_title(words: str) -> bool:
    tokens = words.split()
    quoted = words[0] in "\"“'‘«"
    if len(tokens) > MAX_TITLE_WORDS or (quoted and words[-1] in "\"”'’».?!"):
        return False  # a quotation from its first word to its last is no headline
    if not words.rstrip().endswith((".", "”", '"', ",", ":", ";")):
        return True
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    return bool(long) and sum(token[0].isupper() for token in long) > 0.7 * len(long)


def normalised(words: str) -> str:
    """Return words without bullet, capitals and doubled blanks, to compare paragraphs."""
    return " ".join(BULLET.sub("", words, count=1).casefold().split())
