"""Mentioned: how people, bodies and groups enter an article, and who of them is never quoted."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import pandas as pd

from helpers.analysis import Analysis
from helpers.annotation import Annotation, Token
from helpers.attribution.attribution import Span
from helpers.lexicons import load_stances
from helpers.lexicons.actor_words import vocabulary
from helpers.measures.shared.grammar import head_of, negated
from helpers.measures.shared.hits import Hits, MentionIndex, TokenIndex, hit
from helpers.measures.shared.participants import active_agent, is_passive, is_verb
from helpers.measures.shared.sides import NO_SIDE, side_of_actor
from helpers.speakers import UNATTRIBUTED, Actor, Mention
from helpers.speakers.names.roles import COURTESY, role_before, role_in_apposition, role_of_governor
from helpers.thresholds import MAX_CHARACTERS_OF_A_BYLINE, MIN_SURE, MIN_SURE_OF_ONE
from helpers.voices import outermost_speech

# How somebody enters: by name with a title or office before it (President X), by name with words
# that say who it is, by name and nothing else, or by words for a role or group (officials).
ENTRANCES = TITLED, INTRODUCED, ALONE, UNNAMED = "titled", "introduced", "name alone", "unnamed"
COLUMNS = ("actor", "type", "words", "later", "mentions", "speaks")
_LONGEST_WORD = 80  # characters
_TYPES = ("person", "organisation", "group", "unnamed")
_CLAUSES = frozenset({"appos", "relcl", "acl"})
_ANYBODY = frozenset(
    "those these all both several many most some other others everyone everybody us them one ones "
    "any anyone anybody someone somebody nobody none people each either who".split()
)
_VIEWS = frozenset({"clause", "infinitive"})  # rules: "fears that", "wants them to"
# "one in eight households" are nobody whom the article speaks of
_PARTITIVE = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of) ")
# Roles in which somebody speaks for a body, and the capital of a body's name in a role.
_HEAD = re.compile(r"(?i)\b(?:CEO|chief executive|spokes\w+|chair\w*|president|founder|director)\b")
_BODY = re.compile(r"(?<=\S\s)(?!CEO|Executive|Officer)[A-Z]|^[A-Z][\w&.]+ (?:CEO|chief|spokes)")
_RANK = re.compile(r"(?i)\b(?:police|sheriff|superintendent|supt|inspector|insp|sergeant|sgt|pc)\b")
_COMMON = re.compile(r"[a-z]+|[A-Z]+s")  # "police", "MPs"
_INNER = re.compile(r"(?<=\s)['‘]\w[^'’]+['’]")  # a quotation inside another


def introductions(analysis: Analysis) -> Hits:
    """Return one hit for each person, body and group at the first mention that is no pronoun."""
    annotation = analysis.annotation
    words = TokenIndex(annotation)
    speakers = analysis.voices.speakers
    rows = []
    for actor in analysis.actors:
        named = [mention for mention in actor.mentions if mention.form != "pronoun"]
        tokens = words.between(named[0].start, named[0].end) if named else ()
        if actor.type not in _TYPES or not tokens:
            continue
        found = hit(analysis, tokens)
        if found is None or _head(tokens).pos in ("DET", "PRON"):  # "that", taken for somebody
            continue
        category, shown = _entrance(annotation, words, actor, named[0])
        later = ""
        if category == ALONE:
            entrances = (_entrance(annotation, words, actor, mention) for mention in named[1:])
            later = next((shown for kind, shown in entrances if kind != ALONE), "")
        own = {"category": category, "entry": category, "actor": actor.name, "type": actor.type}
        more = {"words": shown, "later": later, "mentions": len(actor.mentions)}
        rows.append({**found, **own, **more, "speaks": actor.name in speakers})
    return Hits(rows, COLUMNS)


def _entrance(
    annotation: Annotation, words: TokenIndex, actor: Actor, mention: Mention
) -> tuple[str, str]:
    """How a mention brings an actor in, and the words that do so."""
    tokens = words.between(mention.start, mention.end)
    # The words are a name, and do not only contain one ("Danish officials").
    named = bool(tokens) and _head(tokens).pos == "PROPN"
    if actor.type in ("unnamed", "group") and not named:
        return UNNAMED, ""
    if not tokens:
        return ALONE, ""
    if mention.form == "role":  # "the member for North Vale, Kim Roe, ..."
        return INTRODUCED, " ".join(annotation.text[mention.start : mention.end].split())
    first, last = tokens[0].i, tokens[-1].i
    before = role_before(annotation, first)
    if before is not None:
        shown = annotation.text[before.start : before.end]
        title = before.head in COURTESY or _is_office(annotation.text, before.end)
        return (TITLED if title else INTRODUCED), " ".join(shown.split())
    after = role_in_apposition(annotation, last + 1) or role_of_governor(
        annotation, first, last + 1
    )
    if after is not None:
        return INTRODUCED, " ".join(annotation.text[after.start : after.end].split())
    shown = _right_before(annotation, first)
    return (INTRODUCED, shown) if shown else _by_clause(annotation, tokens)


def _right_before(annotation: Annotation, first: int) -> str:
    """A noun in small letters, or the body that somebody is of: "rookie X", "the Echo's X"."""
    tokens = annotation.tokens
    if not first or tokens[first - 1].sentence != tokens[first].sentence:
        return ""
    word = tokens[first - 1]
    if (
        word.tag in ("NN", "VB")
        and word.text[0].islower()
        and word.dep in ("compound", "nmod", "amod")
    ):
        return word.text
    at = bisect_left(annotation.entities, first - 1, key=lambda entity: entity.tokens[1])
    near = (
        e for e in annotation.entities[at : at + 2] if e.label == "ORG" and e.tokens[1] <= first
    )
    body = next(near, None) if word.tag == "POS" else None
    return annotation.text[body.start : word.end] if body else ""


def _is_office(text: str, end: int) -> bool:
    """Whether a role before a name is written as a title, with a capital: "Defence Secretary X"."""
    noun = text[max(0, end - _LONGEST_WORD) : end].split()[-1]
    return noun[:1].isupper() and not noun.isupper()


def _head(tokens: Sequence[Token]) -> Token:
    return head_of(tokens) or tokens[-1]


def _by_clause(annotation: Annotation, tokens: Sequence[Token]) -> tuple[str, str]:
    """An apposition or clause behind a name, or the noun that the name is before."""
    spans = {token.i for token in tokens}
    head = _head(tokens)
    for child in head.children:
        about = child.dep != "relcl" or any(c.lemma.lower() == "who" for c in child.children)
        if child.dep in _CLAUSES and about and child.i > head.i and child.i not in spans:
            phrase = child.subtree()
            if not any(t.pos in ("NOUN", "PROPN") for t in phrase):
                continue  # an age, "(left)"
            shown = annotation.text[phrase[0].start : phrase[-1].end]
            return INTRODUCED, " ".join(shown.split())
    noun = head.head
    if head.dep in ("compound", "nmod", "appos") and noun.pos == "NOUN" and noun.i not in spans:
        left = noun.subtree()[0]
        start = min(left.start, head.start)
        shown = annotation.text[start : max(noun.end, tokens[-1].end)]
        return INTRODUCED, " ".join(shown.split())
    return ALONE, ""


def voice_gap(analysis: Analysis) -> pd.DataFrame:
    """Return who is spoken about, most mentions first, and who is quoted.

    Whoever can't speak or act (a film, a report) is here only if quoted; "those" and "others",
    who are nobody in particular, and names of an unsure kind, too. As mentions by others count
    neither the source of speech nor what is in the actor's own voice, nor a repeated headline,
    which has no tokens.
    """
    analysed = {token.start for token in analysis.annotation.tokens}
    lines = {  # the writer's name alone, which ends no sentence
        p.end
        for p in analysis.annotation.article.paragraphs
        if p.role != "title" and p.end - p.start <= MAX_CHARACTERS_OF_A_BYLINE
    }
    subjects = {token.start for token in analysis.annotation.tokens if _is_active(token)}
    sizes = analysis.segments.groupby("speaker")["words"].sum()
    acts: Counter[str] = Counter()
    heard = {a.speaker for a in analysis.attributions if a.speech or a.rule in _VIEWS}
    sources: defaultdict[str, list[Span]] = defaultdict(list)
    for attribution in outermost_speech(analysis.attributions).values():
        name = attribution.speaker or UNATTRIBUTED
        acts[name] += 1
        sources[name] += attribution.source
    through: defaultdict[str, list[str]] = defaultdict(list)
    for actor in analysis.actors:
        if actor.speaks_for and actor.name in heard:
            through[actor.speaks_for].append(actor.name)
    otherwise = _heard_otherwise(analysis)
    rows = []
    for actor in analysis.actors:
        own = sources[actor.name]
        about = sum(
            mention.start in analysed
            and mention.end not in lines
            and not any(start <= mention.start and mention.end <= end for start, end in own)
            and (analysis.voices.at(mention.start) or ("",))[0] != actor.name
            for mention in actor.mentions
        )
        spoken = acts[actor.name]
        sure = MIN_SURE if len(actor.mentions) > 1 else MIN_SURE_OF_ONE
        able = actor.can_act and actor.confidence >= sure
        if (about and able and not _is_anybody(actor, subjects)) or spoken:
            words = int(sizes.get(actor.name, 0))
            voices = through[actor.name]
            never = actor.name not in heard | otherwise and not voices
            shown = (about, spoken, words, never, "; ".join(voices))
            rows.append((actor.name, actor.type, *shown))
    columns = "actor type mentions attributions words never_quoted heard_through".split()
    table = pd.DataFrame(rows, columns=columns)
    order = ["mentions", "words", "actor"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _is_active(token: Token) -> bool:
    return token.dep in ("nsubj", "agent") and token.head.lemma not in ("be", "have", "become")


def _is_anybody(actor: Actor, subjects: AbstractSet[int]) -> bool:
    """Whether an actor is nobody in particular ("some of them") or perhaps none ("its reality").

    A noun alone is, if it does nothing: "women are three times as likely as men".
    """
    first, *rest = actor.name.casefold().split()
    does = any(at in subjects for m in actor.mentions for at in range(m.start, m.end))
    if " ".join([first, *rest]) in vocabulary().headquarters and not does:
        return True  # "left the Capitol", which is a building there
    if actor.type == "group" and first in ("first", "last", "next"):
        return True  # "one of the first two women elected"
    once = not rest and not does and len(actor.mentions) == 1
    noun = once and first.endswith(("s", "men"))
    anybody = first in _ANYBODY and rest[:1] in ([], ["of"])
    return actor.type == "unnamed" and bool(noun or anybody or _PARTITIVE.match(actor.name))


def _heard_otherwise(analysis: Analysis) -> set[str]:
    """Whoever is heard inside others' words, through somebody, or by a verb of saying.

    A body is heard through whoever has it in the role ("spokesman for the council"), a state
    through its officials, "police" through an inspector and "farmers" through a farmer. Where a
    head or spokesman is quoted and the article does not say of which body, it may be any of them.
    """
    text = analysis.text
    speaking = {a.speaker for a in analysis.attributions if a.speech}
    speakers = [actor for actor in analysis.actors if actor.name in speaking]
    sides = side_of_actor(analysis)
    states = {sides.get(actor.name) for actor in speakers if actor.official is True} - {NO_SIDE}
    offices = [f"{a.role} {a.speaks_for}".strip() for a in speakers]
    heads = (
        o for a, o in zip(speakers, offices, strict=True) if _HEAD.search(o) and not a.official
    )
    any_body = not all(map(_BODY.search, heads))
    groups = [a.name for a in speakers if a.type in ("unnamed", "group")]
    roles = " | ".join([*offices, *groups])
    mentions = (m for a in speakers for m in a.mentions if m.form in ("role", "description"))
    described = [text[m.start : m.end] for m in mentions]
    alone = [re.split(r" (?:of|for|at|in) ", words)[0] for words in (*offices, *groups, *described)]
    sorts = {_one(word) for word in re.findall(r"\w+", " ".join(alone))}
    if _RANK.search(roles):
        sorts |= {"police", "officer"}
    # "She just said, 'About time,' and hung up": whoever is named around an inner quotation
    inner = sorted(s for a in analysis.attributions for s in a.content if _INNER.search(text, *s))
    # "Kim Roe, a biologist at Oslo University, said": the university through her
    homes = sorted(inner + [span for a in analysis.attributions if a.speech for span in a.source])
    words = {*re.findall(r"\w+", roles)}
    names, collectives = _sayers(analysis), vocabulary().collectives
    for actor in analysis.actors:
        known = (n for n in (actor.name, *actor.aliases) if words.issuperset(re.findall(r"\w+", n)))
        in_role = any(re.search(rf"\b{re.escape(name)}\b", roles) for name in known)
        state = actor.type in ("place", "state") and sides.get(actor.name) in states
        body = any_body and actor.type == "organisation"
        listed = collectives.get(actor.name.casefold(), ("named", ""))[0] != "named"
        noun = actor.type == "unnamed" or listed or _COMMON.fullmatch(actor.name)
        sort = noun and " " not in actor.name and _one(actor.name) in sorts
        if state or body or sort or in_role:
            names.add(actor.name)
        spans = homes if actor.type == "organisation" else inner
        if any(_holds(spans, m.start) for m in actor.mentions):
            names.add(actor.name)
    return names


def _sayers(analysis: Analysis) -> set[str]:
    """Whoever is the subject of a verb of saying, though no statement of theirs was found."""
    verbs = {
        row["entry"]
        for row in load_stances()
        if (row["pos"], row["speech"], row["other_use"]) == ("VERB", "yes", "-")
    }
    mentions = MentionIndex(analysis.actors)
    return {
        mentions.actor_at(active_agent(token))
        for token in analysis.annotation.tokens
        if token.lemma in verbs and token.tag != "VBG" and is_verb(token)
        if not (token.dep == "advcl" and token.tag == "VB")  # "stretched to deny him a goal"
        if not is_passive(token) and not negated(token)
    }


def _one(word: str) -> str:
    """A noun without the ending of the plural."""
    return word.casefold().removesuffix("s")


def _holds(spans: Sequence[Span], place: int) -> bool:
    """Whether a place is in one of some spans, which are in the order of the text."""
    at = bisect_right(spans, (place, math.inf)) - 1
    return at >= 0 and place < spans[at][1]
