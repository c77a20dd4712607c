"""Pronouns: whom he, she, it, they and I mean.

Rules after Lappin & Leass (1994, "An Algorithm for Pronominal Anaphora Resolution", CL 20(4)):
recent before distant, subject before object, gender and number agree; for news, who spoke
last before who was only mentioned.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from helpers.annotation import Annotation, Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Discourse, Resolved
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.thresholds import MAX_PARAGRAPHS_OF_PRONOUN

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
BODY = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "men", "women", "people", "eers", "mates", "ants")


def find_pronouns(annotation: Annotation, sources_at: dict[int, list[int]]) -> list[Candidate]:
    """Return the pronouns that may mean an actor: he and she everywhere, others where they act.

    "It" and "they" count as a source or as the subject of a reporting verb, since elsewhere
    they mostly mean things.
    """
    found = []
    for token in annotation.tokens:
        word = token.text.casefold()
        if token.tag not in ("PRP", "PRP$"):
            continue
        sources = sources_at.get(token.i, [])
        if word in GENDERS or sources or ((word in BODY or word in PLURAL) and _reports(token)):
            found.append(
                Candidate(
                    token.start,
                    token.end,
                    token,
                    token.i,
                    token.i + 1,
                    "pronoun",
                    "pronoun",
                    token.text,
                    (word,),
                    plural=word in PLURAL,
                    sources=list(sources),
                )
            )
    return found


def _reports(token: Token) -> bool:
    if token.dep != "nsubj" or token.quotation >= 0:
        return False
    if token.head.tag not in ("VBD", "VBZ", "VBP"):
        return False
    return token.head.lemma.casefold() in vocabulary().reporting


def resolve_pronoun(
    pronoun: Candidate, discourse: Discourse, barred: AbstractSet[int] = frozenset()
) -> Resolved | None:
    """The actor that a pronoun means and the reason, or None; ``barred`` are ids of clusters."""
    word = pronoun.key[0]
    if word in GENDERS:
        return _person_by_gender(pronoun, discourse, GENDERS[word], barred)
    if word in BODY:
        return body_that_speaks(pronoun, discourse, barred)
    if word in PLURAL:
        return group_before(pronoun, discourse, barred)
    return None


def _person_by_gender(
    pronoun: Candidate, discourse: Discourse, gender: str, barred: AbstractSet[int]
) -> Resolved | None:
    """He and she: gender fits, recent, subject before object, who spoke before who did not."""
    best: tuple[float, Cluster] | None = None
    seen: set[int] = set()
    for distance, item in enumerate(reversed(discourse.recent)):
        cluster, mention = item.cluster, item.candidate
        if id(cluster) in barred or not cluster.can_be(gender):
            continue
        gap = pronoun.head.sentence - mention.head.sentence
        paragraphs = pronoun.head.paragraph - mention.head.paragraph
        if paragraphs > MAX_PARAGRAPHS_OF_PRONOUN:
            break
        if mention.start >= pronoun.start or _same_clause(pronoun, mention):
            continue
        score = salience(pronoun, cluster, mention, gap, paragraphs) - 0.02 * distance
        if cluster.gender == "any":
            topic = gap <= 1 and not paragraphs and mention.is_subject and mention.reports
            score -= 0.3 if topic else 1.2
        if cluster.kind == "unnamed":
            score -= 0.8
        if id(cluster) in seen:
            score -= 0.3
        seen.add(id(cluster))
        if best is None or score > best[0]:
            best = (score, cluster)
    if best is None:
        return None
    return best[1], f"{pronoun.text}: the nearest fitting person before it"


def salience(
    pronoun: Candidate, cluster: Cluster, mention: Candidate, sentences: int, paragraphs: int
) -> float:
    """How much a reader has an actor in mind at a pronoun (higher: more)."""
    score = -0.8 * min(sentences, 8) - 0.5 * paragraphs
    place = mention.head.head.dep if mention.head.dep == "appos" else mention.head.dep
    if place in SUBJECTS:  # "His deputy, Kim Lee, was late"
        score += 1.2
    elif place in ("poss", "compound", "nmod", "pobj"):
        score -= 0.4
    if mention.sources:
        score += 0.8
    if pronoun.sources and cluster.spoke:
        score += 0.5
    if mention.head.quotation >= 0 and mention.head.quotation != pronoun.head.quotation:
        score -= 2.5
    score += 0.15 * min(cluster.size, 6)
    return score


def _same_clause(pronoun: Candidate, mention: Candidate) -> bool:
    """Subject and object of one verb are two people (unless the pronoun is reflexive)."""
    if pronoun.head.tag == "PRP$" or pronoun.key[0].endswith("self"):
        return False
    one, other = pronoun.head, mention.head
    if one.sentence != other.sentence:
        return False
    arguments = SUBJECTS | {"dobj", "dative", "iobj"}
    return one.head is other.head and one.dep in arguments and other.dep in arguments


def body_that_speaks(
    pronoun: Candidate, discourse: Discourse, barred: AbstractSet[int]
) -> Resolved | None:
    """It: the nearest body that reports; a strike or a plan cannot say anything.

    A body that spoke or reported before comes first, however many paragraphs stand between;
    then a body that is a subject; then any body in the sentence before.
    """
    best: tuple[float, Cluster] | None = None
    for distance, item in enumerate(reversed(discourse.bodies)):
        cluster, mention = item.cluster, item.candidate
        if id(cluster) in barred or mention.start >= pronoun.start:
            continue
        if cluster.kind not in ("organisation", "place", "unnamed", "group") or mention.plural:
            continue
        told = mention.sources and mention.head.sentence == pronoun.head.sentence - 1
        if cluster.kind in ("group", "unnamed") and not (_is_body_noun(mention) or told):
            continue
        paragraphs = pronoun.head.paragraph - mention.head.paragraph
        sentences = pronoun.head.sentence - mention.head.sentence
        score = -0.5 * min(sentences, 6) - 0.05 * distance - 0.1 * paragraphs
        score += 3.0 if mention.reports else 1.0 if cluster.spoke else 0.0
        score += 1.0 if mention.head.dep in SUBJECTS else 0.0
        score += 0.5 if cluster.kind == "organisation" else 0.0
        if mention.head.dep in ("pobj", "dobj", "poss", "conj") and not mention.sources:
            score -= 1.0
        if mention.form == "description" and not mention.sources:
            score -= 0.5
        if best is None or score > best[0]:
            best = (score, cluster)
    if best is None or best[0] < -3.5:
        return None
    return best[1], f"{pronoun.text}: the nearest body before it that speaks or acts"


def _is_body_noun(mention: Candidate) -> bool:
    """Whether a description is of a body; a strike, a plan or a person can't be "it" that says."""
    entry = vocabulary().collectives.get(mention.head.text.casefold())
    return entry is not None and entry[0] == "body"


