"""Polarity: how each voice speaks of each target, clause by clause, with the words behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from helpers.annotation import Annotation, Token
from helpers.lexicons.actor_words import vocabulary
from helpers.measures.shared.hits import Hits, MentionIndex, TokenIndex
from helpers.measures.stance.targets import STANCE, TONE_TOWARD, head_of
from helpers.measures.stance.word_rules.evidence import Evidence
from helpers.measures.stance.word_rules.frames import HARMED, complement_evidence, verb_evidence
from helpers.measures.stance.word_rules.words import LISTED, word_evidence
from helpers.speakers import NARRATOR, Actor
from helpers.voices import VoiceIndex

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis

COLUMNS = (
    "target",
    "polarity",
    "negated",
    "hedged",
    "holder",
    "through",
    "mention_start",
    "mention_end",
    "mention",
    "sentence",
)
DIRECTIONS = {-1: "against", 0: "neither", 1: "for"}
# What the words of a clause say of a target.
NEGATIVE, POSITIVE, MIXED, NEITHER, NO_EVIDENCE = READINGS = (
    "negative",
    "positive",
    "mixed",
    "neither",
    "no evidence",
)


def toward(
    annotation: Annotation,
    targets: pd.DataFrame,
    actors: Iterable[Actor],
    segments: pd.DataFrame,
) -> pd.DataFrame:
    """Return one row for each word or phrase that judges a target, in the order of the text.

    Grammar ties the words to the target: what the verb that the target does or undergoes says of
    him (lexicon ``connotation_frames``), what is said of him (``evaluative_words``, ``labels``,
    and words on which VADER and AFINN agree), and the noun or adjective whose complement he is
    (``connotation_complements``). Words that stand near him without a tie don't count.

    Args:
        annotation: the article's.
        targets: who is spoken of (``helpers.measures.stance.targets.targets``).
        actors: the article's; they tell whose judgement is reported.
        segments: the voices (``helpers.voices.voice_segments``).

    Columns:
        start, end, text: the words that judge, from the first to the last.
        speaker, unit: the voice they stand in. Where a clause reports whose judgement it is and
            his words follow ("Kim accused Lee of lying"), the voice is his.
        measure: "stance", or "tone_toward" where the author speaks.
        category: the rule: "does it", "is judged", "is harmed", "has or does it", "is called",
            "is called (lexicons)", "does it so" or "noun toward".
        entry: the entry of the lexicon.
        target: the actor who is judged.
        polarity: -1 against, 1 for the target; 0 where he is harmed (to be harmed is not to be
            blamed) and where blame is denied ("is no liar").
        negated: whether the words are denied; hedged: whether they are possible, wished or
            conditional.
        holder: the actor whose judgement the clause reports, "" for the speaker's own.
        through: what of the target's is judged ("remarks" in "Kim's remarks were false"), or "".
        mention_start, mention_end, mention: the words that name the target; sentence: its number.

    Connotation frames: Rashkin, Singh & Choi (2016), ACL, 311-321; judgement of people: Martin &
    White (2005), "The Language of Evaluation", chapter 2; holder and target of an opinion: Wiebe,
    Wilson & Cardie (2005), Language Resources and Evaluation 39, 165-210.

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "Jane Kim said that Lee is a liar. Lee arrived."
    >>> found = analyse(article_from_text(text, any_language=True)).toward
    >>> found[["text", "speaker", "target", "polarity", "category"]].values.tolist()
    [['liar', 'Jane Kim', 'Lee', -1, 'is called']]
    """
    rows = judgement_rows(annotation, targets.itertuples(index=False), actors, segments)
    table = Hits(rows, COLUMNS).table()
    table.insert(
        5, "measure", [row["measure"] for row in sorted(rows, key=itemgetter("start", "end"))]
    )
    return table


def judgement_rows(
    annotation: Annotation,
    targets: Iterable[Any],
    actors: Iterable[Actor],
    segments: pd.DataFrame,
) -> Sequence[dict[str, Any]]:
    """Return the rows of :func:`toward`, which tells what its arguments are; targets row by row."""
    voices = VoiceIndex(segments)
    mentions = MentionIndex(actors)
    by_head = _by_head(annotation, targets)
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for evidence in _all_evidence(annotation):
        for row, through in _named(evidence, by_head):
            holder = mentions.actor_at(evidence.holder) if evidence.holder is not None else ""
            found = _row(annotation, voices, evidence, row, holder)
            key = (evidence.tokens[0].i, row.target)
            if found is None or (key in rows and rows[key]["polarity"]):
                continue
            reported = "" if holder == found["speaker"] else holder
            rows[key] = {**found, "holder": reported, "through": through}
    return list(rows.values())


def stance(analysis: Analysis) -> Hits:
    """Return the rows of :func:`toward` in which a speaker judges another.

    Columns: those of :func:`toward`, with the category against, for, or neither (harm suffered,
    blame denied). What a speaker says of himself is left out.
    """
    return _of_measure(analysis, STANCE)


def tone_toward(analysis: Analysis) -> Hits:
    """Return the rows of :func:`toward` in which the author judges somebody.

    Columns: as :func:`stance`.
    """
    return _of_measure(analysis, TONE_TOWARD)


def _of_measure(analysis: Analysis, measure: str) -> Hits:
    rows = [
        {**row, "category": DIRECTIONS[row["polarity"]]}
        for row in analysis.judgements
        if row["measure"] == measure and row["speaker"] != row["target"]
    ]
    return Hits(rows, COLUMNS)


def _all_evidence(annotation: Annotation) -> Iterator[Evidence]:
    yield from verb_evidence(annotation)
    yield from complement_evidence(annotation)
    yield from word_evidence(annotation)


def _row(
    annotation: Annotation, voices: VoiceIndex, evidence: Evidence, row: Any, holder: str
) -> dict[str, Any] | None:
    words = sorted(evidence.tokens, key=lambda token: token.start)
    voice = voices.at(words[0].start)
    if voice is None:
        return None
    speaker, unit = voice
    if speaker != row.speaker and holder == row.speaker:
        speaker, unit = row.speaker, row.unit  # the reporting verb judges in its speaker's name
    start, end = words[0].start, words[-1].end
    return {
        "start": start,
        "end": end,
        "text": annotation.text[start:end],
        "speaker": speaker,
        "unit": unit,
        "measure": TONE_TOWARD if speaker == NARRATOR else STANCE,
        "category": evidence.rule,
        "entry": evidence.entry,
        "target": row.target,
        "polarity": evidence.polarity,
        "negated": evidence.negated,
        "hedged": evidence.hedged,
        "mention_start": row.mention_start,
        "mention_end": row.mention_end,
        "mention": row.mention,
        "sentence": row.sentence,
    }


def _by_head(annotation: Annotation, targets: Iterable[Any]) -> dict[int, list[Any]]:
    """The rows of the targets by the number of the word that heads the mention."""
    words = TokenIndex(annotation)
    found: dict[int, list[Any]] = {}
    for row in targets:
        head = head_of(words.between(row.mention_start, row.mention_end))
        if head is not None:
            found.setdefault(head.i, []).append(row)
    return found


def _named(evidence: Evidence, by_head: dict[int, list[Any]]) -> Iterator[tuple[Any, str]]:
    """The targets that the bearer of a judgement names, and what of theirs it is."""
    bearer = evidence.bearer
    direct = list(by_head.get(bearer.i, ()))
    if not direct and bearer.dep == "appos":
        direct = list(by_head.get(bearer.head.i, ()))
    for child in bearer.children if not direct else ():
        if child.dep == "appos":
            direct += by_head.get(child.i, ())
    yield from ((row, "") for row in direct)
    named = evidence.tokens[0] is bearer  # "the liar": whoever owns him is not judged
    if direct or named or evidence.rule in (HARMED, LISTED) or _is_somebody(bearer):
        return
    for owner in (child for child in bearer.children if child.dep == "poss"):
        yield from ((row, bearer.text) for row in by_head.get(owner.i, ()))


def _is_somebody(noun: Token) -> bool:
    """Whether a noun means people: what is said of Kim's lawyer is not said of Kim."""
    known = vocabulary()
    words = {noun.text.casefold(), noun.lemma.casefold()}
    return noun.pos != "NOUN" or any(
        word in known.collectives or word in known.official or known.role(word) is not None
        for word in words
    )


def reading(polarities: Sequence[int]) -> str:
    """Return what the evidence of a clause says as a whole.

    "mixed" where there is evidence both for and against, "neither" where there is only harm
    suffered or blame denied.

    >>> reading([-1, -1]), reading([1, -1]), reading([0]), reading([])
    ('negative', 'mixed', 'neither', 'no evidence')
    """
    signs = {sign for sign in polarities if sign}
    if len(signs) == 2:
        return MIXED
    if signs:
        return POSITIVE if signs.pop() > 0 else NEGATIVE
    return NEITHER if polarities else NO_EVIDENCE
