"""Evidence: the words that measures point to, and what an article tells about a speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from helpers.analysis import Analysis
from helpers.attribution.attribution import Span
from helpers.coding import code_article
from helpers.coding.adjudication import CODED
from helpers.lexicons.actor_words import vocabulary
from helpers.measures import stance, tone
from helpers.measures.codebook import load_codebook
from helpers.measures.sourcing import introductions
from helpers.measures.sourcing.mentioned import ALONE, INTRODUCED, TITLED
from helpers.measures.stance.tone_model import UNCLEAR
from helpers.prose import percent
from helpers.report import palette
from helpers.speakers import NARRATOR, UNATTRIBUTED, Actor
from helpers.speakers.names.roles import COURTESY
from helpers.thresholds import SURE_KIND

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
KIND_OF_ACTOR = {
    "person": "a person",
    "organisation": "an organisation",
    "group": "a group",
    "state": "a country, region or city, speaking through its government",
    "place": "a place",
    "work": "a work",
    "event": "an event",
    "document": "a text",
    "unnamed": "not named",
}
OF_NOBODY = {
    NARRATOR: "the reporter's own words, reporting phrases included",
    UNATTRIBUTED: "the program finds no speaker of these",
}

# "Kim Roe, 34", "Kim Roe of Acme"; "Father-of-two Kim Roe"; "Kim Roe has left. The striker ..."
_AFTER = re.compile(r",? (?:aged )?\d| (?:of|from) (?:the )?[A-Z]")
_BEFORE = re.compile(r"\w-\w+ $")
_FIRST_LETTERS = 600  # in which a headline and the first paragraphs name somebody
_NEXT_SENTENCE = re.compile(r"[^.!?\n]*[.!?] The ((?:[\w-]+ ){1,4})")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words ``text[start:end]`` that are evidence: of which kind, and what they are taken for.

    ``whole`` is the voice whose part of a sentence a coder gave a category that no single word
    shows, "" for all other marks.
    """

    start: int
    end: int
    kind: str
    note: str
    whole: str = ""

    def touches(self, spans: Iterable[Span]) -> bool:
        """Return whether a letter of the mark lies in one of some spans."""
        return any(self.start < end and self.end > start for start, end in spans)


class Places:
    """Finds marks, which are in the order of the text, by their place in it."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._longest = max((mark.end - mark.start for mark in marks), default=0)

    def touching(self, spans: Iterable[Span]) -> Iterator[Mark]:
        """Yield the marks of which a letter lies in one of some spans."""
        for start, end in spans:
            first = bisect_left(self._marks, start - self._longest, key=attrgetter("start"))
            last = bisect_left(self._marks, end, key=attrgetter("start"))
            yield from (mark for mark in self._marks[first:last] if mark.end > start)


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
            whole = row["speaker"] if row["entry"] == CODED else ""
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


def who_is(actor: Actor, introduced: Mapping[str, str] | None = None) -> list[str]:
    """Return what the article tells about somebody, in short phrases for a card."""
    kind = KIND_OF_ACTOR.get(actor.type, "")
    told = [f"possibly {kind}" if kind and actor.confidence < SURE_KIND else kind]
    told.append(_office(actor))
    told.append(f"speaks for {actor.speaks_for}" if actor.speaks_for else "")
    if actor.gender in ("woman", "man"):
        told.append(f"a {actor.gender} (“{actor.gender_words}”)")
    told.append((introduced or {}).get(actor.name, ""))
    if actor.aliases:
        told.append("also " + ", ".join(f"“{alias}”" for alias in actor.aliases))
    return [phrase for phrase in told if phrase]


def _office(actor: Actor) -> str:
    """Whether somebody is an official, at which level, or once was."""
    if actor.official is None:
        return ""
    if not actor.official:
        return "a former official" if actor.former else "not an official"
    if actor.level == "international" and actor.type == "unnamed":
        return "officials of several countries"
    kind = f"{actor.level} official" if actor.level else "official"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def is_described(text: str, name: str, start: int) -> bool:
    """Return whether the words around a name say who that is, though by no title or apposition.

    ``start`` is the place of the first mention: the headline's, often, so that the next one counts.
    """
    written = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for place in written.finditer(text, start, start + _FIRST_LETTERS):
        before, after = text[max(0, place.start() - 40) : place.start()], place.end()
        following = _NEXT_SENTENCE.match(text, after)
        roles = map(vocabulary().role, following[1].split()) if following else ()
        if _AFTER.match(text, after) or _BEFORE.search(before) or any(roles):
            return True
    return False


def introductions_of(analysis: Analysis) -> dict[str, str]:
    """Return how each named person, body and group enters the article, in one phrase each."""
    phrases = {TITLED: "named with the title “{}”", INTRODUCED: "introduced as “{}”"}
    told = {}
    for row in introductions(analysis).rows:
        phrase = phrases.get(row["category"], "")
        if row["category"] == ALONE and row["type"] == "person":
            later = row["later"] if row["later"].casefold().rstrip(".") not in COURTESY else ""
            phrase = "named without an introduction" + (f", later as “{later}”" if later else "")
            described = is_described(analysis.text, row["actor"], row["start"])
            phrase *= bool(later or not described)
        if row["words"] != row["actor"]:
            told[row["actor"]] = phrase.format(row["words"])
    return told