def _are_people(mention: Candidate) -> bool:
    """Whether a plural noun can be of people; spots, polls or rules are no "they" that says."""
    if mention.form == "name":
        return True
    noun = mention.head.text.casefold()
    lists = vocabulary()
    return (
        noun in lists.collectives
        or lists.role(mention.head.lemma) is not None
        or lists.role(noun.removesuffix("s")) is not None
        or noun.endswith(_PEOPLE_ENDINGS)
    )


def group_before(
    pronoun: Candidate, discourse: Discourse, barred: AbstractSet[int]
) -> Resolved | None:
    """They: the nearest group or collective that speaks or is a subject, then a body."""
    best: tuple[float, Cluster] | None = None
    for distance, item in enumerate(reversed(discourse.bodies)):
        cluster, mention = item.cluster, item.candidate
        if id(cluster) in barred or mention.start >= pronoun.start:
            continue
        fits = _are_people(mention) if mention.plural else _is_body_noun(mention)
        if cluster.kind == "unnamed" and not fits:
            continue
        sentences = pronoun.head.sentence - mention.head.sentence
        if pronoun.head.paragraph - mention.head.paragraph > 3:
            break
        score = -0.8 * min(sentences, 6) - 0.05 * distance
        score += 1.5 if mention.plural else -0.5 if cluster.kind != "organisation" else 0.0
        score += 1.2 if mention.head.dep in SUBJECTS else 0.0
        score += (2.0 if pronoun.sources else 1.0) if mention.sources else 0.0
        if best is None or score > best[0]:
            best = (score, cluster)
    if best is None or best[0] < -1.5:
        return None
    return best[1], f"{pronoun.text}: the nearest group before it"
