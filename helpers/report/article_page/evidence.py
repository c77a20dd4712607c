"""Evidence: the words of an article that measures point to, as marks to set into its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.analysis import Analysis
from helpers.coding import code_article
from helpers.coding.adjudication import CODED
from helpers.measures import stance, tone
from helpers.measures.codebook import load_codebook
from helpers.measures.stance.tone_model import UNCLEAR
from helpers.prose import percent
from helpers.report import palette

# Each kind of mark -> what it marks, and the line that marks it.
JUDGING, TARGET, VERB, HEDGE, LABEL, FRAME, ACT = (
    *("evaluative word", "target", "reporting verb", "hedge", "label", "frame", "name of an act"),
)
LINES = {
    JUDGING: f"2px solid {palette.NEGATIVE}",
    TARGET: f"3px double {palette.POSITIVE}",
    VERB: f"1px solid {palette.INK}",
    HEDGE: f"2px dotted {palette.INK}",
    LABEL: f"2px dashed {palette.NEGATIVE}",
    FRAME: f"3px double {palette.NEUTRAL}",
    ACT: f"2px dashed {palette.NEUTRAL}",
}
KINDS = tuple(LINES)
# The measure of the codebook behind a kind of mark.
_MEASURES = {
    VERB: "reporting_verbs",
    HEDGE: "certainty",
    LABEL: "labels",
    FRAME: "generic_frames",
    ACT: "act_naming",
}
_SIGNS = {"positive": "+", "negative": "−"}
AGREEING = 2  # lexicons of the three: one alone is wrong about half of the time


@dataclass(frozen=True, slots=True)
class Mark:
    """Words ``text[start:end]`` that are evidence: of which kind, and what they are taken for.

    ``whole`` is true of a sentence that a coder gave a category which no single word shows.
    """

    start: int
    end: int
    kind: str
    note: str
    whole: bool = False


def evidence_marks(analysis: Analysis, kinds: Iterable[str] = KINDS) -> list[Mark]:
    """Return the marks of some kinds in an article, in the order of the text.

    Evaluative words are those that at least two of the three lexicons rate alike; targets are
    mentions toward which the trained model finds a voice positive or negative (none where the
    model is not installed). What a coder decided replaces what the program found.
    """
    wanted = set(kinds)
    marks = []
    if JUDGING in wanted:
        marks += _judging_words(analysis)
    if TARGET in wanted and stance.is_installed():
        marks += _targets(analysis)
    measured = [kind for kind in _MEASURES if kind in wanted]
    coded = code_article(analysis, load_codebook()) if measured else None
    for kind in measured:
        assert coded is not None
        for row in coded.hits(_MEASURES[kind]).to_dict("records"):
            if row.get("negated") and kind is FRAME:
                continue
            note = str(row["category"])
            if kind is VERB and note in ("neutral", "unclassified"):
                note = ""
            whole = row["entry"] == CODED
            marks.append(Mark(int(row["start"]), int(row["end"]), kind, note, whole))
    return sorted(marks, key=lambda mark: (mark.start, mark.end, KINDS.index(mark.kind)))


def _judging_words(analysis: Analysis) -> list[Mark]:
    hits = tone.lexicon_hits(analysis.annotation, analysis.segments)
    rated = hits.groupby(["start", "end", "category"])["lexicon"].nunique().reset_index()
    return [
        Mark(int(row["start"]), int(row["end"]), JUDGING, _SIGNS[row["category"]])
        for row in rated[rated["lexicon"] >= AGREEING].to_dict("records")
    ]


def _targets(analysis: Analysis) -> list[Mark]:
    labelled = stance.surest_labels(stance.label_mentions(analysis))
    judged = labelled[~labelled["label"].isin([UNCLEAR, "neutral"])]
    return [
        Mark(
            int(row["mention_start"]),
            int(row["mention_end"]),
            TARGET,
            f"→ {row['label']}, {percent(row['probability'])}",
        )
        for row in judged.to_dict("records")
    ]
