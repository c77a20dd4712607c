"""Turns: the labels of an interview or transcript ("SMITH: We never agreed to that.").

Labels are no part of the sentences after them, and are often in capitals, which hide from the
parser what is a name. Here they are found before the article is parsed, and spelt as the article
spells the same words elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from helpers.article import Article
from helpers.lexicons import load_lexicon
from helpers.thresholds import MIN_TURNS

LABEL = re.compile(
    r"[\"“]?(?P<name>[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|of|de|van|von|al|bin)){0,5})"
    r"(?:,[ \t]+[A-Z][A-Z .'’&-]{2,50})?(?:[ \t]*\([^()\n]{1,40}\))?:[ \t]+(?=\S)"
)
_LETTER = re.compile(r"[\"“]?(?P<name>[QA])[.:][ \t]+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_SMALL = frozenset(["of", "the", "and", "for", "de", "van", "von", "bin", "al"])
_MAC = re.compile(r"(Mc|O['’])([a-z])")
_ACRONYM = 3  # letters: CNN, NPR, BBC


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its paragraph, label and what is said; offsets into the article's text.

    ``role`` is what the label calls somebody without a name ("host"), or "".
    """

    paragraph: int
    start: int
    end: int
    said: int  # where the speech begins
    name: tuple[int, int]
    role: str


def find_turns(article: Article) -> list[Turn]:
    r"""Return the turns of an interview or transcript in order; none where the text is neither.

    A label must be in capitals or come again, be it as the surname alone ("Kim Smith:", then
    "Smith:"), which the labels of a list of places do not. "Q" needs answers,
    be they under "A" or a name.

    >>> from helpers.article import article_from_text
    >>> article = article_from_text("LEE: We agreed.\n\nHOST: You did?", any_language=True)
    >>> [(article.text[slice(*turn.name)], turn.role) for turn in find_turns(article)]
    [('LEE', ''), ('HOST', 'host')]
    """
    found = []
    for number, paragraph in enumerate(article.paragraphs):
        if paragraph.role not in ("body", "title"):
            continue
        ends = (paragraph.start, paragraph.end)
        label = LABEL.match(article.text, *ends) or _LETTER.match(article.text, *ends)
        if label is not None and not any(c.isalpha() for c in article.text[label.end() : ends[1]]):
            continue  # a list of results: "Lee: 547"
        if label is not None and (paragraph.role == "body" or label["name"] == "Q"):
            found.append((number, paragraph, label))
    if len(found) < MIN_TURNS:
        return []
    names = Counter(label["name"] for _, _, label in found)
    last_words: dict[str, set[str]] = {}
    for name in names:
        last_words.setdefault(name.split()[-1], set()).add(name)
    small = article.text.casefold()
    # "the Lakers" elsewhere: the labels of a list of results
    teams = {name for name, n in names.items() if n > 1 and f"the {name.casefold()} " in small}
    capitals = [label["name"] for _, _, label in found if label["name"].isupper()]
    letters = {name for name in ("Q", "A") if "Q" in names and set(capitals) - {name}}
    turns = []
    for number, paragraph, label in found:
        name = label["name"]
        again = (names[name] > 1 and name not in teams) or name.isupper()
        # "Kim Smith", "Smith", "Dr Smith"
        again = again or any((name in o) != (o in name) for o in last_words[name.split()[-1]])
        if name in letters if name in ("Q", "A") else again and len(name) > 1:
            role = _roles().get(name.casefold(), "")
            span = label.span("name")
            turns.append(Turn(number, paragraph.start, paragraph.end, label.end(), span, role))
    return turns if len(turns) >= MIN_TURNS else []


