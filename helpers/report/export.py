"""Export: an analysis as files: tables with a data dictionary, figures, the annotated article.

``python -m helpers export ARTICLE FOLDER`` calls it; so do ``analyse`` and ``make run``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis import Analysis
from helpers.article import DATA

if TYPE_CHECKING:
    import pandas as pd

DICTIONARY = DATA / "data_dictionary.tsv"
EVERY = "*"  # the dictionary's name for a column that means the same in every table


def tables_of(analysis: Analysis) -> dict[str, pd.DataFrame]:
    """Return the main tables of an analysis by name, in the order of the pipeline.

    ``data/data_dictionary.tsv`` holds the meaning of each column. The tables of the model of tone
    are left out where the packages that run it are not installed.
    """
    from helpers import annotation as annotated
    from helpers.article import article_table, paragraphs_table
    from helpers.attribution.attribution_tables import spans_table
    from helpers.measures import framing, sourcing, wording
    from helpers.measures import stance as target_tone
    from helpers.measures.shared import sides
    from helpers.measures.stance.word_rules import clause_stances, summarise_toward
    from helpers.measures.tone import comparisons
    from helpers.measures.tone import valence_by_speaker as sentiment
    from helpers.measures.tone.joint_test import joint_test
    from helpers.measures.tone.specifications import specifications, summarise_specifications
    from helpers.measures.tone.valence_vote import unit_votes, with_votes
    from helpers.speakers import actors_table, mentions_table

    annotation, segments = analysis.annotation, analysis.segments
    actors, attributions = analysis.actors, analysis.attributions
    voices = sourcing.share_of_voice(segments, actors, attributions)
    units = sentiment.unit_valence(annotation, segments)
    tone = sentiment.valence_by_speaker(units)
    voted = with_votes(units)
    specified = specifications(annotation, segments)
    spoken = wording.word_counts(annotation, segments)
    frames = framing.generic_frames(annotation, segments)
    cues = wording.reporting_verbs(annotation, attributions, segments)
    certainty = wording.hedges_and_boosters(annotation, segments)
    labels = wording.labels(annotation, actors, segments)
    loaded = wording.loaded_words(annotation, segments)
    clauses = clause_stances(analysis.targets, analysis.toward)
    events = wording.actions(annotation, segments, actors)
    questions = framing.frame_items(annotation, segments, actors)
    entrances = sourcing.introductions(annotation, segments, actors)
    names = wording.act_names(annotation, segments, actors)
    harmed = framing.casualties(annotation, segments, actors)
    tables = {
        "article": article_table(analysis.article),
        "paragraphs": paragraphs_table(analysis.article),
        "sentences": annotated.sentences_table(annotation),
        "tokens": annotated.tokens_table(annotation),
        "entities": annotated.entities_table(annotation),
        "attributions": analysis.attributions_table,
        "attribution_spans": spans_table(analysis.text, attributions),
        "actors": actors_table(actors, attributions),
        "mentions": mentions_table(annotation, actors),
        "voice_segments": segments,
        "share_of_voice": voices,
        "directness": sourcing.directness(segments, attributions),
        "naming": sourcing.naming(voices),
        "official_share": sourcing.official_share(voices),
        "diversity": sourcing.diversity(voices),
        "voice_gap": sourcing.voice_gap(annotation, actors, attributions, segments),
        "valence_hits": sentiment.lexicon_hits(annotation, segments),
        "valence_units": units,
        "valence_by_speaker": tone,
        "valence_conclusions": sentiment.valence_conclusions(tone),
        "valence_votes": unit_votes(units),
        "specifications": specified,
        "specification_summary": summarise_specifications(specified),
        "specification_tests": joint_test(annotation, segments),
        "speaker_comparisons": comparisons.compare_speakers(voted),
        "pooled_tone": comparisons.pooled_tone(voted),
        "word_counts": spoken.drop(columns="starts"),
        "comparable_voices": wording.comparable_voices(spoken, segments),
        "marking_words": wording.marking_words(spoken, segments),
        "frame_hits": frames,
        "frames": framing.summarise_frames(frames, segments),
        "reporting_verbs": cues,
        "certainty_hits": certainty,
        "certainty": wording.summarise_certainty(certainty, segments),
        "labels": labels,
        "agency_events": events,
        "agency": wording.summarise_agency(events),
        "agentless_passives": wording.agentless_passives(events),
        "targets": analysis.targets,
        "toward_words": analysis.toward,
        "toward_clauses": clauses,
        "who_about_whom": summarise_toward(clauses),
        "loaded_words": loaded,
        "loaded_words_by_speaker": wording.summarise_loaded_words(loaded, segments),
        "sides": sides.actor_sides(annotation, actors),
        "acts_on": wording.acts_on(events, annotation, actors),
        "labels_by_side": wording.labels_by_side(labels, annotation, actors),
        "act_names": names,
        "acts_named": wording.summarise_act_names(names),
        "introductions": entrances,
        "introduced": sourcing.summarise_introductions(entrances),
        "frame_questions": framing.answer_items(questions),
        "frame_scores": framing.frame_scores(questions, analysis.speakers),
        "casualties": harmed,
        "casualties_by_side": framing.summarise_casualties(harmed),
    }
    if target_tone.is_installed():
        read = target_tone.model_readings(analysis.text, analysis.targets, segments)
        tables["model_tone"] = read[list(target_tone.EXPORTED)]
        tables["model_tone_by_pair"] = target_tone.tone_by_pair(read)
    return tables


def data_dictionary(tables: dict[str, pd.DataFrame], path: Path = DICTIONARY) -> pd.DataFrame:
    """Return the meaning of each column of some tables: ``table``, ``column``, ``meaning``.

    Raises:
        KeyError: a column has no meaning in the dictionary.
    """
    import pandas as pd

    known = pd.read_csv(path, sep="\t", comment="#", keep_default_na=False)
    meanings = {(row.table, row.column): row.meaning for row in known.itertuples()}
    rows = []
    for name, table in tables.items():
        for column in table.columns:
            meaning = meanings.get((name, column)) or meanings.get((EVERY, column))
            if not meaning:
                raise KeyError(f"{path.name} does not say what {name}.{column} means")
            rows.append((name, column, meaning))
    return pd.DataFrame(rows, columns=["table", "column", "meaning"])


def export(analysis: Analysis, folder: Path) -> Path:
    """Write ``tables/``, ``figures/`` and ``annotated-article.html`` into a folder and return it.

    Each table is there as CSV (UTF-8, a comma between columns, full precision) and as Parquet;
    ``tables/data_dictionary.csv`` tells what each column means. Figures are PNG and SVG.
    """
    from helpers.report.article_page import annotated_page
    from helpers.report.figures import speaker_colours
    from helpers.report.pictures import write_figures

    tables = tables_of(analysis)
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for name, table in (tables | {"data_dictionary": data_dictionary(tables)}).items():
        table.to_csv(folder / "tables" / f"{name}.csv", index=False)
        table.to_parquet(folder / "tables" / f"{name}.parquet", index=False)
    write_figures(analysis, tables, folder / "figures")
    page = annotated_page(
        analysis.annotation,
        analysis.attributions,
        analysis.actors,
        speaker_colours(analysis.speakers),
        share=tables["share_of_voice"],
    )
    (folder / "annotated-article.html").write_text(page, encoding="utf-8")
    return folder
