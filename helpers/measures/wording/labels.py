"""Labels: what the article and its speakers call the people, groups and states they speak of."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.article.quotation_marks import Quotation
from helpers.lexicons import load_lexicon
from helpers.measures.shared.grammar import antecedent
from helpers.measures.shared.hits import Hits, MentionIndex, TokenIndex, by_coder, hit, listed
from helpers.measures.shared.matching import Match, find_matches
from helpers.measures.shared.sides import NO_SIDE, actor_sides, country_named
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.thresholds import MAX_CHARACTERS_TO_BEARER, MAX_WORDS_OF_A_FRAGMENT

GROUP_NOUN = "group noun"  # kind of the lexicon's nouns that name people without a label
DEPENDENCY = "dependency label"
DISTANCED_NAME = "distanced name"
SCARE_QUOTES = "scare quotes"
QUOTED_FRAGMENT = "quoted fragment"

LEXICON_COLUMNS = ("entry", "pos", "kind", "polarity", "condition", "source")
COLUMNS = ("polarity", "target", "actor")
POLARITIES = ("negative", "neutral", "positive")
_SUBJECTS = ("nsubj", "nsubjpass")


def labels(analysis: Analysis) -> Hits:
    """Return one hit for each label or epithet given to an actor or to a nameless group.

    An adjective is a label where it modifies, or is said of, an actor or a noun that names people.
    Of short quotations only a reader can tell which distance the author from a word.
    """
    annotation = analysis.annotation
    entries = load_lexicon("labels", LEXICON_COLUMNS)
    group_nouns = {
        entry["entry"] for entry in entries if entry["pos"] == "NOUN" and " " not in entry["entry"]
    }
    mentions = MentionIndex(analysis.actors)
    words = TokenIndex(annotation)
    rows = []
    for match in find_matches(annotation, entries):
        target = _target(match, mentions, group_nouns)
        found = hit(analysis, match.tokens)
        if target is not None and found is not None:
            rows.append(_row(found, match.entry, target, mentions))
    for quotation in annotation.quotations:
        tokens = _fragment(annotation, words, quotation)
        found = hit(analysis, tokens) if tokens else None
        if found is not None:
            quoted = found["speaker"] not in (NARRATOR, UNATTRIBUTED)
            kind = QUOTED_FRAGMENT if quoted else SCARE_QUOTES
            label = annotation.text[slice(*quotation.inner)].lower()
            head = Match({}, tuple(t for t in tokens if t.is_word)).head
            entry = {"entry": label, "kind": kind, "polarity": "none"}
            rows.append(_row(found, entry, bearer(head) or head, mentions))
    return Hits(rows, COLUMNS)


def _row(
    found: Mapping[str, Any], entry: Mapping[str, str], target: Token, mentions: MentionIndex
) -> dict[str, Any]:
    return {
        **found,
        "category": entry["kind"],
        "entry": entry["entry"],
        "polarity": entry["polarity"],
        "target": target.text,
        "actor": _actor(target, mentions),
    }


def _actor(target: Token, mentions: MentionIndex) -> str:
    """The actor named by a word, or by the name to which the word is an apposition."""
    return mentions.actor_at(target) or (
        mentions.actor_at(target.head) if target.dep == "appos" else ""
    )


def _target(match: Match, mentions: MentionIndex, group_nouns: set[str]) -> Token | None:
    """The word that bears a label, or None where the match labels nobody."""
    head, kind = match.head, match.entry["kind"]
    if kind == GROUP_NOUN:
        return None
    borne_by = bearer(head)
    if match.entry["pos"] == "NOUN":  # in "refugee camp" the label names the refugees
        named = borne_by is not None and _names_people(borne_by, mentions, group_nouns)
        return borne_by if named or (head.dep != "compound" and borne_by is not None) else head
    compound = any(child.text == "-" or child.dep == "npadvmod" for child in head.children)
    if kind == DEPENDENCY and head.tag == "VBN" and not compound:
        return None  # "was funded last year" labels nobody
    if borne_by is None:
        return None
    if kind == DISTANCED_NAME:
        return borne_by  # "so-called" doubts the name, whatever bears it
    return borne_by if _names_people(borne_by, mentions, group_nouns) else None


def _names_people(noun: Token, mentions: MentionIndex, group_nouns: set[str]) -> bool:
    return (
        noun.lemma.lower() in group_nouns
        or bool(_actor(noun, mentions))
        or noun.entity in ("PERSON", "ORG", "NORP", "GPE")
    )


def bearer(label: Token) -> Token | None:
    """Return the noun, no relative pronoun, that a label modifies or is said of; None for none."""
    found = _syntactic_bearer(label)
    return None if found is None else antecedent(found)


def _syntactic_bearer(label: Token) -> Token | None:
    while label.dep == "conj" and label.head.pos == label.pos:  # "brutal and corrupt leaders"
        label = label.head
    head = label.head
    if label.dep in ("amod", "npadvmod"):
        while head.pos not in ("NOUN", "PROPN", "PRON") and head.head is not head:
            head = head.head
        return head if head.pos in ("NOUN", "PROPN", "PRON") else None
    if label.dep in ("compound", "nmod", "appos"):
        return head if head.pos in ("NOUN", "PROPN") else None
    if label.dep in ("acomp", "attr"):  # "Kim is a tyrant"
        return next((c for c in head.children if c.dep in _SUBJECTS), None)
    if label.dep == "oprd":  # "they called Kim a tyrant", "Kim was called a tyrant"
        objects = [c for c in head.children if c.dep in ("dobj", "nsubjpass")]
        return objects[0] if objects else None
    if label.dep == "pobj" and head.lemma.lower() == "as":  # "they saw Kim as a tyrant"
        verb = head.head
        return next((c for c in verb.children if c.dep in ("dobj", "nsubjpass")), None)
    return None


def _fragment(annotation: Annotation, words: TokenIndex, quotation: Quotation) -> list[Token]:
    """The tokens of a quotation that is a fragment of somebody else's sentence, else none."""
    inner = annotation.text[slice(*quotation.inner)].rstrip()
    if not quotation.closed or quotation.words > MAX_WORDS_OF_A_FRAGMENT:
        return []
    # ended or set off by a comma it is an utterance: "No," he said
    if inner[-1:] in ".,?!…—" or inner == inner.upper():
        return []
    tokens = list(words.between(quotation.start, quotation.end))
    inside = [t for t in tokens if t.is_word]
    if not inside or all(t.text[0].isupper() for t in inside):
        return []  # a name or a title
    sentence = annotation.tokens_of(annotation.sentences[inside[0].sentence])
    return tokens if any(t.is_word and t.quotation < 0 for t in sentence) else []


