"""Article: the text of one news article, its paragraphs and where it came from.

Everything later in the pipeline points into :attr:`Article.text` with half-open
character offsets, so no character is ever thrown away: a headline that a scraper
repeated keeps its place in the text and is told apart by its paragraph's role.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["title", "repeated title", "body"]

DATA = Path(__file__).resolve().parent.parent / "data"
BUNDLED_ARTICLE = DATA / "us-bombs-facilities-in-syria.txt"

MAX_CHARACTERS = 2_000_000  # about 300,000 words: a long book, no news article
MAX_TITLE_WORDS = 30
MIN_WORDS_FOR_LANGUAGE = 20  # fewer words than this do not show a language reliably
MIN_ENGLISH_PROBABILITY = 0.5

_BULLET = re.compile(r"[ \t\u00a0]*[•·▪‣◦*–-][ \t\u00a0]+")
_WORD = re.compile(r"\w[\w'’.-]*")


class ArticleError(ValueError):
    """The input can't be analysed; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article: ``article.text[start:end]``, without its line breaks."""

    start: int
    end: int
    role: Role


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
    paragraphs = tuple(_paragraphs(text))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(text, paragraphs, Provenance(source, digest, tuple(_notes(text, paragraphs))))


def paragraphs_table(article: Article) -> pd.DataFrame:
    """Return one row for each paragraph.

    Columns: ``paragraph`` (number from 0), ``start``, ``end`` (offsets into the text),
    ``role`` (title, repeated title or body), ``words`` (runs of letters and digits), ``text``.
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
                "words": len(_WORD.findall(words)),
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
    """Refuse what is clearly another language; the sample is short, so speed does not matter."""
    if len(text.split()) < MIN_WORDS_FOR_LANGUAGE:
        return
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    language, probability = identifier.classify(text[:20_000])
    if language != "en" and probability > MIN_ENGLISH_PROBABILITY:
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
            role, title = "title", _normalised(words)
        elif title and _normalised(words) == title:
            role = "repeated title"
        yield Paragraph(start, end, role)


def _is_hard_wrapped(text: str) -> bool:
    """Whether single line breaks stand in the middle of sentences, as in old e-mail and wires."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"\n[ \t]*\n", text):
        return False
    breaks = re.findall(r"([^\n]*\S)[ \t]*\n(?=[^\n]*\S)", text)
    inside = [line for line in breaks if 40 <= len(line) <= 100 and line[-1] not in ".!?”\"'’:"]
    return len(breaks) >= 3 and len(inside) > 0.6 * len(breaks)


def _looks_like_title(words: str) -> bool:
    tokens = words.split()
    if len(tokens) > MAX_TITLE_WORDS or words[0] in "\"“'‘«":
        return False
    if not words.rstrip().endswith((".", "”", '"', ",", ":", ";")):
        return True
    long = [token for token in tokens if len(token) > 3 and token[0].isalpha()]
    return bool(long) and sum(token[0].isupper() for token in long) > 0.7 * len(long)


def _normalised(words: str) -> str:
    return " ".join(_BULLET.sub("", words, count=1).casefold().split())


def _notes(text: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    from helpers.quotations import find_quotations

    repeated = [n for n, p in enumerate(paragraphs) if p.role == "repeated title"]
    if repeated:
        where = ", ".join(str(n) for n in repeated)
        yield (
            f"The headline stands again as paragraph {where}: kept in the text, left out of the "
            "analysis."
        )
    bullets = [n for n, p in enumerate(paragraphs) if _BULLET.match(text, p.start)]
    if bullets:
        where = ", ".join(str(n) for n in bullets)
        yield f"Paragraph {where} begins with a bullet: a list or a teaser of the web page."
    seen: dict[str, int] = {}
    for number, paragraph in enumerate(paragraphs):
        words = text[paragraph.start : paragraph.end]
        first = seen.setdefault(_normalised(words), number)
        if first != number and paragraph.role == "body":
            yield f"Paragraph {number} repeats paragraph {first} word for word."
    spans = [(p.start, p.end) for p in paragraphs]
    quotations = find_quotations(text, spans)
    odd = sorted({q.paragraph for q in quotations if not q.closed})
    if odd:
        where = ", ".join(str(n) for n in odd)
        yield f"A quotation mark is not closed in paragraph {where}."
    for quotation in quotations:
        paragraph = paragraphs[quotation.paragraph]
        rest = text[quotation.end : paragraph.end].strip(" .,")
        before = text[paragraph.start : quotation.start].rstrip()
        if quotation.words > 4 and not rest and before.endswith((".", "!", "?")):
            yield (
                f"Paragraph {quotation.paragraph} ends with a quotation after a full stop: "
                "its speaker may have been cut."
            )
