"""What a corpus shows: shares with intervals over articles, on made-up tables and on the news."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.article import BUNDLED_ARTICLE
from helpers.corpus import TABLES, Corpus, comparing, findings, schema_of, shares
from helpers.corpus.counts import (
    AUTHOR,
    KINDS_OF_SPEAKER,
    OFFICIALS,
    SPEAKING,
    count_corpus,
    describe,
    kinds_of_speakers,
)
from helpers.corpus.joined_speakers import write_joins
from helpers.corpus.open_corpus import (
    HOW_TO_ADD,
    REQUIREMENTS,
    news_file,
    news_records,
    open_corpus,
    write_news,
)
from helpers.corpus.partitions import part_path, write_table
from helpers.corpus.rows import as_arrow
from helpers.corpus.who_is_who import FILE, RULE, WhoIsWho, WhoIsWhoError
from helpers.report import figures
from helpers.statistics import MIN_UNITS

ROOT = Path(__file__).resolve().parents[2]
SEED = 7
EMPTY = {"string": "", "int32": 0, "int64": 0, "double": 0.0, "bool": False}
MEASURES = shares.MEASURES

# name, type, official, (direct, indirect, mixed), sentences, words
Speaker = tuple[str, str, bool, tuple[int, int, int], int, int]
MINISTER: Speaker = ("Ann Berg", "person", True, (1, 2, 0), 4, 40)
OFFICIALS_SAID: Speaker = ("officials", "unnamed", True, (0, 1, 0), 1, 10)
COACH: Speaker = ("Eva Dahl", "person", False, (2, 0, 1), 3, 30)
CLUB: Speaker = ("the club", "organisation", False, (0, 1, 0), 1, 8)
NOBODY: Speaker = ("unattributed", "unattributed", False, (0, 1, 0), 1, 6)
NARRATOR: Speaker = ("narrator", "narrator", False, (0, 0, 0), 5, 100)
SILENT: Speaker = ("Carl Holm", "person", False, (0, 0, 0), 0, 0)

GENDER = {"Ann Berg": "woman", "Eva Dahl": "not told", "Carl Holm": "man"}


def article(*speakers: Speaker, **more: Any) -> dict[str, Any]:
    return {"speakers": [*speakers, NARRATOR], "text": "It rained.", **more}


def make(folder: Path, articles: list[dict[str, Any]]) -> Corpus:
    """Write made-up articles as the tables of a corpus."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for number, item in enumerate(articles):
        known = {k: item[k] for k in ("id", "text", "outlet", "date") if k in item}
        rows["articles"].append({"article": number, "words": 100, "sentences": 5, **known})
        for name, kind, official, said, units, words in item["speakers"]:
            counts = dict(zip(("direct", "indirect", "mixed"), said, strict=True))
            key = {"article": number, "speaker": name}
            size = {"attributions": sum(said), "units": units, "words": words}
            mentions = {"mentions": 3, "never_quoted": not sum(said)}
            about = {"type": kind, "official": official, "gender": GENDER.get(name, "")}
            rows["speakers"].append({**key, **about, **counts, **size, **mentions})
            rows["segments"].append({**key, "text": item.get("said", {}).get(name, "")})
        for name, measure, category, units in item.get("measures", ()):
            found = {"measure": measure, "category": category, "units": units, "hits": units}
            rows["measures"].append({"article": number, "speaker": name, **found})
    for table in TABLES[:6]:
        schema = schema_of(table)
        empty = {field.name: EMPTY[str(field.type)] for field in schema}
        frame = pd.DataFrame([{**empty, **row} for row in rows[table]], columns=schema.names)
        write_table(as_arrow(table, [frame]), part_path(folder, table, 0))
    write_joins(folder)
    return Corpus(folder)


