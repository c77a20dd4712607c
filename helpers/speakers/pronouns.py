"""Pronouns: whom he, she, it, they and I mean.

Rules after Lappin & Leass (1994, "An Algorithm for Pronominal Anaphora Resolution", CL 20(4)):
recent before distant, subject before object, gender and number agree; for news, who spoke
last before who was only mentioned. Each mention in view gets a score, and the highest is meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from helpers.annotation import Annotation, Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context, Resolved
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.thresholds import (
    MAX_PARAGRAPHS_OF_GROUP,
    MAX_PARAGRAPHS_OF_PRONOUN,
    MIN_SCORE_OF_BODY,
    MIN_SCORE_OF_GROUP,
)

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
BODY = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_ARGUMENTS = SUBJECTS | {"dobj", "dative", "iobj"}
Scored = Iterator[tuple[float, Cluster]]


def find_pronouns(annotation: Annotation, sources_at: dict[int, list[int]]) -> list[Candidate]:
    """Return the pronouns that may mean an actor: he and she everywhere, others where they act.

    "It" and "they" count as a source, as the owner of one ("its website said") or as the subject
    of a reporting verb, since elsewhere they mostly mean things.
    """
    found = []
    for token in annotation.tokens:
        word = token.text.casefold()
        sources = sources_at.get(token.i, [])
        owned = token.tag == "PRP$" and token.head.i in sources_at  # "its website said"
        acts = sources or (word in BODY | PLURAL and (_reports(token) or owned))
        if token.tag in ("PRP", "PRP$") and (word in GENDERS or acts):
            found.append(_candidate(token, sources))
    return found


def _candidate(token: Token, sources: list[int]) -> Candidate:
    word = token.text.casefold()
    return Candidate(
        token.start,
        token.end,
        token,
        token.i,
        token.i + 1,
        "pronoun",
        token.text,
        (word,),
        plural=word in PLURAL,
        sources=list(sources),
    )


def _reports(token: Token) -> bool:
    verb = token.head
    finite = verb.tag in ("VBD", "VBZ", "VBP")
    subject = token.dep == "nsubj" and token.quotation < 0
    return subject and finite and verb.lemma.casefold() in vocabulary().reporting


def resolve_pronoun(context: Context, pronoun: Candidate) -> Resolved | None:
    """Return the actor that he, she, it or they means, and the reason, or None.

    The speaker of the quotation around a pronoun is never meant, since they would say "I"; nor is
    a person who is named in what he or she says (a body may speak of itself by name).
    """
    speaker = context.source_heads.get(context.quoted_by.get(pronoun.head.i, -1), -1)
    barred = set()
    if speaker in context.cluster_at and pronoun.head.quotation >= 0:
        barred.add(id(context.cluster_at[speaker]))
    word = pronoun.key[0]
    if word in GENDERS and _means_somebody_unnamed(context, pronoun):
        return None
    if word in GENDERS:
        barred |= context.named_in_content(pronoun)
        scored = _people(context, pronoun, GENDERS[word], barred)
        min_score, what = float("-inf"), "the nearest fitting person before it"
    elif word in BODY:
        scored = _bodies(context, pronoun)
        min_score, what = MIN_SCORE_OF_BODY, "the nearest body before it that speaks or acts"
    elif word in PLURAL and not _means_several(context, pronoun):
        scored = _groups(context, pronoun)
        min_score, what = MIN_SCORE_OF_GROUP, "the nearest group before it"
    else:
        return None
    score, cluster = max(scored, key=lambda pair: pair[0], default=(min_score, None))
    if cluster is None or score < min_score:
        return None
    return cluster, f"{pronoun.text}: {what}"


def _means_several(context: Context, pronoun: Candidate) -> bool:
    """Whether two who are named together are the subject before "they" in its sentence."""
    subject = _subject_before(context, pronoun)
    return subject is not None and any(child.dep == "conj" for child in subject.children)


def _means_somebody_unnamed(context: Context, pronoun: Candidate) -> bool:
    """Whether "he" is the one just told of ("Lee said the man was out when he was shot")."""
    subject = _subject_before(context, pronoun)
    if subject is None or subject.tag != "NN" or subject.i in context.cluster_at:
        return False
    role = vocabulary().role(subject.text)
    same = subject.quotation == pronoun.head.quotation and pronoun.head.dep in SUBJECTS
    return same and role is not None and role[0] in (GENDERS[pronoun.key[0]], "any")


def _subject_before(context: Context, pronoun: Candidate) -> Token | None:
    """The subject before a pronoun in its sentence."""
    head = pronoun.head
    first = bisect_left(context.tokens, head.sentence, key=lambda token: token.sentence)
    before = reversed(context.tokens[first : head.i])
    return next((token for token in before if token.dep in SUBJECTS), None)


def _people(context: Context, pronoun: Candidate, gender: str, barred: AbstractSet[int]) -> Scored:
    """He and she: gender fits, recent, subject before object, who spoke before who did not."""
    seen: set[int] = set()
    for distance, (cluster, mention) in enumerate(reversed(context.recent)):
        if id(cluster) in barred or not cluster.can_be(gender):
            continue
        sentences = pronoun.head.sentence - mention.head.sentence
        paragraphs = pronoun.head.paragraph - mention.head.paragraph
        if paragraphs > MAX_PARAGRAPHS_OF_PRONOUN:
            break
        if _is_fellow_argument(pronoun, mention):
            continue
        score = _salience(pronoun, cluster, mention, sentences, paragraphs) - 0.02 * distance
        if cluster.gender == "any":
            topic = sentences <= 1 and not paragraphs and (mention.is_subject or mention.sources)
            score -= 0.3 if topic and (mention.reports or pronoun.is_subject) else 1.2
        if cluster.kind == "unnamed":
            score -= 0.8
        if id(cluster) in seen:
            score -= 0.3
        seen.add(id(cluster))
        yield score, cluster


def _salience(
    pronoun: Candidate, cluster: Cluster, mention: Candidate, sentences: int, paragraphs: int
) -> float:
    """Salience of an actor at a pronoun, after Lappin & Leass: the higher, the likelier meant."""
    score = -0.8 * min(sentences, 8) - 0.5 * paragraphs
    if mention.is_subject:
        score += 1.2
    elif mention.head.dep in ("poss", "compound", "nmod", "pobj"):
        score -= 0.4
    if mention.sources:
        score += 0.8
    if pronoun.sources and cluster.spoke:
        score += 0.5
    if sentences == 1 and not paragraphs and mention.is_subject and pronoun.is_subject:
        score += 0.6  # who is the topic of a paragraph
    if mention.head.quotation >= 0 and mention.head.quotation != pronoun.head.quotation:
        score -= 2.5
    return score + 0.15 * min(len(cluster.mentions), 6)


def _is_fellow_argument(pronoun: Candidate, mention: Candidate) -> bool:
    """Whether both are subject or object of one verb: then they are two people ("Lee met him")."""
    if pronoun.head.tag == "PRP$" or pronoun.key[0].endswith("self"):
        return False
    one, other = pronoun.head, mention.head
    return one.head is other.head and one.dep in _ARGUMENTS and other.dep in _ARGUMENTS


def _bodies(context: Context, pronoun: Candidate) -> Scored:
    """It: the nearest body that reports; a strike or a plan cannot say anything.

    A body that spoke or reported before comes first, however many paragraphs are between;
    then a body that is a subject; then any body in the sentence before.
    """
    for distance, (cluster, mention) in enumerate(reversed(context.bodies)):
        if mention.plural:
            continue
        spoke = mention.sources and mention.head.sentence == pronoun.head.sentence - 1
        if cluster.kind in ("group", "unnamed") and not (_is_body_noun(mention) or spoke):
            continue
        paragraphs = pronoun.head.paragraph - mention.head.paragraph
        sentences = pronoun.head.sentence - mention.head.sentence
        score = -0.5 * min(sentences, 6) - 0.05 * distance - 0.1 * paragraphs
        score += 3.0 if mention.reports else 1.0 if cluster.spoke else 0.0
        score += 1.0 if mention.head.dep in SUBJECTS else 0.0
        owner = pronoun.key[0] == "its" and sentences == 1 and not paragraphs
        score += 2.5 if owner and mention.is_subject else 0.0  # "The club lost. Its owner said"
        score += 0.5 if cluster.kind == "organisation" else 0.0
        if mention.head.dep in ("pobj", "dobj", "poss", "conj") and not mention.sources:
            score -= 1.0
        yield score, cluster


def _groups(context: Context, pronoun: Candidate) -> Scored:
    """They: the nearest group or collective that speaks or is a subject, then a body."""
    latest = next((m for _, m in reversed(context.recent) if m.sources), None)
    for distance, (cluster, mention) in enumerate(reversed(context.bodies)):
        # "A source said ... They added": somebody of whom it is not told whether he or she
        somebody = cluster.gender == "either" or mention.noun in ("source", "insider")
        one = somebody and not mention.plural and bool(mention.sources and pronoun.sources)
        one = one and mention is latest
        if cluster.kind == "unnamed" and not (one or mention.plural or _is_body_noun(mention)):
            continue
        if pronoun.head.paragraph - mention.head.paragraph > MAX_PARAGRAPHS_OF_GROUP:
            break
        sentences = pronoun.head.sentence - mention.head.sentence
        score = -0.8 * min(sentences, 6) - 0.05 * distance
        score += 1.5 if mention.plural or one else -0.5 if cluster.kind != "organisation" else 0.0
        score += 1.2 if mention.head.dep in SUBJECTS else 0.0
        score += (2.0 if pronoun.sources else 1.0) if mention.sources else 0.0
        yield score, cluster


def _is_body_noun(mention: Candidate) -> bool:
    """Whether a description is of a body; a strike, a plan or a person can't be "it" that says."""
    return vocabulary().collectives.get(mention.head.text.casefold(), ("", ""))[0] == "body"


def resolve_first_person(context: Context, speakers: dict[int, Cluster]) -> None:
    """Give I and we inside quotations to whoever is quoted; ``speakers`` gains their sources."""
    tokens, heads = context.tokens, context.source_heads
    for number in sorted(heads, key=lambda n: tokens[heads[n]].start):
        token = tokens[heads[number]]
        if token.text.casefold() in FIRST_PERSON and number not in speakers:
            outer = context.quoted_by.get(token.i)
            if outer is not None and outer != number and outer in speakers:
                speakers[number] = speakers[outer]
    for i, number in context.quoted_by.items():
        token, speaker = tokens[i], speakers.get(number)
        word = token.text.casefold()
        if token.quotation < 0 or speaker is None:
            continue
        if word in FIRST_PERSON:
            body = ", or a body that they speak for" if word in _WE else ""
            reason = f"{token.text}: whoever is quoted here{body}"
            speaker.add(_candidate(token, []), reason)
        elif word in GENDERS and context.cluster_at.get(i) is speaker:
            speaker.drop((token.start, token.end))  # they would say "I"
