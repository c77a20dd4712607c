"""Findings: sentences that state a result, computed, so that they are true of any article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.prose import count, in_words, interval, listing, percent, sentence, verb
from helpers.speakers import NARRATOR, UNATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis import Analysis


def loudest(voices: pd.DataFrame) -> str:
    """Return who has most words beside the author, from ``sourcing.share_of_voice``."""
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
    """Return who is heard first and last, from ``voices.voice_segments``."""
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


def never_heard(gap: pd.DataFrame) -> str:
    """Return who is mentioned most without a word, from ``sourcing.voice_gap``."""
    silent = gap[gap["silent"]]
    if gap.empty:
        return "Nobody is mentioned"
    if silent.empty:
        return "Everybody who is mentioned is heard"
    most = silent.iloc[0]
    mentions = count(int(most["mentions"]), "mention")
    if len(silent) == 1:
        return f"One actor is spoken about and never heard: {most['actor']} ({mentions})"
    return (
        f"{count(len(silent), 'actor').capitalize()} are spoken about and never heard, "
        f"most often: {most['actor']} ({mentions})"
    )


def speech(attributions: pd.DataFrame) -> str:
    """Return how many attributions of each kind there are, from ``attributions_table``."""
    kinds = attributions["kind"].value_counts().sort_index()
    if kinds.empty:
        return "No speech is attributed to anybody"
    by_kind = listing(f"{number} {kind}" for kind, number in kinds.items())
    return f"{count(len(attributions), 'attribution').capitalize()} of speech: {by_kind}"


def continued(sentences: pd.DataFrame) -> str:
    """Return how many sentences may go on with a speech, from ``continued_speech``."""
    if sentences.empty:
        return "No sentence without a cue looks as if it went on with somebody's words"
    n = len(sentences)
    return (
        f"{count(n, 'sentence').capitalize()} may go on with somebody's words without saying so; "
        f"{verb(n, 'it is', 'they are')} counted as narration"
    )


def wording(kinds: pd.DataFrame) -> str:
    """Return how much speech is in the author's wording, from ``sourcing.directness``."""
    row = kinds[(kinds["speaker"] == "all speakers") & (kinds["kind"] == "indirect")].iloc[0]
    indirect, n = int(row["attributions"]), int(row["n"])
    if not n:
        return "There is no speech"
    are = verb(indirect, "is", "are")
    return f"{indirect} of {n} attributions {are} in the author's wording alone"


def officials(official: pd.DataFrame) -> str:
    """Return the officials' part of all attributions, from ``sourcing.official_share``."""
    row = official[official["counted"] == "attributions"].iloc[0]
    if not row["n"]:
        return "No source is quoted, official or other"
    come = verb(int(row["official"]), "comes", "come")
    return (
        f"{row['official']:.0f} of {row['n']:.0f} attributions {come} from officials: {_rate(row)}"
    )


def tone(conclusions: pd.DataFrame, choices: str = "") -> str:
    """Return whose tone can be told, from ``sentiment.valence_conclusions``.

    ``choices`` says how far that hangs on the way of measuring (``tone_findings.choices``).
    """
    clear = conclusions[conclusions["conclusion"] != "nothing can be concluded"]
    hangs = f". {choices}" if choices else ""
    if clear.empty:
        return f"For no voice can a tone be concluded from the words alone{hangs}"
    told = [f"{row['speaker']} ({row['conclusion']})" for _, row in clear.iterrows()]
    return f"A tone can be told for {count(len(clear), 'voice')}: {listing(told)}{hangs}"


def frames(summary: pd.DataFrame) -> str:
    """Return the frame with most hits, from ``framing.summarise_frames``."""
    totals = summary.groupby("frame")["count"].sum().sort_values(ascending=False, kind="stable")
    if totals.empty or not totals.sum():
        return "No word of the five generic frames occurs"
    return (
        f"{str(totals.index[0]).capitalize()} is the frame with most words: "
        f"{totals.iloc[0]} of {totals.sum()} hits"
    )


def certainty(summary: pd.DataFrame) -> str:
    """Return how many hedges and boosters there are, from ``wording.summarise_certainty``."""
    numbers = summary.groupby("measure")["count"].sum()
    hedges, boosters = int(numbers.get("hedge", 0)), int(numbers.get("booster", 0))
    found = f"{count(hedges, 'hedge')} and {count(boosters, 'booster')} in the whole article"
    return found[:1].upper() + found[1:]


