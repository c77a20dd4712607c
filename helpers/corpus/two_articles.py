"""Two articles side by side: who speaks in both, how each names them, which quotations they share.

Who is the same speaker in both is decided as across a corpus (``helpers.corpus.joined_speakers``).
"""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from helpers.analysis import Analysis
from helpers.corpus.joined_speakers import COLUMNS, NameIndex, Speaker
from helpers.corpus.rows import speakers_table
from helpers.measures.shared.hits import listed
from helpers.measures.shared.sides import NO_SIDE
from helpers.prose import count, in_words, listing, named, verb
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.thresholds import MIN_SHARED_WORDS

BOTH, FIRST, SECOND, NEITHER = "in both", "in the first", "in the second", "in neither"
MOST_NAMES = 6  # in one sentence
_KNOWN = {"attributions": 0, "words": 0, "share": 0.0, "mentions": 0, "speaker": "", "aliases": ""}


def side_by_side(first: Analysis, second: Analysis) -> pd.DataFrame:
    """Return everybody who speaks in one of two articles or is mentioned there.

    Columns, most attributions first:
        speaker: the fuller of the two names; type: as in the table of speakers.
        heard: in which article they speak ("in both", "in the first", ...).
        attributions_1, words_1, share_1 (0 to 1, of all words), mentions_1, speaker_1, aliases_1:
            as in the first article; the same with ``_2``; zero and "" where somebody is not there.
        reason: the rule by which the two were taken for the same, and its evidence.
    """
    tables = [
        speakers_table(analysis).assign(article=n) for n, analysis in enumerate((first, second), 1)
    ]
    people = pd.concat(tables, ignore_index=True)
    people = people[~people["speaker"].isin([NARRATOR, UNATTRIBUTED])]
    index = NameIndex(Speaker(*row) for row in people[COLUMNS].itertuples(index=False, name=None))
    joined: defaultdict[Any, dict[int, dict]] = defaultdict(dict)
    for row in people.to_dict("records"):
        key, rule, evidence = index.find(Speaker(*(row[name] for name in COLUMNS)))
        alone = row["type"] == "unnamed" or row["article"] in joined[key]
        one = joined[key, row["article"], row["speaker"]] if alone else joined[key]
        one[row["article"]] = row | {"reason": f"{rule} ({evidence})"}
    columns = [
        "speaker",
        "type",
        "heard",
        *(f"{name}_{n}" for n in (1, 2) for name in _KNOWN),
        "reason",
    ]
    rows = [_row(one) for one in joined.values() if one]
    table = pd.DataFrame(rows, columns=columns)
    said = table["attributions_1"] + table["attributions_2"]
    return table.loc[said.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def _row(one: dict[int, dict]) -> dict[str, Any]:
    """One person or body in both articles."""
    sides = {n: one.get(n, _KNOWN) for n in (1, 2)}
    speaks = bool(sides[1]["attributions"]), bool(sides[2]["attributions"])
    heard = {(True, True): BOTH, (True, False): FIRST, (False, True): SECOND}.get(speaks, NEITHER)
    return {
        "speaker": max((side["speaker"] for side in sides.values()), key=len),
        "type": next(iter(one.values()))["type"],
        "heard": heard,
        **{f"{name}_{n}": sides[n][name] for n in (1, 2) for name in _KNOWN},
        "reason": one[1]["reason"] if len(one) == 2 else "",
    }


def shared_quotations(first: Analysis, second: Analysis) -> pd.DataFrame:
    """Return the words that both articles quote, and what each gives as their speaker.

    Columns: ``words`` (as in the first article), ``n`` (how many), ``speaker_1``, ``start_1``,
    ``end_1``, ``speaker_2``, ``start_2``, ``end_2`` (offsets into each text). Only stretches of
    five words and more; quotation marks and capitals make no difference.
    """
    ours, theirs = _quoted(first), _quoted(second)
    matcher = SequenceMatcher(None, [w.key for w in ours], [w.key for w in theirs], autojunk=False)
    rows = []
    for at, to, size in matcher.get_matching_blocks():
        pairs = zip(ours[at : at + size], theirs[to : to + size], strict=True)
        for ended, run in groupby(pairs, key=lambda pair: pair[0].key == ""):
            shared = list(run)
            if not ended and len(shared) >= MIN_SHARED_WORDS:
                (a, b), (last_a, last_b) = shared[0], shared[-1]
                places = (a.speaker, a.start, last_a.end), (b.speaker, b.start, last_b.end)
                text = " ".join(first.text[a.start : last_a.end].split())
                rows.append((text, len(shared), *places[0], *places[1]))
    columns = [f"{name}_{n}" for n in (1, 2) for name in ("speaker", "start", "end")]
    return pd.DataFrame(rows, columns=["words", "n", *columns])


class _Word(NamedTuple):
    key: str  # as it is compared; "" where a quotation ends
    start: int
    end: int
    speaker: str


def _quoted(analysis: Analysis) -> list[_Word]:
    """The words inside quotation marks, and the end of each quotation."""
    found: list[_Word] = []
    last = -1
    for token in analysis.annotation.tokens:
        if token.quotation < 0 or not token.is_word:
            continue
        if token.quotation != last:
            found.append(_Word("", token.start, token.start, ""))
            last = token.quotation
        voice = analysis.voices.at(token.start)
        found.append(_Word(token.text.lower(), token.start, token.end, voice[0] if voice else ""))
    return found


def names_of_acts(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return what each article calls the same kind of act; the hits are of ``act_naming``.

    Columns: ``kind``, ``agent_side`` (whose act it is), ``category`` (plain, condemning, ...),
    ``words_1``, ``words_2`` (the names, with their numbers; "" for none).
    """
    by = ["kind", "agent_side", "category"]
    words = [
        hits.replace({"agent_side": {"": NO_SIDE}}).groupby(by)["named"].agg(listed)
        for hits in (first, second)
    ]
    table = pd.concat(words, axis=1, keys=["words_1", "words_2"]).fillna("")
    return table.reset_index().sort_values(by, ignore_index=True)


def who_is_in_both(table: pd.DataFrame) -> str:
    """Return who speaks in both articles, and how many in one alone; the unnamed are left out."""
    table = table[table["type"] != "unnamed"]
    both, one, other = (
        [named(name) for name in table.loc[table["heard"] == where, "speaker"]]
        for where in (BOTH, FIRST, SECOND)
    )
    if not both + one + other:
        return "Nobody speaks under a name in these articles"
    told = f"{listing(both, most=MOST_NAMES)} {verb(len(both), 'speaks', 'speak')}"
    alone = f"{count(len(one), 'named speaker')} {verb(len(one), 'is', 'are')} heard"
    return (
        f"{told if both else 'Nobody speaks'} in both articles; {alone} only in the first and "
        f"{count(len(other), 'named speaker')} only in the second"
    )


def heard_in_one(table: pd.DataFrame) -> list[str]:
    """Return who speaks in one article and is mentioned in the other without being quoted there."""
    found = []
    for heard, here, there, other in (
        (FIRST, "first", "second", 2),
        (SECOND, "second", "first", 1),
    ):
        silent = table[(table["heard"] == heard) & (table[f"mentions_{other}"] > 0)]
        if len(silent):
            names = listing(map(named, silent["speaker"]), most=MOST_NAMES)
            speaks, is_ = verb(len(silent), "speaks", "speak"), verb(len(silent), "is", "are")
            found.append(
                f"{names} {speaks} in the {here} article and {is_} mentioned in the {there} "
                "without being quoted"
            )
    return found


def what_both_quote(table: pd.DataFrame) -> str:
    """Return how much the articles quote alike, and whether they name the same speaker."""
    if table.empty:
        return f"No {in_words(MIN_SHARED_WORDS)} words in a row are quoted in both articles"
    found = f"{count(len(table), 'passage is', 'passages are')} quoted in both articles"
    differ = int((table["speaker_1"] != table["speaker_2"]).sum())
    of_them = "" if len(table) == 1 else f"{in_words(differ)} of them "
    return found + (f", {of_them}under different names" if differ else "")
