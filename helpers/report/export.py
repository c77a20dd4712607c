"""Export: an analysis as files: tables with a data dictionary, figures, the annotated article.

``python -m helpers export ARTICLE FOLDER`` calls it; so do ``analyse`` and ``make run``. A table is
one entry of ``TABLES``, and a row of ``data/data_dictionary.tsv`` for each of its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes

from helpers import annotation as annotated
from helpers.analysis import Analysis
from helpers.article import DATA, article_facts, paragraphs_table
from helpers.article.whole_files import require_own, whole_folder, write_csv
from helpers.attribution.attribution import spans_table
from helpers.coding import code_article
from helpers.measures import framing, sourcing, stance, tone, wording
from helpers.measures.codebook import load_codebook
from helpers.measures.shared import sides
from helpers.measures.shared.word_categories import summarise_categories
from helpers.report import figures
from helpers.report.article_page import annotated_page
from helpers.report.findings import framing as framing_findings
from helpers.report.findings import overview
from helpers.report.findings import speakers as findings
from helpers.report.findings import tone as tone_findings
from helpers.speakers import actors_table, mentions_table

Tables = Mapping[str, pd.DataFrame]
DICTIONARY = DATA / "data_dictionary.tsv"
EVERY = "*"  # the dictionary's name for a column that means the same in every table
PARTS = ("tables", "figures", "annotated-article.html")
FORMATS = (".png", ".svg")

Make = Callable[[Analysis, "Tables"], "pd.DataFrame"]
CODEBOOK = load_codebook()


def _hits(measure: str) -> Make:
    """Return what makes the table of the hits of a measure, a coder's decisions included."""
    return lambda a, t: code_article(a, CODEBOOK).hits(measure)


# Each table by its name, in the order of the pipeline, and what makes it from the analysis (a) and
# from the tables before it (t).
TABLES: dict[str, Make] = {
    "article": lambda a, t: pd.DataFrame([article_facts(a.article)]),
    "paragraphs": lambda a, t: paragraphs_table(a.article),
    "sentences": lambda a, t: annotated.sentences_table(a.annotation),
    "tokens": lambda a, t: annotated.tokens_table(a.annotation),
    "entities": lambda a, t: annotated.entities_table(a.annotation),
    "attributions": lambda a, t: a.attributions_table,
    "attribution_spans": lambda a, t: spans_table(a.text, a.attributions),
    "actors": lambda a, t: actors_table(a.actors, a.attributions),
    "mentions": lambda a, t: mentions_table(a.annotation, a.actors),
    "voice_segments": lambda a, t: a.segments,
    "share_of_voice": lambda a, t: sourcing.share_of_voice(a),
    "statements": lambda a, t: statements_table(t["attributions"], t["share_of_voice"]),
    "directness": lambda a, t: sourcing.directness(a),
    "naming": lambda a, t: sourcing.naming(t["share_of_voice"]),
    "official_share": lambda a, t: sourcing.official_share(t["share_of_voice"]),
    "share_by_body": lambda a, t: sourcing.share_by_group(t["share_of_voice"], "speaks_for"),
    "share_by_side": lambda a, t: sourcing.share_by_group(t["share_of_voice"], "side"),
    "share_by_gender": lambda a, t: sourcing.share_by_gender(t["share_of_voice"]),
    "diversity": lambda a, t: sourcing.diversity(t["share_of_voice"]),
    "voice_gap": lambda a, t: sourcing.voice_gap(a),
    "valence_hits": lambda a, t: tone.lexicon_hits(a.annotation, a.segments),
    "valence_units": lambda a, t: tone.unit_valence(a.annotation, a.segments),
    "specifications": lambda a, t: tone.specifications(a.annotation, a.segments),
    "specification_summary": lambda a, t: tone.summarise_specifications(t["specifications"]),
    "word_counts": lambda a, t: wording.word_counts(a),
    "comparable_voices": lambda a, t: wording.comparable_voices(t["word_counts"], a.segments),
    "marking_words": lambda a, t: wording.marking_words(t["word_counts"], a.segments),
    "frame_hits": _hits("generic_frames"),
    "frames": lambda a, t: summarise_categories(t["frame_hits"], a.segments, framing.FRAMES),
    "reporting_verbs": _hits("reporting_verbs"),
    "certainty_hits": _hits("certainty"),
    "labels": _hits("labels"),
    "agency_events": _hits("agency"),
    "loaded_words": _hits("loaded_words"),
    "sides": lambda a, t: sides.actor_sides(a),
    "acts_on": lambda a, t: wording.acts_on(t["agency_events"], a),
    "labels_by_side": lambda a, t: wording.labels_by_side(t["labels"], a),
    "act_names": _hits("act_naming"),
    "acts_named": lambda a, t: wording.summarise_act_names(t["act_names"]),
    "introductions": _hits("introductions"),
    "casualties": _hits("casualties"),
    "model_tone": lambda a, t: stance.with_moving_words(stance.label_mentions(a)).drop(
        columns="spans"
    ),
}
OF_THE_MODEL = ("model_tone",)  # needs packages that may not be installed


