"""Words: adjectives, nouns, labels and adverbs that judge whoever bears them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from helpers.annotation import Annotation, Token
from helpers.lexicons import load_lexicon
from helpers.measures.shared.grammar import antecedent
from helpers.measures.shared.matching import Match, find_matches
from helpers.measures.shared.participants import active_agent, is_passive
from helpers.measures.stance.word_rules.evidence import Evidence, judged
from helpers.measures.stance.word_rules.lists import load_signed
from helpers.measures.tone.valence_lexicons import afinn, vader
from helpers.measures.wording.labels import LEXICON_COLUMNS as LABEL_COLUMNS
from helpers.measures.wording.labels import bearer

COLUMNS = ("entry", "pos", "polarity", "kind", "condition", "source")
COMPLEMENT_COLUMNS = ("word", "preposition", "kind", "object", "source")
CALLED = "is called"  # a word said of somebody, or put before his name
LISTED = "is called (lexicons)"  # a word that only the published lexicons of valence know
MANNER = "does it so"  # "falsely claimed"

_SAID_OF = ("acomp", "attr", "oprd")
_SUBJECTS = ("nsubj", "nsubjpass")
_POSSESSED = ("conduct", "situation")
# Labels that name a kind of actor or a victim, which judges nobody.
_NO_JUDGEMENT = ("armed group", "victimising")
_LABEL_POLARITY = {"negative": "-1", "positive": "1"}


def word_evidence(annotation: Annotation) -> Iterator[Evidence]:
    """Yield whom each word of the lexicons ``evaluative_words`` and ``labels`` judges.

    Judgement of people and its kinds: Martin & White (2005), "The Language of Evaluation".
    """
    found: set[int] = set()
    for match in find_matches(annotation, _entries(), "entry"):
        found.update(token.i for token in match.tokens)
        entry, head = match.entry, match.head
        polarity = int(entry["polarity"])
        if entry["kind"] == "manner":
            verb = head.head
            if verb.pos == "VERB" and not is_passive(verb):
                yield from judged((head,), active_agent(verb), polarity, MANNER, entry["entry"])
            continue
        if entry["kind"] in _POSSESSED or not polarity:
            continue
        yield from _borne(match, polarity)
    for token in annotation.tokens:
        if token.i not in found and token.pos == "ADJ" and token.dep in _SAID_OF:
            polarity = listed_polarity(token.text)
            if polarity and token.lemma.lower() not in _feelings():
                word = Match({"entry": token.lemma.lower()}, (token,))
                yield from _borne(word, polarity, LISTED)


def _borne(match: Match, polarity: int, rule: str = CALLED) -> Iterator[Evidence]:
    head = match.head
    holder = _holder(head)
    words = (head, *(t for t in match.tokens if t is not head))
    noun = _said_of(head)
    if noun is None:  # the label is itself the name of somebody: "the dictator left"
        if rule == CALLED and head.pos in ("NOUN", "PROPN"):
            yield from judged(words, head, polarity, rule, match.entry["entry"])
        return
    yield from judged(words, noun, polarity, rule, match.entry["entry"], holder)
    # "Kim is a great leader": what is said of the leader is said of Kim
    beyond = bearer(noun) if noun.pos == "NOUN" else None
    if beyond is not None and noun.dep in ("attr", "appos", "oprd", "pobj"):
        yield from judged(words, beyond, polarity, rule, match.entry["entry"], _holder(noun))


def _said_of(word: Token) -> Token | None:
    """Whom a word is said of, also in "holds [Kim responsible]" and "Kim is at fault"."""
    own = next((c for c in word.children if c.dep in _SUBJECTS), None)
    if own is not None and word.pos not in ("VERB", "AUX"):
        return antecedent(own)
    if word.dep == "prep" or word.pos == "AUX":
        verb = word if word.pos == "AUX" else word.head
        found = next((c for c in verb.children if c.dep in _SUBJECTS), None)
        return None if found is None else antecedent(found)
    found = bearer(word)
    clause = any(child.dep in ("xcomp", "ccomp") for child in (*word.children, *word.head.children))
    empty = found is not None and found.text.lower() == "it" and clause and word.dep == "acomp"
    return None if empty else found  # "it is fair to say" judges nobody


def _holder(word: Token) -> Token | None:
    """Who calls somebody something: the subject of "called Kim a liar", "described Kim as"."""
    verb = word.head.head if word.dep == "pobj" else word.head
    if word.dep not in ("oprd", "pobj", "ccomp") or verb.pos != "VERB":
        return None
    return None if is_passive(verb) else active_agent(verb)


@lru_cache(maxsize=2**15)
def listed_polarity(word: str) -> int:
    """Return the sign that VADER and AFINN both give to a word, 0 where they do not agree.

    >>> listed_polarity("disappointing"), listed_polarity("serious")
    (-1, 0)
    """
    values = (vader(word).value, afinn(word).value)
    return 1 if min(values) > 0 else -1 if max(values) < 0 else 0


@cache
def possessed_words() -> dict[str, Mapping[str, str]]:
    """The nouns for what somebody does, shows or faces ("courage", "charges"), by lemma."""
    entries = load_signed("evaluative_words", COLUMNS, ("polarity",))
    return {entry["entry"]: entry for entry in entries if entry["kind"] in _POSSESSED}


@cache
def _feelings() -> frozenset[str]:
    """Adjectives for what somebody feels toward another: "proud of Kim" judges Kim."""
    entries = load_signed("connotation_complements", COMPLEMENT_COLUMNS, ("object",))
    return frozenset(entry["word"] for entry in entries if entry["kind"] == "feeling")


@cache
def _entries() -> tuple[Mapping[str, str], ...]:
    labels = [
        {**entry, "entry": entry["label"], "polarity": _LABEL_POLARITY[entry["polarity"]]}
        for entry in load_lexicon("labels", LABEL_COLUMNS)
        if entry["polarity"] in _LABEL_POLARITY and entry["kind"] not in _NO_JUDGEMENT
    ]
    own = load_signed("evaluative_words", COLUMNS, ("polarity",))
    known = {entry["entry"] for entry in own}
    return (*own, *(entry for entry in labels if entry["entry"] not in known))
