"""Findings on speakers: sentences that state a result, true of any article, or "" for nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.attribution import Attribution
from helpers.lexicons.actor_words import country_key, vocabulary
from helpers.measures.sourcing.mentioned import ALONE
from helpers.prose import count, in_words, listing, named, part, percent, times, verb
from helpers.report.article_page.evidence import is_described
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.thresholds import MIN_LEAD, MIN_MENTIONS
from helpers.voices import outermost_speech

_CAN_SPEAK = ("person", "organisation", "group", "state")
MOST_NAMES = 3  # in one sentence
MOST_WORDS = 12  # of a quotation in a sentence


def leading_source(voices: pd.DataFrame, first: float = math.nan, text: str = "") -> str:
    """Return who is quoted with how many words, from ``sourcing.share_of_voice``.

    ``first`` is the share of simulated articles in which the first source stays the first
    (``share_errors.stability_of_shares``); below ``MIN_LEAD`` nobody is said to lead.
    """
    total = int(voices["words"].sum())
    own = voices.loc[voices["speaker"] == NARRATOR, "share"].sum()
    heard = voices[~voices["speaker"].isin([NARRATOR, UNATTRIBUTED]) & (voices["words"] > 0)]
    if heard.empty:
        unnamed = int(voices.loc[voices["speaker"] == UNATTRIBUTED, "words"].sum())
        if unnamed:
            return (
                f"The program finds no speaker: {count(unnamed, 'word')} of {total:,} "
                f"{verb(unnamed, 'is', 'are')} quoted or paraphrased"
            )
        return (
            "The program finds nobody quoted or paraphrased; all "
            f"{total:,} words count as the reporter's own"
        )
    top = heard.iloc[0]
    first_name = named(top["speaker"], text)
    size = f"{count(int(top['words']), 'word')}, {percent(top['share'])}"
    narration = f", and the reporter's narration makes up {percent(own)}"
    if len(heard) == 1:
        return f"One source is quoted or paraphrased, {first_name} ({size}){narration}"
    sources = f"{count(len(heard), 'source').capitalize()} are quoted or paraphrased"
    second = heard.iloc[1]
    if top["words"] == second["words"] or first < MIN_LEAD:
        return (
            f"{sources}; {first_name} ({top['words']:,} words) and "
            f"{named(second['speaker'], text)} ({second['words']:,}) are too close to say who gets "
            f"the most space{narration}"
        )
    return f"{sources}; the most space goes to {first_name} ({size}){narration}"


def order_of_voices(segments: pd.DataFrame) -> str:
    """Return who is quoted first and last, from ``voices.voice_segments``."""
    spoken = segments.loc[segments["attribution"] >= 0, "speaker"]
    names = [name for name in dict.fromkeys(spoken) if name != UNATTRIBUTED]
    if not names:
        return "No speaker is named" if len(spoken) else "The reporter alone speaks"
    if len(names) == 1:
        return f"One source is quoted or paraphrased: {named(names[0])}"
    last = spoken[spoken != UNATTRIBUTED].iloc[-1]
    if last == names[0]:
        return f"{named(last)} has the first word and the last of {count(len(names), 'source')}"
    return f"{count(len(names), 'source').capitalize()}, from {named(names[0])} to {named(last)}"


def never_quoted(gap: pd.DataFrame, text: str = "") -> str:
    """Return who is mentioned repeatedly and never quoted, from ``sourcing.voice_gap``.

    One mention is too little: what is mentioned once is often no actor at all.
    """
    known = vocabulary().countries
    able = gap[gap["mentions"] >= MIN_MENTIONS]
    country = able["actor"].map(lambda name: country_key(name) in known).astype(bool)
    doubtful = ~able["type"].isin(_CAN_SPEAK) & ~((able["type"] == "place") & country)
    able = able[~doubtful]
    unquoted = able[able["never_quoted"]]
    if unquoted.empty:
        nobody = "Everyone the program finds mentioned repeatedly is heard, if only through others"
        return nobody if len(able) else ""
    shown = [
        f"{named(row['actor'], text)} ({times(int(row['mentions']))})"
        for row in unquoted.head(MOST_NAMES).to_dict("records")
    ]
    more = len(unquoted) - len(shown)
    names = [*shown, f"{in_words(more)} more"] if more > 0 else shown
    return f"{listing(names)} {verb(len(names), 'is', 'are')} mentioned but not quoted"


def kinds_of_speech(kinds: pd.DataFrame) -> str:
    """Return how many statements there are of each kind, from ``sourcing.directness``."""
    rows = kinds[kinds["speaker"] == "all speakers"].set_index("kind")["attributions"]
    names = {"indirect": "paraphrased", "direct": "quoted", "mixed": "partly quoted"}
    told = [f"{in_words(int(rows[kind]))} {name}" for kind, name in names.items() if rows[kind]]
    n = int(rows.sum())
    if not n:
        return ""
    if len(told) == 1:
        every = "and it is" if n == 1 else "all"
        return f"The program finds {count(n, 'statement')}, {every} {told[0].split(' ', 1)[1]}"
    return f"The program finds {count(n, 'statement')}: {listing(told)}"


def without_speaker(attributions: Sequence[Attribution], text: str) -> str:
    """Return the quotations for which no speaker is found."""
    speech = outermost_speech(attributions).values()
    lost = [a for a in speech if not a.source and a.kind == "direct"]
    if not lost:
        return ""
    first = ":" if len(lost) == 1 else "; the first is"
    found = f"For {count(len(lost), 'quotation')} the program finds no speaker"
    return f"{found}{first} {opening(lost[0], text)}"


def opening(attribution: Attribution, text: str) -> str:
    """Return the first words of a statement in quotation marks."""
    whole = attribution.content[:1] if attribution.kind == "direct" else attribution.content
    words = text[whole[0][0] : whole[-1][1]].split()
    # Marks that quote all of it give way to ours, those that quote a part of it become single.
    all_quoted = re.match('^["“]([^"“”]*?),?(?:["”]|$)$', " ".join(words[:MOST_WORDS]))
    shown = all_quoted[1] if all_quoted else re.sub('["“”]', "'", " ".join(words[:MOST_WORDS]))
    return f"“{shown}{' …' if len(words) > MOST_WORDS else ''}”"


def _is_state(name: str) -> bool:
    """Whether a country, region or capital has the name, which may be a town's or a club's too."""
    words = vocabulary()
    return any(country_key(name) in x for x in (words.countries, words.capitals, words.regions))


def from_officials(voices: pd.DataFrame, text: str = "") -> str:
    """Return how many statements come from officials, from ``sourcing.share_of_voice``."""
    spoken = voices[voices["speaker"] != NARRATOR]
    n = int(spoken["attributions"].sum())
    if n < 2:
        return ""
    known = spoken["speaker"].map(_is_state) | (spoken["type"] != "state")
    official = spoken[spoken["official"].eq(True) & known & (spoken["attributions"] > 0)]
    k = int(official["attributions"].sum())
    every = part(k, n, "statement").capitalize()
    if not k:
        return f"{every} comes from a source that the article shows as official"
    source = verb(len(official), "a source", "sources")
    names = list(official["speaker"])
    names[: MOST_NAMES + 1] = [named(name, text) for name in names[: MOST_NAMES + 1]]
    return (
        f"{every} {verb(k, 'comes', 'come')} from {source} that the article shows as official "
        f"({listing(names, most=MOST_NAMES)})"
    )


def without_introduction(entrances: pd.DataFrame, text: str = "") -> str:
    """Return which of the people who speak enter by name alone, from ``introductions``.

    Left out is who shares a surname with another, since the two may be one ("Lt Roe", "Kim Roe"),
    and about whom the words around the name say something.
    """
    people = entrances[(entrances["type"] == "person") & entrances["speaks"].astype(bool)]
    alone = people[(people["category"] == ALONE) & (people["later"] == "")]
    surnames = entrances["actor"].str.split().str[-1]
    shared = set(surnames[surnames.duplicated(keep=False)])
    first = zip(alone["actor"], alone["start"], strict=True)
    told = np.array([is_described(text, *place) for place in first], dtype=bool)
    alone = alone[~alone["actor"].str.split().str[-1].isin(shared) & ~told]
    if alone.empty:
        return ""
    names = listing(alone["actor"], most=MOST_NAMES)
    if len(people) == 1:
        return f"The only person quoted, {names}, is named without a word on who that is"
    many = len(people)
    n = f"{in_words(len(alone))} of the {in_words(many)} people who speak"
    if len(alone) == many:
        n = "both people who speak" if many == 2 else f"all {in_words(many)} who speak"
    are = verb(len(alone), "is", "are")
    return f"{n[:1].upper()}{n[1:]} {are} named without an introduction: {names}"