def plain_labels(article: Article, turns: Sequence[Turn]) -> dict[int, str]:
    """Return the words of labels in capitals as the article would spell them, by offset.

    A word is spelt as elsewhere in the text, as a given name or title, or like the
    others of its label where one of them is known; else it keeps its capitals ("CNN"). What a
    label says after a comma ("KIM LEE, SHOP OWNER") gets small letters.
    """
    text = article.text
    inside = [(turn.start, turn.said) for turn in turns]
    if not any(text[slice(*turn.name)].isupper() for turn in turns):
        return {}
    known = _spellings(article, inside)
    plain: dict[int, str] = {}
    for _ in range(2):  # a word known from one label helps with the next
        for turn in turns:
            words = list(_WORD.finditer(text, turn.name[0], turn.name[1]))
            if not text[slice(*turn.name)].isupper():
                continue
            spelt = [_spelt(word.group(), known) for word in words]
            sure = bool(turn.role) or any(spelt)
            for number, (word, spelling) in enumerate(zip(words, spelt, strict=True)):
                new = spelling or (_capitalised(word.group(), number) if sure else "")
                if new and len(new) == len(word.group()):
                    plain[word.start()] = new
                    if not turn.role:
                        known.setdefault(new.casefold().rstrip("."), new.rstrip("."))
    for turn in turns:
        for word in _WORD.finditer(text, turn.name[1], turn.said):
            if word.group().isupper() and len(word.group()) > _ACRONYM:
                small = word.group().lower()
                plain[word.start()] = known.get(small, small)
    return plain


def spelt_plainly(text: str, start: int, plain: Mapping[int, str]) -> str:
    """Return a stretch of the article's text with the words of labels in their plain spelling.

    Args:
        text: the stretch.
        start: where it begins in the article.
        plain: from :func:`plain_labels`.
    """
    for at in range(len(text)):
        word = plain.get(start + at, "")
        if word and at + len(word) <= len(text):
            text = text[:at] + word + text[at + len(word) :]
    return text


def _spellings(article: Article, inside: Sequence[tuple[int, int]]) -> dict[str, str]:
    """How the text outside labels spells the words that it begins with a capital."""
    counts: Counter[str] = Counter()
    said = dict(inside)
    for paragraph in article.paragraphs:
        begin = said.get(paragraph.start, paragraph.start)
        counts.update(_WORD.findall(article.text, begin, paragraph.end))
    known: dict[str, str] = {}
    for word, _ in counts.most_common():
        bare = word.removesuffix("’s").removesuffix("'s").rstrip(".")
        if bare[:1].isupper() and len(bare) > 1 and not bare[1:].isupper():
            known.setdefault(bare.casefold(), bare)
    return known


def _spelt(word: str, known: Mapping[str, str]) -> str:
    """A word as the text spells it, or as a title or given name; "" for any other."""
    from helpers.lexicons.actor_words import vocabulary

    bare = word.casefold().rstrip(".")
    stop = word[len(bare) :]
    if bare in known:
        return known[bare] + stop
    if bare in vocabulary().given_names or vocabulary().role(bare) is not None:
        return _capitalised(bare) + stop
    return ""


def _capitalised(word: str, place: int = 0) -> str:
    """A word in capitals as a name is written: "MCDONALD" is McDonald, "O'NEIL" O'Neil."""
    if word.casefold() in _SMALL and place:
        return word.lower()
    parts = re.split(r"([-’' ])", word)
    joined = "".join(part.capitalize() for part in parts)
    return _MAC.sub(lambda match: match[1] + match[2].upper(), joined)


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    columns = ("entry", "role", "source")
    return {e["entry"].casefold(): e["role"] for e in load_lexicon("turn_labels", columns)}


def named_labels(article: Article, turns: Sequence[Turn]) -> Iterator[tuple[str, Turn]]:
    """Yield each role of a label with the turn whose label names who has it ("HOST KIM LEE")."""
    for turn in turns:
        words = article.text[slice(*turn.name)].casefold().split()
        role = _roles().get(words[0], "") if len(words) > 1 and not turn.role else ""
        if role and words[0] not in ("q", "a"):
            yield role, turn