def doers(passives: pd.DataFrame) -> str:
    """Return how many passives hide who acted, from ``wording.agentless_passives``."""
    every = passives.iloc[0]
    if not every["n"]:
        return "No passive tells of a deed"
    do = verb(int(every["agentless"]), "does", "do")
    return (
        f"{every['agentless']} of {every['n']} passives that tell of a deed {do} not say who "
        f"acted: {_rate(every)}"
    )


def _rate(row: pd.Series) -> str:
    """A share with its interval."""
    return f"{percent(row['share'])} {interval(row['low'], row['high'])}"


def busiest(roles: pd.DataFrame) -> str:
    """Return who takes part in most events, from ``wording.summarise_agency``."""
    if roles.empty:
        return "No actor takes part in an event"
    first = roles.iloc[0]
    ties = int((roles["n"] == first["n"]).sum())
    if ties > 1:
        each = count(int(first["n"]), "event")
        return f"No actor takes part in more than {each}; {ties} take part in as many"
    return (
        f"Most often in events: {first['actor']} ({first['as_agent']} as the one who acts, "
        f"{first['as_patient']} as the one acted on)"
    )


def stability(simulated: pd.DataFrame) -> str:
    """Return how firmly the loudest source leads, from ``evaluation.stability``."""
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
    import numpy as np

    from helpers.coding import code_article
    from helpers.evaluation.results import load_result
    from helpers.evaluation.stability import SEED, error_rates, stability_of_shares
    from helpers.measures import framing, sourcing
    from helpers.measures.codebook import load_codebook
    from helpers.measures.stance.word_rules import clause_stances
    from helpers.measures.tone import valence_by_speaker as sentiment
    from helpers.measures.tone.specifications import specifications, summarise_specifications
    from helpers.measures.wording import acts_on, labels_by_side
    from helpers.report.findings import framing as frame_findings
    from helpers.report.findings import stance as toward_findings
    from helpers.report.findings import tone as tone_findings

    annotation, segments = analysis.annotation, analysis.segments
    voices = sourcing.share_of_voice(analysis)
    named = voices[~voices["speaker"].isin([NARRATOR, UNATTRIBUTED])]
    lost = voices[voices["speaker"] == UNATTRIBUTED]
    openly = sourcing.naming(voices).set_index("naming")["speakers"]
    units = sentiment.unit_valence(annotation, segments)
    concluded = sentiment.valence_conclusions(sentiment.valence_by_speaker(units))
    specified = summarise_specifications(specifications(annotation, segments))
    coded = code_article(analysis, load_codebook())
    hits, events = coded.hits("generic_frames"), coded.hits("agency")
    entered = sourcing.summarise_introductions(coded.hits("introductions"))
    labelled = coded.hits("labels")
    by_side = labels_by_side(labelled, analysis)
    acts = acts_on(events, analysis)
    false_content, wrong_source = error_rates(load_result("attribution_polnear_dev"))
    simulated = stability_of_shares(
        segments,
        false_content=false_content,
        wrong_source=wrong_source,
        rng=np.random.default_rng(SEED),
    )
    anonymous = int(openly.get("anonymous", 0))
    nameless = f", {in_words(anonymous) if anonymous else 'none'} of them without a name"
    if len(named) == 1:
        nameless = ", without a name" if anonymous else ""
    size = count(int(segments["words"].sum()), "word")
    who = (
        f"{count(len(named), 'source')} {verb(len(named), 'speaks', 'speak')} in {size}{nameless}: "
        f"{listing(named['speaker'], most=9)}"
        if len(named)
        else "No source speaks in this article"
    )
    found = [
        who,
        loudest(voices),
        stability(simulated),
        wording(sourcing.directness(analysis)),
        officials(sourcing.official_share(voices)),
        never_heard(sourcing.voice_gap(analysis)),
        tone(concluded, tone_findings.choices(specified)),
        toward_findings.judging_clauses(clause_stances(analysis.targets, analysis.toward)),
        frames(framing.summarise_frames(hits, segments)),
        frame_findings.labels_of_sides(by_side, frame_findings.without_words(labelled)),
        frame_findings.actions(acts, frame_findings.without_words(events)),
        frame_findings.introductions(entered),
    ]
    if len(coded.codings):
        found.append(coded.whose())
    if len(lost):
        pieces = count(int(lost["attributions"].iloc[0]), "piece")
        found.insert(4, f"For {pieces} of speech the article names no speaker")
    return [sentence(line) for line in found]


def trust() -> str:
    """Return how often attributions are right, as measured on annotated news, in one paragraph."""
    from helpers.evaluation.results import load_result

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
