"""Targets: which actors each voice speaks of, and in which clause.

The measures ``stance`` and ``tone_toward`` label these mentions. An actor whom a speaker mentions
in the words attributed to this speaker is a target of ``stance``; an actor whom the author mentions
outside all attributions is a target of ``tone_toward``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from helpers.analysis import Analysis
from helpers.annotation import Token
from helpers.measures.shared.hits import TokenIndex
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor, Mention
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

STANCE = "stance"
TONE_TOWARD = "tone_toward"

# Dependencies by which a verb begins a clause of its own. An infinitive ("wants to leave") does
# not: it is part of the clause of the verb above it.
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "pcomp"})
_VERBS = frozenset({"VERB", "AUX"})


class Target(NamedTuple):
    """A row of :func:`targets`, which documents the columns."""

    measure: str
    speaker: str
    target: str
    start: int
    end: int
    text: str
    mention_start: int
    mention_end: int
    mention: str
    form: str
    reporting: bool
    oneself: bool
    unit: int
    unit_start: int
    unit_end: int
    attribution: int
    sentence: int
    sentence_start: int
    sentence_end: int
    paragraph: int
    role: str


COLUMNS = Target._fields


def targets(analysis: Analysis) -> pd.DataFrame:
    """Return one row for each mention of an actor in the analysed text, in the order of the text.

    Columns:
        measure: "stance" in somebody's attributed words, "tone_toward" in the author's.
        speaker: whose words they are; "narrator" for the author, "unattributed" for nobody known.
        target: the actor's name.
        start, end, text: the part in this voice of the smallest clause that holds the mention;
            ``article.text[start:end] == text``.
        mention_start, mention_end, mention: the words that name the actor.
        form: name, acronym, pronoun, role or description.
        reporting: whether the mention only names who speaks (it is the source of an attribution).
            The source is in the author's voice, so it makes nobody a target of their own words.
        oneself: whether the speaker is the target ("we will respond").
        unit, unit_start, unit_end: the sentence x attribution (``helpers.voices.voice_segments``)
            that holds the mention, from its first to its last word.
        attribution: index of the attribution, -1 for narration.
        sentence, sentence_start, sentence_end: the whole sentence.
        paragraph, role: of the article; role is title or body.

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "Lee arrived. Jane Kim said that Lee is a liar."
    >>> found = targets(analyse(article_from_text(text, any_language=True)))
    >>> found[["speaker", "target", "text", "reporting"]].values.tolist()
    [['narrator', 'Lee', 'Lee arrived', False], ['narrator', 'Jane Kim', 'Jane Kim said', True],
     ['Jane Kim', 'Lee', 'that Lee is a liar', False]]
    """
    import pandas as pd

    words = TokenIndex(analysis.annotation)
    units = _units(analysis.segments)
    sources = [span for attribution in analysis.attributions for span in attribution.source]
    rows = []
    for actor, mention in _mentions(analysis.actors):
        head = _head_of(words.between(mention.start, mention.end))
        voice = analysis.voices.at(head.start) if head is not None else None
        if head is None or voice is None:
            continue
        reporting = any(_names_source(words, head, span) for span in sources)
        unit = (voice[1], *units[voice[1]])
        rows.append(_row(analysis, actor.name, mention, head, voice[0], unit, reporting))
    rows.sort(key=attrgetter("mention_start", "mention_end", "target"))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(
    analysis: Analysis,
    target: str,
    mention: Mention,
    head: Token,
    speaker: str,
    unit: tuple[int, int, int, int, str],
    reporting: bool,
) -> Target:
    """The row of one mention; ``unit`` is its number, start, end, attribution and role."""
    text = analysis.text
    number, unit_start, unit_end, attribution, role = unit
    start, end = _clause(head, analysis.voices, number)
    sentence = analysis.annotation.sentences[head.sentence]
    return Target(
        measure=TONE_TOWARD if speaker == NARRATOR else STANCE,
        speaker=speaker,
        target=target,
        start=start,
        end=end,
        text=text[start:end],
        mention_start=mention.start,
        mention_end=mention.end,
        mention=text[mention.start : mention.end],
        form=mention.form,
        reporting=reporting,
        oneself=speaker == target,
        unit=number,
        unit_start=unit_start,
        unit_end=unit_end,
        attribution=attribution,
        sentence=head.sentence,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        paragraph=head.paragraph,
        role=role,
    )


def clause_head(token: Token) -> Token:
    """Return the verb of the smallest clause that holds a token (the root where there is none).

    >>> from helpers.annotation import annotate
    >>> from helpers.article import article_from_text
    >>> annotation = annotate(article_from_text("Kim sang and Lee left.", any_language=True))
    >>> clause_head(annotation.tokens[3])
    left/VBD
    """
    while token.head is not token and not _begins_clause(token):
        token = token.head
    return token


def _begins_clause(token: Token) -> bool:
    if token.dep in _CLAUSES:
        # a relative clause's verb may be tagged as a noun; "[Lee responsible]" is no clause
        return token.pos in _VERBS or token.dep == "relcl"
    return token.dep == "conj" and token.pos in _VERBS and token.head.pos in _VERBS


def _units(segments: pd.DataFrame) -> dict[int, tuple[int, int, int, str]]:
    """Start, end, attribution and role of each unit, by its number."""
    units: dict[int, tuple[int, int, int, str]] = {}
    columns = (segments[name].tolist() for name in ("unit", "start", "end", "attribution", "role"))
    for unit, start, end, attribution, role in zip(*columns, strict=True):
        first = units.get(unit, (start, end, attribution, role))
        units[unit] = min(first[0], start), max(first[1], end), first[2], first[3]
    return units


def _mentions(actors: Iterable[Actor]) -> Iterator[tuple[Actor, Mention]]:
    """Each actor with each mention; a mention inside another of the same actor is left out."""
    for actor in actors:
        if actor.name == UNATTRIBUTED:
            continue
        reach = -1
        for mention in sorted(actor.mentions, key=lambda m: (m.start, -m.end)):
            if mention.end > reach:
                yield actor, mention
                reach = mention.end


def _head_of(tokens: Iterable[Token]) -> Token | None:
    """Return the syntactic head of a mention, None where the mention has no word."""
    inside = [token for token in tokens if token.is_word]
    numbers = {token.i for token in inside}
    roots = (t for t in inside if t.head is t or t.head.i not in numbers)
    return next(roots, None)


def _names_source(words: TokenIndex, head: Token, span: tuple[int, int]) -> bool:
    """Whether a word heads the source of an attribution, or a name in apposition to it."""
    start, end = span
    if not start <= head.start < end:
        return False
    top = _head_of(words.between(start, end))
    while head is not top and head.dep in ("appos", "compound", "conj") and head.head is not head:
        head = head.head
    return head is top


def _clause(head: Token, voices: VoiceIndex, unit: int) -> tuple[int, int]:
    """Start and end of a word's clause inside one voice, without coordinated clauses."""
    found, stack = [], [clause_head(head)]
    while stack:
        token = stack.pop()
        found.append(token)
        stack.extend(c for c in token.children if not (c.dep == "conj" and _begins_clause(c)))
    own = [t for t in found if t.is_word and t.dep != "cc" and _unit_at(voices, t) == unit]
    own = own or [head]
    return min(token.start for token in own), max(token.end for token in own)


def _unit_at(voices: VoiceIndex, token: Token) -> int | None:
    voice = voices.at(token.start)
    return None if voice is None else voice[1]
