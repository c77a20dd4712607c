"""Speaks for: the body or client for whom somebody speaks, and the words that say so.

A spokeswoman, a lawyer, a chief executive, a union's secretary or a minister speaks for a body or
a client; a professor or an analyst does not speak for where they work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.context import Context, most_recent
from helpers.speakers.described_actors import GENERIC_BODIES, PARTIES, can_be_called
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import Cluster, matching
from helpers.speakers.names.kind_words import is_body_noun
from helpers.speakers.names.name_spans import SUBJECTS
from helpers.speakers.names.names import (
    NameKey,
    brand_joins_name,
    country_of,
    demonym_of,
    name_key,
)
from helpers.speakers.names.roles import spelling
from helpers.speakers.officials import ATTORNEYS, PORTFOLIOS

# who speaks for a client or a body, whoever that is
_VOICES = frozenset(
    "spokesman spokeswoman lawyer solicitor barrister counsel publicist agent negotiator envoy "
    "ambassador".split()
)
# who heads a body, and so speaks for it
_HEADS = frozenset(
    "executive president chairman chairwoman chairperson chair head director secretary "
    "secretary-general minister premier chancellor commissioner commander governor mayor king "
    "queen sheriff convener".split()
)
# what else is so behind another word ("press officer", "secretary general")
_BEHIND = {
    "officer": frozenset("press information executive operating financial liaison".split()),
    "general": frozenset({"secretary", "director", "attorney"}),
    "manager": frozenset({"campaign", "general", "press"}),
}
# what is not whose it is, before such a noun ("former deputy prime minister")
_OFFICE = frozenset(
    "prime deputy former acting interim senior chief executive general managing vice press "
    "assistant secretary lead new then top communications media public affairs relations security "
    "shadow fire lawyer attorney financial operating information liaison high incumbent "
    "current".split()
)
# of these "of" and "for" mostly give the field ("minister of trade", "Secretary of State")
_OF_A_FIELD = frozenset({"secretary", "minister", "lawyer", "commissioner"})
# of a lawyer or agent a place is where they work, and "at" names their own firm
_OF_A_CLIENT = frozenset("lawyer solicitor barrister counsel publicist agent".split())
_BODIES = frozenset({"police", "army", "military", "family"})  # beside the lexicon's nouns
_FORMER = frozenset({"former", "ex", "onetime", "retired", "ousted"})
_PREPOSITIONS = frozenset({"for", "of", "at", "with", "to"})
_REPRESENT = frozenset({"represent", "head", "lead", "chair", "run"})
# who speaks for the body that spoke before them, where the words beside them name none
_OF_THE_LATEST = frozenset({"spokesman", "spokeswoman", "executive"})
_NEAR = 30  # tokens from a name to the farthest word of its role: longer than any role


class Bond(NamedTuple):
    """Whom somebody speaks for: an actor or, where it is none, its words; and what says so."""

    body: Cluster | str
    words: str


def whom_they_speak_for(context: Context, clusters: Sequence[Cluster]) -> dict[int, Bond]:
    """Return, by the id of each actor who speaks for somebody, the first bond the article tells."""
    found: dict[int, Bond] = {}
    for cluster in clusters:
        if cluster.kind == "person" or (cluster.kind == "unnamed" and not cluster.plural):
            bond = next(_bonds(context, cluster), None)
            if bond is not None:
                through = None if isinstance(bond.body, str) else found.get(id(bond.body))
                # "a company spokesman said ... Its chief executive"
                found[id(cluster)] = bond if through is None else Bond(through.body, bond.words)
    return found


def _bonds(context: Context, own: Cluster) -> Iterator[Bond]:
    for _, (mention, _) in sorted(own.mentions.items()):
        for first, stop in _stretches(context.tokens, mention):
            tokens = context.tokens[first:stop]
            body = _body_in(context, own, tokens)
            if body is not None:
                words = context.text[tokens[0].start : tokens[-1].end]
                yield Bond(body, " ".join(words.split()))


def _stretches(tokens: Sequence[Token], mention: Candidate) -> Iterator[tuple[int, int]]:
    """The words beside a mention, or in it, that say what somebody is."""
    if mention.form in ("role", "description"):
        yield mention.first, mention.last
        return
    for role in filter(None, (mention.role, mention.apposition)):
        near = range(max(0, mention.first - _NEAR), min(len(tokens), mention.last + _NEAR))
        inside = [i for i in near if role.start <= tokens[i].start < role.end]
        if role.words:
            first = inside[0]
            if first > 1 and tokens[first - 1].tag == "POS":  # "Kim Berg's lawyer, X"
                first -= 2
                while tokens[first - 1].tag in ("NNP", "NNPS"):
                    first -= 1
            yield first, inside[-1] + 1
    for child in mention.head.children:
        if child.dep in ("relcl", "acl") and child.lemma.casefold() in _REPRESENT:
            objects = [c for c in child.children if c.dep == "dobj"]
            if objects:
                end = objects[0].subtree()[-1].i + 1
                yield child.i, next((t.i for t in tokens[child.i : end] if t.text == ","), end)


def _body_in(context: Context, own: Cluster, tokens: Sequence[Token]) -> Cluster | str | None:
    """The body or client in a role, None for whoever has left or heads nobody but a person."""
    if tokens[0].pos == "VERB" and tokens[0].lemma.casefold() in _REPRESENT:
        return _meant(context, own, tokens[1:], client=True)
    at = _noun_of_role(tokens)
    if at is None or _FORMER & {t.text.casefold() for t in tokens[:at]}:
        return None
    noun, after = spelling(tokens[at].text.casefold().rstrip(".")), tokens[at + 1 :]
    office = _office_of(context, tokens[at].text.casefold())
    of_client = noun in _OF_A_CLIENT
    public = at and tokens[at - 1].text.casefold().replace(".", "") in ATTORNEYS
    if office is not None and (public or not of_client):
        return office
    sent = noun in ("envoy", "ambassador") and after[:1] and after[0].text == "to"
    if after and after[0].text.casefold() in _PREPOSITIONS and not sent:
        if of_client and after[0].text.casefold() == "at":
            return None
        ends = (n for n, t in enumerate(after) if n > 1 and t.text in (",", ";"))
        words = after[1 : next(ends, len(after))]
        body = _meant(context, own, words, client=noun in _VOICES)
        vague = isinstance(body, str) and words[0].tag != "DT"
        field = noun in _OF_A_FIELD and (vague or words[0].text == "State")
        if body is not None and not field:
            return body if noun in _VOICES else _no_person(body)
    before = [t for t in tokens[:at] if _tells_whose(t, noun)]
    if of_client and before and before[-1].entity in ("GPE", "LOC"):
        return None
    body = _meant(context, own, before, before=True)
    owned = any(t.tag == "POS" for t in before) or country_of(body if isinstance(body, str) else "")
    if noun in ("minister", "secretary") and not (owned or isinstance(body, Cluster)):
        return _ministry(context, tokens[:at], noun) or body
    if not before and not after and noun in _OF_THE_LATEST:
        return _latest_body(context, tokens[0])
    return body if noun in _VOICES | {"manager", "secretary"} else _no_person(body)


def _tells_whose(token: Token, noun: str) -> bool:
    """Whether a word before such a noun may tell whose it is, not which or of what field."""
    word = token.text.casefold()
    if token.entity in ("ORG", "GPE"):  # "a Justice Department spokesman"
        return noun in _VOICES or word not in PORTFOLIOS
    return word not in PORTFOLIOS | _OFFICE | PARTIES


def _no_person(body: Cluster | str | None) -> Cluster | str | None:
    return None if isinstance(body, Cluster) and body.kind == "person" else body


def _ministry(context: Context, before: Sequence[Token], noun: str) -> Cluster | str | None:
    """The ministry of a minister: as the article names it, else by the field ("Trade Ministry")."""
    words = [t.text for t in before if t.tag != "DT" and t.entity != "GPE"]
    field = next((word for word in reversed(words) if word.casefold() not in _OFFICE), "")
    for body in context.by_word.get(field.casefold(), ()):
        if any({"ministry", "department"} & set(key) for key in body.keys):
            return body
    if noun != "minister" or not field:
        return None
    return f"{field} {'Ministry' if field.istitle() else 'ministry'}"


def _latest_body(context: Context, token: Token) -> Cluster | None:
    """The body that is the latest actor in a subject before a word of the same paragraph."""
    for before in reversed(context.tokens[: token.i]):
        if before.paragraph != token.paragraph:
            break
        cluster = context.cluster_at.get(before.i)
        if cluster is not None and before.dep in SUBJECTS:
            return cluster if cluster.kind == "organisation" else None
    return None


def _noun_of_role(tokens: Sequence[Token]) -> int | None:
    """The place of the noun that says that somebody speaks for a body."""
    end = next(
        (n for n, t in enumerate(tokens) if n and t.text.casefold() in _PREPOSITIONS), len(tokens)
    )
    for n in range(end - 1, -1, -1):
        word = spelling(tokens[n].text.casefold().rstrip("."))
        second = tokens[n - 1].text.casefold() if n else ""
        if second in _BEHIND.get(word, ()) or word in _VOICES | _HEADS:
            return n
        if tokens[n].tag in ("NN", "NNS"):
            return None  # "president's adviser"
    return None


def _office_of(context: Context, noun: str) -> Cluster | None:
    """The body that is called by its holder ("the sheriff's office"), if it is the only one."""
    offices = [*context.by_word.get("office", ()), *context.by_noun.get("office", ())]
    called = {
        id(c): c
        for c in offices
        if any(f"{noun}'s" in name.casefold().replace("’", "'") for name in c.names)
    }
    return next(iter(called.values())) if len(called) == 1 else None


def _meant(
    context: Context,
    own: Cluster,
    tokens: Sequence[Token],
    *,
    before: bool = False,
    client: bool = False,
) -> Cluster | str | None:
    """The actor that the words for a body or client mean, else the words, None for no body."""
    kept = [t for t in tokens if t.tag not in ("DT", "POS", "PDT") and t.text[0].isalnum()]
    if not kept:
        return None
    noun = kept[-1].text.casefold()
    words = " ".join(context.text[kept[0].start : kept[-1].end].split())
    is_body = noun in _BODIES or is_body_noun(noun)
    if is_body and before and len(kept) > 1:  # "Oslo police" are not Oslo
        return _called_so(context, kept) or words
    # where, not whose: "a California transit chief"
    whose = [t for t in kept if not before or t is kept[-1] or t.entity not in ("GPE", "LOC")]
    for token in reversed(whose) if before else kept:
        cluster = context.cluster_at.get(token.i)
        if cluster is not None and cluster is not own:
            return cluster
    capital = [t for t in whose if t.text[0].isupper() and vocabulary().role(t.text) is None]
    countries = [country_of(t.text) or demonym_of(t.text) for t in kept]
    for name in (words, " ".join(t.text for t in capital)):
        found = context.by_name.get(name_key(name), [])
        keys = context.names_with.get("".join(name_key(name)[:1]), ())
        near = {c: None for key in keys for c in context.by_name[key] if c.mentions}
        longer = matching(brand_joins_name, name_key(name), near)
        for body in (found, longer):
            if len(body) == 1 and body[0].kind != "group" and body[0] is not own:
                return body[0]
    if is_body:
        return _called_so(context, kept) or (noun if len(kept) == 1 else words)
    if any(countries[-1:] if before else countries):
        country = next(filter(None, countries))
        named = (c[0] for k, c in context.by_name.items() if country_of(" ".join(k)) == country)
        return next(named, country)
    if capital:
        return " ".join(t.text for t in capital)
    return words if client else None


def _called_so(context: Context, kept: Sequence[Token]) -> Cluster | None:
    """The body that words without a name mean ("the defence ministry", "a company spokesman")."""
    noun, words = kept[-1], _key_of(name_key(" ".join(t.text for t in kept)))
    word = noun.text.casefold()
    named = [
        c
        for c in (*context.by_word.get(word, ()), *context.by_noun.get(word, ()))
        if len(kept) == 1 or any(words <= _key_of(k) for k in c.keys or map(name_key, c.names))
    ]
    earlier = [c for c in named if c.first < noun.start]
    if earlier or len(named) == 1:
        return most_recent(earlier or named, noun.start)
    if len(kept) > 1 or word == "campaign" or word not in GENERIC_BODIES:
        return None
    called = [
        c
        for c in context.named_clusters()
        if c.kind == "organisation"
        and c.first < noun.start
        and can_be_called(word, c, context.tokens)
    ]
    return most_recent(called, noun.start) if called else None


def _key_of(key: NameKey) -> frozenset[str]:
    """The words of a name; a people is its country."""
    return frozenset(demonym_of(w) or country_of(w) or w for w in key)
