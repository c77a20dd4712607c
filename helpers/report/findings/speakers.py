"""Findings on speakers: sentences that state a result, computed for any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.coding import CodedArticle, code_article
from helpers.evaluation.results import load_result
from helpers.evaluation.share_stability import SEED, error_rates, stability_of_shares
from helpers.measures import framing, sourcing, stance
from helpers.measures.codebook import load_codebook
from helpers.measures.tone import specifications, summarise_specifications
from helpers.measures.wording import acts_on, labels_by_side
from helpers.prose import count, in_words, interval, listing, percent, sentence, verb
from helpers.report.findings import framing as frame_findings
from helpers.report.findings import stance as stance_findings
from helpers.report.findings import tone as tone_findings
from helpers.speakers import NARRATOR, UNATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis


def leading_source(voices: pd.DataFrame) -> str:
    """Return which source has the most words, from ``sourcing.share_of_voice``."""
    narrator = voices[voices["speaker"] == NARRATOR]
    author = float(narrator["share"].iloc[0]) if len(narrator) else 0.0
    heard = voices[~voices["speaker"].isin([NARRATOR, UNATTRIBUTED]) & (voices["words"] > 0)]
    if heard.empty:
        return f"No source speaks; the author has {percent(author)} of the words"
    first = heard.iloc[0]
    return (
        f"The author has {percent(author)} of the words; the loudest source, with "
        f"{percent(first['share'])}: {first['speaker']}"
    )


def order_of_voices(segments: pd.DataFrame) -> str:
    """Return who is quoted first and last, from ``voices.voice_segments``."""
    spoken = segments.loc[segments["attribution"] >= 0, "speaker"]
    names = [name for name in dict.fromkeys(spoken) if name != UNATTRIBUTED]
    if not names and len(spoken):
        return "Nobody who is quoted is named"
    if not names:
        return "From the first word to the last the author alone speaks"
    if len(names) == 1:
        return f"One source is heard: {names[0]}"
    last = spoken[spoken != UNATTRIBUTED].iloc[-1]
    again = " again" if last == names[0] else ""
    return f"{count(len(names), 'source').capitalize()}: first {names[0]}, last{again} {last}"


def never_quoted(gap: pd.DataFrame) -> str:
    """Return who is mentioned most and never quoted, from ``sourcing.voice_gap``."""
    unquoted = gap[gap["never_quoted"]]
    if gap.empty:
        return "Nobody is mentioned"
    if unquoted.empty:
        return "Everybody who is mentioned is heard"
    most = unquoted.iloc[0]
    mentions = count(int(most["mentions"]), "mention")
    if len(unquoted) == 1:
        return f"One actor is spoken about and never heard: {most['actor']} ({mentions})"
    return (
        f"{count(len(unquoted), 'actor').capitalize()} are spoken about and never heard, "
        f"most often: {most['actor']} ({mentions})"
    )


def kinds_of_speech(attributions: pd.DataFrame) -> str:
    """Return how many attributions of each kind there are, from ``attributions_table``."""
    kinds = attributions["kind"].value_counts().sort_index()
    if kinds.empty:
        return "No speech is attributed to anybody"
    by_kind = listing(f"{number} {kind}" for kind, number in kinds.items())
    return f"{count(len(attributions), 'attribution').capitalize()} of speech: {by_kind}"


def possible_continuations(sentences: pd.DataFrame) -> str:
    """Return how many sentences may continue a speech, from ``continued_speech``."""
    if sentences.empty:
        return "No sentence without a cue looks as if it went on with somebody's words"
    n = len(sentences)
    return (
        f"{count(n, 'sentence').capitalize()} may go on with somebody's words without saying so; "
        f"{verb(n, 'it is', 'they are')} counted as narration"
    )


def paraphrased(kinds: pd.DataFrame) -> str:
    """Return how many attributions are paraphrased, from ``sourcing.directness``."""
    row = kinds[(kinds["speaker"] == "all speakers") & (kinds["kind"] == "indirect")].iloc[0]
    indirect, n = int(row["attributions"]), int(row["n"])
    if not n:
        return "There is no speech"
    are = verb(indirect, "is", "are")
    return f"{indirect} of {n} attributions {are} in the author's wording alone"


def from_officials(official: pd.DataFrame) -> str:
    """Return the share of attributions to officials, from ``sourcing.official_share``."""
    row = official[official["counted"] == "attributions"].iloc[0]
    if not row["n"]:
        return "No source is quoted, official or other"
    come = verb(int(row["official"]), "comes", "come")
    return (
        f"{row['official']:.0f} of {row['n']:.0f} attributions {come} from officials: {_rate(row)}"
    )


def leading_frame(summary: pd.DataFrame) -> str:
    """Return the frame with the most matches, from ``framing.summarise_frames``."""
    totals = summary.groupby("frame")["count"].sum().sort_values(ascending=False, kind="stable")
    if totals.empty or not totals.sum():
        return "No word of the five generic frames occurs"
    return (
        f"{str(totals.index[0]).capitalize()} is the frame with most words: "
        f"{totals.iloc[0]} of {totals.sum()} hits"
    )


def hidden_agents(passives: pd.DataFrame) -> str:
    """Return how many passives name no agent, from ``wording.agentless_passives``."""
    every = passives.iloc[0]
    if not every["n"]:
        return "No passive tells of a deed"
    do = verb(int(every["agentless"]), "does", "do")
    return (
        f"{every['agentless']} of {every['n']} passives that tell of a deed {do} not say who "
        f"acted: {_rate(every)}"
    )


def _rate(row: pd.Series) -> str:
    """Return a share with its interval."""
    return f"{percent(row['share'])} {interval(row['low'], row['high'])}"


def stability_of_lead(simulated: pd.DataFrame) -> str:
    """Return how often the first source stays first, from ``evaluation.share_stability``."""
    named = simulated[simulated["speaker"] != UNATTRIBUTED]
    if named.empty:
        return "There is no source whose share could vary"
    leader = named.iloc[0]
    return (
        f"If attributions erred as often as measured, {leader['speaker']} would come first in "
        f"{percent(leader['first'])} of simulated articles"
    )


def overview(analysis: Analysis) -> list[str]:
    """Return the main findings about an article, one sentence each, in order of interest."""
    annotation, segments = analysis.annotation, analysis.segments
    voices = sourcing.share_of_voice(analysis)
    specified = summarise_specifications(specifications(annotation, segments))
    labelled_sentences = (
        [stance.surest_labels(stance.label_mentions(analysis))] if stance.is_installed() else []
    )
    coded = code_article(analysis, load_codebook())
    found = [
        who_speaks(voices),
        leading_source(voices),
        stability_of_lead(_simulated_shares(segments)),
        paraphrased(sourcing.directness(analysis)),
        *_without_a_speaker(voices),
        from_officials(sourcing.official_share(voices)),
        never_quoted(sourcing.voice_gap(analysis)),
        tone_findings.choices(specified),
        *(stance_findings.judging_sentences(about) for about in labelled_sentences),
        *_codebook_findings(coded),
    ]
    return [sentence(line) for line in found]


def who_speaks(voices: pd.DataFrame) -> str:
    """Return who speaks, and how many of them have no name, from ``sourcing.share_of_voice``."""
    named = voices[~voices["speaker"].isin([NARRATOR, UNATTRIBUTED])]
    if named.empty:
        return "No source speaks in this article"
    openly = sourcing.naming(voices).set_index("naming")["speakers"]
    anonymous = int(openly.get("anonymous", 0))
    nameless = f", {in_words(anonymous) if anonymous else 'none'} of them without a name"
    if len(named) == 1:
        nameless = ", without a name" if anonymous else ""
    size = count(int(voices["words"].sum()), "word")
    return (
        f"{count(len(named), 'source')} {verb(len(named), 'speaks', 'speak')} in {size}{nameless}: "
        f"{listing(named['speaker'], most=9)}"
    )


def _without_a_speaker(voices: pd.DataFrame) -> list[str]:
    """Return how much speech has no speaker, in no sentence where all of it has one."""
    lost = voices.loc[voices["speaker"] == UNATTRIBUTED, "attributions"]
    return [f"For {count(int(n), 'piece')} of speech the article names no speaker" for n in lost]


def _simulated_shares(segments: pd.DataFrame) -> pd.DataFrame:
    false_content, wrong_source = error_rates(load_result("attribution_polnear_dev"))
    rng = np.random.default_rng(SEED)
    return stability_of_shares(
        segments, false_content=false_content, wrong_source=wrong_source, rng=rng
    )


def _codebook_findings(coded: CodedArticle) -> list[str]:
    """Return the findings on measures that a coder may have decided, and who did."""
    events, labelled = coded.hits("agency"), coded.hits("labels")
    by_side = labels_by_side(labelled, coded.analysis)
    acts = acts_on(events, coded.analysis)
    entered = sourcing.summarise_introductions(coded.hits("introductions"))
    hits = coded.hits("generic_frames")
    return [
        leading_frame(framing.summarise_frames(hits, coded.analysis.segments)),
        frame_findings.labels_of_sides(by_side, frame_findings.without_words(labelled)),
        frame_findings.actions(acts, frame_findings.without_words(events)),
        frame_findings.introductions(entered),
        *([coded.whose()] if len(coded.codings) else []),
    ]


def trust() -> str:
    """Return a paragraph on precision and recall of attributions, measured on annotated news."""
    measured = load_result("attribution_polnear_dev")
    row = measured[(measured["scope"] == "speech") & (measured["kind"] == "all")].iloc[0]
    return (
        f"On 84 articles of US political news that trained people annotated (PolNeAR), "
        f"**{percent(row['precision'])} of the attributions found are right** in content and "
        f"source, and the program finds **{percent(row['recall'])} of those there are** "
        f"(n = {row['gold']:.0f}; F1 {row['f1']:.2f} "
        f"{interval(row['low'], row['high'], decimals=2, scale=1)}; on 24 articles of the corpus "
        "two trained people agree at 0.88). Tone and frames come from word lists and "
        "a small trained model: they point at places to read. "
        "[Notebook 07](07_how_far_to_trust_it.ipynb) has the details, "
        "[10](10_tone_and_frames_against_people.ipynb) those for tone and frames."
    )
