"""Overview: the sentences of an article's front page, and those that say more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.analysis import Analysis
from helpers.coding import CodedArticle, code_article
from helpers.evaluation import load_result
from helpers.evaluation.share_errors import SIMULATION_SEED, error_rates, stability_of_shares
from helpers.measures import sourcing, stance
from helpers.measures.codebook import load_codebook
from helpers.measures.tone import specifications, summarise_specifications
from helpers.measures.wording import acts_on, labels_by_side
from helpers.prose import as_markdown, sentence
from helpers.report.article_page import card_anchors
from helpers.report.findings import framing, speakers, tone, trust
from helpers.speakers import UNATTRIBUTED

if TYPE_CHECKING:
    from IPython.display import Markdown


def answer(analysis: Analysis) -> list[str]:
    """Return who speaks, who does not, how far to trust it, and what coders corrected."""
    found = [
        leading_source(analysis),
        never_quoted(analysis),
        trust.doubtful_statements(analysis.attributions, analysis.text),
        *(analysis.corrected.summary() if analysis.corrected else ()),
    ]
    return [sentence(line) for line in found if line]


def leading_source(analysis: Analysis) -> str:
    """Return who gets the most space, if that is likely to be right."""
    false_content, wrong_source = error_rates(load_result("attribution_polnear_dev"))
    simulated = stability_of_shares(
        analysis.segments,
        false_content=false_content,
        wrong_source=wrong_source,
        rng=np.random.default_rng(SIMULATION_SEED),
    )
    named = simulated[simulated["speaker"] != UNATTRIBUTED]
    first = float(named["first"].iloc[0]) if len(named) else float("nan")
    return speakers.leading_source(sourcing.share_of_voice(analysis), first, analysis.text)


def never_quoted(analysis: Analysis) -> str:
    """Return who is mentioned repeatedly and never quoted."""
    return speakers.never_quoted(sourcing.voice_gap(analysis), analysis.text)


def more(analysis: Analysis) -> list[str]:
    """Return what else can be said of an article, a sentence each, in order of interest."""
    voices = sourcing.share_of_voice(analysis)
    specified = specifications(analysis.annotation, analysis.segments)
    coded = code_article(analysis, load_codebook())
    labelled = (
        stance.surest_labels(stance.label_mentions(analysis)) if stance.is_installed() else None
    )
    found = [
        speakers.kinds_of_speech(sourcing.directness(analysis)),
        speakers.without_speaker(analysis.attributions, analysis.text),
        speakers.from_officials(voices, analysis.text),
        speakers.without_introduction(coded.hits("introductions"), analysis.text),
        tone.clear_choices(summarise_specifications(specified)),
        tone.judged(labelled, analysis.text) if labelled is not None else "",
        *_codebook_findings(coded),
    ]
    return [sentence(line) for line in found if line]


def changed(found: Analysis, corrected: Analysis) -> pd.DataFrame:
    """Return the findings that corrections changed, without those on how far to trust them.

    Columns: ``corrected`` ("before" or "after"), ``finding`` (a sentence).
    """
    before, after = (
        [*map(sentence, filter(None, (leading_source(a), never_quoted(a)))), *more(a)]
        for a in (found, corrected)
    )
    rows = [("before", line) for line in before if line not in after]
    rows += [("after", line) for line in after if line not in before]
    return pd.DataFrame(rows, columns=["corrected", "finding"])


def linked(analysis: Analysis, sentences: Iterable[str]) -> Markdown:
    """Return sentences as a list in which each speaker's name leads to the speaker's card."""
    from IPython.display import Markdown

    anchors = card_anchors(analysis)
    lines = []
    for line in sentences:
        shown = as_markdown(line)
        # The longest name first: a shorter one may be a part of it. A name is linked once.
        places: dict[str, str] = {}
        for number, name in enumerate(sorted(anchors, key=len, reverse=True)):
            written = as_markdown(name)
            if name != UNATTRIBUTED and written in shown:
                places[f"\0{number}\0"] = f'<a href="#{anchors[name]}">{written}</a>'
                shown = shown.replace(written, f"\0{number}\0", 1)
        for place, link in places.items():
            shown = shown.replace(place, link)
        lines.append(f"- {shown}")
    return Markdown("\n".join(lines))


def _codebook_findings(coded: CodedArticle) -> list[str]:
    """Return the findings on measures that a coder may have decided, and before them who did."""
    events, labelled = coded.hits("agency"), coded.hits("labels")
    by_side = labels_by_side(labelled, coded.analysis)
    acts = acts_on(events, coded.analysis)
    found = [
        framing.leading_frame(coded.hits("generic_frames")),
        framing.labels_of_sides(labelled, by_side),
        framing.act_names(coded.hits("act_naming")),
        framing.actions(events, acts) if 3 * acts["hidden"].sum() >= acts["count"].sum() else "",
    ]
    return [coded.whose(), *found] if any(found) else []