def tables_of(analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Return every table of ``TABLES`` by its name, without the tone model's where it can't run."""
    tables: dict[str, pd.DataFrame] = {}
    for name, make in TABLES.items():
        if name not in OF_THE_MODEL or stance.is_installed():
            tables[name] = make(analysis, tables)
    return tables


def statements_table(attributions: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Return all statements by speaker, the speaker with the most words first, in text order."""
    said = attributions[attributions["speech"] & ~attributions["topic"]]
    order = {name: place for place, name in enumerate(voices["speaker"])}
    said = said.sort_values("speaker", key=lambda names: names.map(order), kind="stable")
    columns = ["speaker", "kind", "cue", "content", "words", "attribution", "start", "end"]
    return said[[*columns, "confidence", "decided"]].reset_index(drop=True)


def data_dictionary(tables: Tables) -> pd.DataFrame:
    """Return the meaning of each column of some tables: ``table``, ``column``, ``meaning``."""
    known = pd.read_csv(DICTIONARY, sep="\t", comment="#", keep_default_na=False)
    meanings = {(row.table, row.column): row.meaning for row in known.itertuples()}
    rows = []
    for name, table in tables.items():
        for column in table.columns:
            meaning = meanings.get((name, column)) or meanings.get((EVERY, column))
            if not meaning:
                raise KeyError(f"{DICTIONARY.name} does not say what {name}.{column} means")
            rows.append((name, column, meaning))
    return pd.DataFrame(rows, columns=["table", "column", "meaning"])


def draw_figures(analysis: Analysis, tables: Tables) -> Iterator[tuple[str, Axes]]:
    """Yield the name and the axes of the figures of notebooks 04 to 06 that a file can hold.

    Each has its finding as title. As in the notebooks, what a coder decided replaces what the
    program found; a measure with too little evidence for a finding has no figure.
    """
    colours = figures.speaker_colours(analysis.speakers)
    voices, segments = tables["share_of_voice"], tables["voice_segments"]
    title = overview.leading_source(analysis)
    yield "share_of_voice", figures.share_of_voice(voices, colours, title=title)
    title = findings.order_of_voices(segments)
    yield "voice_ribbon", figures.voice_ribbon(segments, colours, title=title)
    every, summary = tables["specifications"], tables["specification_summary"]
    title = tone_findings.choices(summary)
    if title:
        of_one = every[every["speaker"] == tone_findings.leading_voice(summary)]
        yield "tone", figures.specification_curve(of_one, tone.CHOICES, title=title)
    coded = code_article(analysis, CODEBOOK)
    framed = coded.hits("generic_frames")
    title = framing_findings.leading_frame(framed)
    if title:
        frames = summarise_categories(framed, segments, framing.FRAMES)
        shown = coded.marked(frames, "generic_frames")
        shown["entries"] = shown["entries"].str.replace("(coded)", "no listed word", regex=False)
        columns = ("speaker", "category", "entries")
        note = "matches, with their words; voices without one are left out"
        yield "frames", figures.worded_matrix(shown, *columns, title=title, note=note)


def export(analysis: Analysis, folder: Path) -> Path:
    """Write ``tables/``, ``figures/`` and ``annotated-article.html`` into a folder and return it.

    Each table is there as CSV (UTF-8, a comma between columns, full precision) and as Parquet;
    ``tables/data_dictionary.csv`` has the meaning of each column. Figures are PNG and SVG. All of
    it replaces what an earlier export left there, at the very end. A FolderError says that the
    folder holds something of these names that no export wrote.
    """
    require_own(folder, PARTS, ours=(folder / "tables" / "data_dictionary.csv").is_file())
    tables = tables_of(analysis)
    with whole_folder(folder, PARTS) as part:
        for name in PARTS[:2]:
            (part / name).mkdir()
        for name, table in (tables | {"data_dictionary": data_dictionary(tables)}).items():
            write_csv(table, part / "tables" / f"{name}.csv")
            table.to_parquet(part / "tables" / f"{name}.parquet", index=False)
        for name, ax in draw_figures(analysis, tables):
            for ending in FORMATS:
                figures.save(ax, part / "figures" / f"{name}{ending}")
        (part / "annotated-article.html").write_text(annotated_page(analysis), encoding="utf-8")
    return folder