TONED = [
    ("narrator", "content_valence", "negative", 2),
    ("Ann Berg", "content_valence", "positive", 1),
    ("Ann Berg", "generic_frames", "conflict", 2),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Eight articles, three of them on rain, of two outlets and two years."""
    rain = article(
        MINISTER, NOBODY, measures=TONED, text="The Rain fell.", outlet="North", date="2001-12-30"
    )
    club = article(COACH, CLUB, SILENT, text="No rainbow.", outlet="South", date="2002-01-02")
    both = article(MINISTER, COACH, OFFICIALS_SAID, SILENT, text="Sun.", outlet="North")
    return make(tmp_path, [rain, rain, rain, club, club, both, club, both])


def share(table: pd.DataFrame, **where: str) -> pd.Series:
    for column, value in where.items():
        table = table[table[column] == value]
    return table.iloc[0]


def test_officials_are_counted_by_attributions_words_and_speakers(corpus: Corpus) -> None:
    table = shares.official_share(count_corpus(corpus), seed=SEED)
    # three articles 3 of 4; three 0 of 4; two 4 of 7
    by_attributions = share(table, counted="attributions")
    assert (by_attributions["official"], by_attributions["n"]) == (17, 38)
    assert by_attributions["articles"] == 8
    assert by_attributions["share"] == 17 / 38
    assert by_attributions["low"] < 17 / 38 < by_attributions["high"]
    by_words = share(table, counted="words")
    assert (by_words["official"], by_words["n"]) == (3 * 40 + 2 * 50, 3 * 46 + 3 * 38 + 2 * 80)
    # "unattributed" is no speaker
    by_speakers = share(table, counted="speakers")
    assert (by_speakers["official"], by_speakers["n"]) == (3 + 2 * 2, 3 + 3 * 2 + 2 * 3)


def test_kinds_names_and_parts_of_speech_add_up(corpus: Corpus) -> None:
    counts = count_corpus(corpus)
    kinds = shares.directness(counts, seed=SEED)
    everyone = kinds[kinds["speaker"] == "all speakers"]
    assert list(everyone["attributions"]) == [3 + 6 + 6, 9 + 3 + 6, 3 + 2]
    assert everyone["share"].sum() == pytest.approx(1)
    named = shares.naming(counts, seed=SEED).set_index("naming")["attributions"]
    assert dict(named) == {"named": 33, "anonymous": 2, "unattributed": 3}
    assert shares.who_speaks(counts, seed=SEED)["attributions"].sum() == 38


def test_tone_and_frames_count_units_with_evidence(corpus: Corpus) -> None:
    counts = count_corpus(corpus, MEASURES)
    tone = shares.tone(counts, seed=SEED)
    author = share(tone, speaker=AUTHOR)
    assert (author["positive"], author["negative"], author["n"]) == (0, 6, 40)
    assert author["balance"] == -6 / 40
    officials = share(tone, speaker=OFFICIALS)
    assert officials["balance"] == 3 / (3 * 4 + 2 * 5)
    frames = shares.frames(counts, seed=SEED)
    row = share(frames, speaker=OFFICIALS, frame="conflict")
    assert (row["units"], row["n"]) == (6, 22)
    assert len(frames) == 5 * len(KINDS_OF_SPEAKER)


def test_without_the_measure_nothing_is_counted(corpus: Corpus) -> None:
    tone = shares.tone(count_corpus(corpus), seed=SEED)
    assert tone[["positive", "negative"]].to_numpy().sum() == 0


def test_the_loudest_and_the_silent_are_told_across_articles(corpus: Corpus) -> None:
    loud = shares.most_quoted(corpus)
    assert list(loud["actor"]) == ["Ann Berg", "Eva Dahl", "the club"]  # "officials" are no one
    assert list(loud["articles"]) == [5, 5, 3]
    assert list(loud["words"]) == [200, 150, 24]
    silent = shares.never_quoted(corpus)
    assert list(silent[["actor", "articles", "mentions"]].itertuples(index=False, name=None)) == [
        ("Carl Holm", 5, 15)
    ]


@pytest.mark.cases
def test_a_topic_is_told_by_whole_words(corpus: Corpus, words: list[str], expected: int) -> None:
    assert comparing.on_topic(corpus, words).sum() == expected


@pytest.mark.parametrize("words", [[], ["  "]])
def test_a_topic_needs_a_word(corpus: Corpus, words: list[str]) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        comparing.on_topic(corpus, words)


def test_a_topic_is_set_against_the_rest(corpus: Corpus) -> None:
    counts = count_corpus(corpus, MEASURES)
    chosen = comparing.on_topic(corpus, ["rain"])
    table = comparing.compare(counts, chosen, seed=SEED).set_index("quantity")
    row = table.loc["attributions to officials"]
    assert (row["inside"], row["outside"]) == (9 / 12, 8 / 26)
    assert row["difference"] == pytest.approx(9 / 12 - 8 / 26)
    assert (row["inside_articles"], row["outside_articles"]) == (3, 5)
    assert np.isnan(row["low"])  # three articles are too few
    turned = comparing.compare(counts, ~chosen, seed=SEED).set_index("quantity")
    assert np.allclose(turned["difference"], -table["difference"], equal_nan=True)


def test_outlets_and_years_are_compared_where_the_columns_are_filled(corpus: Corpus) -> None:
    counts = count_corpus(corpus)
    parts = comparing.official_share_by_part(corpus, counts, seed=SEED)
    outlets = parts["outlet"]
    assert list(outlets["part"]) == ["North", "South"]
    assert list(outlets["official"]) == [17, 0]
    assert list(outlets["articles"]) == [5, 3]
    assert list(parts["year"]["part"]) == ["2001", "2002"]  # two articles without a date
    assert list(parts["month"]["part"]) == ["2001-12", "2002-01"]


@pytest.mark.parametrize("date", ["", "yesterday", "31/12/2001"])
def test_where_nothing_can_be_compared_nothing_is_told(tmp_path: Path, date: str) -> None:
    corpus = make(tmp_path, [article(MINISTER, date=date)] * 3)
    parts = comparing.official_share_by_part(corpus, count_corpus(corpus), seed=SEED)
    assert [len(table) for table in parts.values()] == [0, 0, 0]
    said = [findings.official_share_by(table, part) for part, table in parts.items()]
    assert said == ["", "", ""]


def test_a_year_alone_counts_for_years_and_not_for_months(tmp_path: Path) -> None:
    corpus = make(tmp_path, [article(MINISTER, date=date) for date in ("2001", "2001-12", "200")])
    parts = comparing.official_share_by_part(corpus, count_corpus(corpus), seed=SEED)
    assert parts["year"][["part", "articles"]].to_numpy().tolist() == [["2001", 2]]
    assert parts["month"][["part", "articles"]].to_numpy().tolist() == [["2001-12", 1]]


def test_frames_that_are_not_named_are_counted() -> None:
    rows = [(AUTHOR, frame, 0.1, 0.05, 0.15) for frame in "abc"]
    rows += [("officials", frame, 0.3, 0.2, 0.4) for frame in "abc"]
    table = pd.DataFrame(rows, columns=["speaker", "frame", "share", "low", "high"])
    assert findings.frames(table) == (
        "Sources use a (officials), b (officials) and one more frame more than the reporters do"
    )
    assert findings.frames(table[table["frame"] < "c"]).endswith(
        "a (officials) and b (officials) more than the reporters do"
    )


def test_parts_are_told_with_the_highest_and_the_lowest(tmp_path: Path) -> None:
    north = article(MINISTER, COACH, outlet="North")
    south = [article(COACH, outlet="South"), article(MINISTER, COACH, COACH, outlet="South")]
    corpus = make(tmp_path, [north, article(MINISTER, outlet="North"), *south] * 5)
    tables = comparing.official_share_by_part(corpus, count_corpus(corpus), seed=SEED)
    assert findings.official_share_by(tables["outlet"], "outlet") == (
        "Officials have from 25% (South) to 67% (North) of the attributions"
    )


def test_words_mark_a_kind_of_speaker(tmp_path: Path) -> None:
    said = {"Ann Berg": "The budget, the Budget's budget won't", "Eva Dahl": "ball, don't ball it"}
    said["narrator"] = "she said she said she said"
    corpus = make(tmp_path, [article(MINISTER, COACH, said=said)] * 30)
    counts = comparing.word_counts(corpus)
    assert set(counts["word"]) == {"budget", "ball"}  # no stop words, contractions, narration
    assert set(counts["count"]) == {90, 60} and set(counts["articles"]) == {30}
    words = comparing.marking_words(counts)
    own = words[words["speaker"] == OFFICIALS].set_index("word")
    assert own.loc["budget", "low"] > 0 and own.loc["budget", "others"] == 0
    assert (
        findings.marking_words(words, OFFICIALS)
        == "One of one word is distinctive of officials: budget"
    )
    assert comparing.marking_words(counts.head(0)).empty


def draw_all(corpus: Corpus) -> list[str]:
    """Every finding and figure of the notebook; the sentences."""
    counts = count_corpus(corpus, MEASURES)
    chosen = comparing.on_topic(corpus, ["rain"])
    compared = comparing.compare(counts, chosen, seed=SEED)
    tone = shares.tone(counts, seed=SEED)
    frames = shares.frames(counts, seed=SEED)
    speaking = shares.who_speaks(counts, seed=SEED)
    others = shares.shares_by_article(counts)
    words = comparing.marking_words(comparing.word_counts(corpus))
    axes = [
        figures.rates(speaking, "speaker", "share", n="attributions"),
        figures.net_balance(tone, "speaker", "balance", columns={"n": "sentences"}),
        figures.net_balance(compared, "quantity", "difference", columns={"inside": "in"}),
        figures.place_in_distribution(others, {"official": 0.5, "anonymous": float("nan")}),
    ]
    assert all(figures.png(ax).startswith(b"\x89PNG") for ax in axes)
    assert len(describe(corpus)) == 10
    return [
        findings.official_share(shares.official_share(counts, seed=SEED)),
        findings.who_speaks(speaking),
        findings.directness(shares.directness(counts, seed=SEED)),
        findings.naming(shares.naming(counts, seed=SEED)),
        findings.most_quoted(shares.most_quoted(corpus)),
        findings.never_quoted(shares.never_quoted(corpus)),
        findings.tone(tone),
        findings.frames(frames),
        findings.compare(compared, int(chosen.sum()), len(chosen)),
        findings.marking_words(words, OFFICIALS),
        findings.place_among(others, {"official": 0.5}, "official"),
    ]


def test_every_finding_of_the_notebook_can_be_told(corpus: Corpus) -> None:
    said = draw_all(corpus)
    assert said[0].startswith("Officials have 45% [")
    assert said[
        1
    ] == "Most attributions go to officials (45%), other people (39%) and other bodies" + (" (8%)")
    assert said[4] == "Ann Berg is given the most space: 200 words in five articles"
    assert said[5] == (
        "Carl Holm (5) is mentioned in the most articles without being quoted under this name"
    )
    assert "nan" not in " ".join(said)


@pytest.mark.parametrize(
    "articles",
    [
        [article(MINISTER)],
        [article(COACH)] * 3,  # none official
        [article()] * 3,  # nobody speaks
        [article(MINISTER, COACH)] * 3,
        [article(NOBODY)] * 6,
        [article(MINISTER, COACH, measures=TONED)] * 6,  # all alike: no interval
    ],
)
def test_small_and_odd_corpora_are_told_without_an_interval(tmp_path, articles):
    corpus = make(tmp_path, articles)
    said = draw_all(corpus)
    assert not [line for line in said if re.search(r"\bnan\b", line)]
    table = shares.official_share(count_corpus(corpus), seed=SEED)
    assert table[["low", "high"]].isna().all(axis=None)


def test_an_article_has_its_place(corpus: Corpus) -> None:
    others = shares.shares_by_article(count_corpus(corpus))
    assert (others["n"] >= MIN_UNITS).all()
    assert list(others["share"]) == [4 / 7, 4 / 7, 1 / 7, 1 / 7]
    assert findings.place_among(others, {"official": 0.6}, "official") == (
        "The share of officials can't be placed: two articles with enough attributions to compare"
    )
    many = pd.concat([others, others, others.assign(share=0.7)])
    assert findings.place_among(many, {"official": 0.6}, "official") == (
        "Officials have 60% of the article's attributions: more than in 67% and less than in "
        "33% of six articles"
    )
    none = findings.place_among(others, {"anonymous": float("nan")}, "anonymous")
    assert none == (
        "The share of unnamed sources in the article can't be placed: too few attributions"
    )
    columns = ["speaker", "type", "official", "attributions", "words"]
    few = pd.DataFrame([("Kim", "person", True, MIN_UNITS - 1, 9)], columns=columns)
    assert np.isnan(list(shares.shares_in_article(few).values())).all()
    enough = few.assign(attributions=MIN_UNITS)
    assert shares.shares_in_article(enough) == {"official": 1.0, "anonymous": 0.0}


def test_every_type_of_speaker_is_of_one_kind() -> None:
    types = ["person", "organisation", "place", "group", "unnamed", "unattributed", "narrator"]
    frame = pd.DataFrame({"type": types, "official": False})
    assert set(kinds_of_speakers(frame)) == set(KINDS_OF_SPEAKER) - {OFFICIALS}
    assert set(SPEAKING) == set(KINDS_OF_SPEAKER) - {AUTHOR}


# The news ----------------------------------------------------------------------------------------

needs_news = pytest.mark.skipif(news_file() is None, reason=HOW_TO_ADD)


def test_the_sentence_names_a_file_that_is_there() -> None:
    assert (ROOT / REQUIREMENTS).is_file()
    assert REQUIREMENTS in HOW_TO_ADD


def test_repeated_items_count_once(tmp_path: Path) -> None:
    given = tmp_path / "items.cor"
    given.write_text("It  rained. \nThe sun shone.\n\nIt rained.\n", encoding="utf-8")
    records = list(news_records(given))
    assert [record["id"] for record in records] == ["abc-001", "abc-002"]
    target = write_news(given, tmp_path / "deep" / "news.jsonl")
    before = target.stat().st_mtime_ns
    assert write_news(given, target).stat().st_mtime_ns == before
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert lines == records


@needs_news
def test_the_package_has_the_news() -> None:
    file = news_file()
    assert file is not None
    records = list(news_records(file))
    assert len(records) == 293
    assert all(len(record["text"].split()) > 40 for record in records)


@pytest.fixture
def analysed(monkeypatch) -> list[tuple[object, Path]]:
    """Input and folder of each corpus that is analysed; a made-up one is put in its place."""
    from helpers.corpus import open_corpus as opening

    asked: list[tuple[object, Path]] = []

    def analyse(given: object, out: Path, **_: object) -> None:
        asked.append((given, out))
        make(out, [article(MINISTER)])
        plan = '{"input": "abc", "articles": 1, "batch": 1}'
        (out / "corpus.json").write_text(plan, encoding="utf-8")

    monkeypatch.setattr(opening, "analyse_corpus", analyse)
    return asked


def test_a_corpus_is_analysed_once_and_found_again(tmp_path, analysed):
    given = tmp_path / "given.jsonl"
    given.write_text('{"text": "It rained."}\n', encoding="utf-8")
    kept = tmp_path / "kept"
    opened = open_corpus(given, kept=kept)
    assert opened.folder.parent == kept
    assert opened.input_digest() == "abc"
    assert open_corpus(opened.folder, kept=kept).folder == opened.folder
    assert len(analysed) == 1  # a folder that is a corpus is read
    given.write_text('{"text": "It snowed."}\n', encoding="utf-8")
    assert open_corpus(given, kept=kept).folder != opened.folder


def test_without_the_package_the_bundled_article_is_the_corpus(tmp_path, monkeypatch, analysed):
    monkeypatch.setattr("helpers.corpus.open_corpus.news_file", lambda: None)
    open_corpus(kept=tmp_path)
    assert [given for given, _ in analysed] == [BUNDLED_ARTICLE]


WHO = "name,aliases,articles,type,official,side,wikidata\n"


def test_the_users_file_outranks_joins_kinds_and_offices(tmp_path: Path) -> None:
    union = ("Union of Bakers", "organisation", True, (0, 1, 0), 1, 9)
    items = [article(MINISTER), article(COACH), article(union), article(MINISTER)]
    for number, item in enumerate(items):
        item["id"] = f"a{number}"
    lines = ["Anna Berg,Ann Berg,a0; a2,,,blue,Q1", "Bakers' Union,union of  bakers,,group,no,,"]
    (tmp_path / FILE).write_text(WHO + "\n".join(lines), encoding="utf-8")
    corpus = make(tmp_path, items)
    known = corpus.table("joined_speakers").set_index("name")
    assert known.loc["Anna Berg", ["articles", "side", "wikidata"]].tolist() == [1, "blue", "Q1"]
    assert known.loc["Ann Berg", "articles"] == 1  # in the article that the line does not name
    assert known.loc["Bakers' Union", ["type", "official"]].tolist() == ["group", False]
    joins = corpus.table("joins").set_index(["article", "speaker"])
    assert joins.loc[(2, "Union of Bakers"), ["rule", "evidence"]].tolist() == [RULE, "line 3"]
    counts = count_corpus(corpus)
    assert counts.of("attributions", ["other groups"]).tolist() == [0, 0, 1, 0]
    assert counts.of("attributions", [OFFICIALS]).tolist() == [3, 0, 0, 3]


@pytest.mark.cases
def test_a_users_file_that_cannot_be_used_is_told(tmp_path, lines, message):
    path = tmp_path / FILE
    path.write_text(WHO + lines, encoding="utf-8")
    with pytest.raises(WhoIsWhoError, match=message):
        WhoIsWho(path)