def labels_by_side(
    hits: pd.DataFrame, analysis: Analysis, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return what each side is called, by polarity and by whose voice uses the label.

    The side of a nameless bearer is the country that the words name. Each side has all three
    polarities, and so has each country of an actor, labels or none. Quotation marks and codings
    without a word of the lexicon are left out. ``sides`` are the user's own (``actor_sides``).
    """
    placed = actor_sides(analysis, sides)
    known = dict(zip(placed["actor"], placed["side"], strict=True))
    countries = [side for side in placed[placed["rule"] != ""]["side"] if " and " not in side]
    tokens = TokenIndex(analysis.annotation)
    found: dict[tuple[str, str], list[Mapping[Hashable, Any]]] = {}
    for row in hits[hits["polarity"].isin(POLARITIES)].to_dict("records"):
        side = known.get(row["actor"], NO_SIDE)
        if side == NO_SIDE:
            side = country_named(_bearing_word(tokens, row)) or NO_SIDE
        found.setdefault((side, row["polarity"]), []).append(row)
    present = dict.fromkeys([*countries, *(side for side, _ in found)])
    rows = []
    for side in sorted(present, key=lambda side: side == NO_SIDE):  # "side not named" last
        for polarity in POLARITIES:
            own = found.get((side, polarity), [])
            words = (listed(row[name] for row in own) for name in ("target", "entry", "speaker"))
            rows.append((side, polarity, len(own), *words, sum(by_coder(row) for row in own)))
    columns = ["side", "polarity", "count", "bearers", "labels", "voices", "by_coder"]
    return pd.DataFrame(rows, columns=columns)


def _bearing_word(tokens: TokenIndex, row: Mapping[Hashable, Any]) -> Token | None:
    """The word that bears a label: of its name the nearest to the label."""
    start, end = int(row["start"]), int(row["end"])
    near = tokens.between(max(0, start - MAX_CHARACTERS_TO_BEARER), end + MAX_CHARACTERS_TO_BEARER)
    named = [token for token in near if token.text == row["target"]]
    return min(named, key=lambda token: abs(token.start - start), default=None)
