"""Rows: what one analysed article adds to each table of a corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import pandas as pd
import pyarrow as pa

from helpers.analysis import Analysis
from helpers.article import article_facts, language_of
from helpers.corpus.partitions import BY_ARTICLE, schema_of
from helpers.measures.codebook import Measure, load_codebook
from helpers.measures.counting import speaker_counts
from helpers.measures.shared.sides import sides_of_speakers
from helpers.measures.sourcing import share_of_voice, voice_gap
from helpers.measures.stance import MODEL_MEASURES
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.voices import outermost_speech


def rows_of(analysis: Analysis, number: int, identifier: str) -> dict[str, pd.DataFrame]:
    """Return the rows of one article by table, with the columns of the corpus."""
    tables = {
        "articles": _article(analysis, identifier),
        "attributions": analysis.attributions_table,
        "segments": analysis.segments,
        "speakers": speakers_table(analysis),
        "measures": speaker_counts(analysis, _codebook()),
    }
    return {name: table.assign(article=number) for name, table in tables.items()}


def speakers_table(analysis: Analysis) -> pd.DataFrame:
    """Return who speaks or is mentioned, most words first (the table ``speakers`` of a corpus)."""
    voices, gap = share_of_voice(analysis), voice_gap(analysis).set_index("actor").to_dict()
    known = {actor.name: actor for actor in analysis.actors}
    heard, sides = set(voices["speaker"]), sides_of_speakers(analysis, {})
    rows = voices.to_dict("records")
    for actor in (known[name] for name in gap["mentions"] if name not in heard):
        who = (actor.name, actor.type, actor.role, actor.official)
        shown = (*who, 0, 0, 0.0, 0.0, actor.gender, actor.speaks_for, sides[actor.name])
        rows.append(dict(zip(voices.columns, shown, strict=True)))
    spoken = outermost_speech(analysis.attributions).values()
    kinds = Counter((said.speaker or UNATTRIBUTED, said.kind) for said in spoken)
    units = analysis.segments.groupby("speaker")["unit"].nunique().to_dict()
    for row in rows:
        name = row["speaker"]
        row["aliases"] = "; ".join(known[name].aliases) if name in known else ""
        row["mentions"] = gap["mentions"].get(name, 0)
        row["never_quoted"] = name not in heard and gap["never_quoted"][name]
        row["units"] = units.get(name, 0)
        row |= {kind: kinds[name, kind] for kind in ("direct", "indirect", "mixed")}
    return pd.DataFrame(rows)


def as_arrow(table: str, frames: Sequence[pd.DataFrame]) -> pa.Table:
    """Return the rows of some articles as one Arrow table with the schema of the corpus."""
    schema = schema_of(table)
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return schema.empty_table()
    joined = pd.concat(filled, ignore_index=True)[schema.names]
    rows = pa.Table.from_pandas(joined, schema=schema, preserve_index=False)
    return rows.replace_schema_metadata(None)


def tables_of(parts: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pa.Table]:
    """Return one Arrow table for each name, of the rows of many articles in their order."""
    return {
        name: as_arrow(name, [part[name] for part in parts if name in part]) for name in BY_ARTICLE
    }


@cache
def _codebook() -> dict[str, Measure]:
    """The measures that many articles are counted by: the model of tone would double the time."""
    return {name: m for name, m in load_codebook().items() if name not in MODEL_MEASURES}


def _article(analysis: Analysis, identifier: str) -> pd.DataFrame:
    article = analysis.article
    spoken = outermost_speech(analysis.attributions).values()
    names = {said.speaker or UNATTRIBUTED for said in spoken} - {UNATTRIBUTED, NARRATOR}
    row = article_facts(article) | {
        "id": identifier,
        "language": language_of(article.text),
        "analysed_words": int(analysis.segments["words"].sum()),
        "sentences": len(analysis.annotation.sentences),
        "attributions": len(spoken),
        "speakers": len(names),
        "notes": "\n".join(article.provenance.notes),
        "text": article.text,
    }
    return pd.DataFrame([row])
