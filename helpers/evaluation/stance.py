"""How far ``stance`` can be trusted: against who people read as for or against whom.

SEESAW (Zhang, Beauchamp & Wang 2022, "Generative entity-to-entity stance detection with knowledge
graph augmentation", EMNLP, 9950-9969) names, for sentences of US news, who takes which stance
toward whom. It has positive and negative stances only, so nothing here tells how often a stance
is read where there is none. It was never looked at while the lists were made: evaluate only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.analysis import Analysis, analyse_many
from helpers.article import article_from_text
from helpers.evaluation.results import RESULTS
from helpers.evaluation.samples import (
    area_under_curve,
    bootstrap_weights,
    interval,
    macro_f1,
    share,
)
from helpers.evaluation.valence import DRAWS, SEED, readings
from helpers.measures.stance.targets import targets
from helpers.measures.stance.word_rules.polarity import toward
from helpers.measures.tone.name_masking import MASKINGS
from helpers.measures.tone.valence_lexicons import vader
from helpers.speakers import Actor, Mention

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

ANY_VOICE = "stance: words toward the target, in any voice"
OF_HOLDER = "stance: words toward the target, of the marked holder"
ELSE_VADER = "stance: words toward the target, else VADER"
SIDES = ("negative", "positive")
# Words of a name that other names share: they find nobody by themselves.
_COMMON = frozenset(
    "the of and for party house senate white department united states state national committee "
    "lawmakers administration government president court supreme justice act wall investigation "
    "probe representatives congress jr. jr news former campaign office bureau agency council "
    "association emergency declaration".split()
)


@dataclass(frozen=True, slots=True)
class Stance:
    """One stance that people marked, with what our words and VADER say of it.

    ``any_voice`` and ``of_holder`` are sums of polarities, None without evidence; ``vader`` is the
    valence of the sentence with its names masked; ``located`` whether the sentence names the
    target in a way that we find.
    """

    document: str
    gold: str
    located: bool
    any_voice: int | None
    of_holder: int | None
    vader: float


def load_documents(path: Path) -> list[dict[str, Any]]:
    """Return the documents of a SEESAW file: dicts with ``sentences`` and ``stances``."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_stances(documents: list[dict[str, Any]]) -> list[Stance]:
    """Return all stances of the documents between two entities that are named in the list."""
    articles = (
        article_from_text(_text(document), any_language=True, normalise_newlines=False)
        for document in documents
    )
    found: list[Stance] = []
    for document, analysis in zip(documents, analyse_many(articles), strict=True):
        found.extend(_stances_of(document, analysis))
    return found


def _text(document: Mapping[str, Any]) -> str:
    return f"{document['title']}\n\n" + " ".join(document["sentences"])


def _stances_of(document: Mapping[str, Any], analysis: Analysis) -> Iterator[Stance]:
    starts = [len(document["title"]) + 2]
    for sentence in document["sentences"]:
        starts.append(starts[-1] + len(sentence) + 1)
    places = list(pairwise(starts))
    names = [entity["name"] for entity in document["entities"]]
    actors = [_actor(name, analysis) for name in names]
    spoken_of = targets(analysis.annotation, analysis.attributions, actors, analysis.segments)
    judged = toward(analysis.annotation, spoken_of, actors, analysis.segments)
    masked = readings([document["sentences"][stance["sent"]] for stance in document["stances"]])
    for stance in document["stances"]:
        if stance["target"] not in names or stance["holder"] == stance["target"]:
            continue
        start, end = places[stance["sent"]]
        inside = spoken_of["mention_start"].between(start, end - 1)
        located = bool((inside & (spoken_of["target"] == stance["target"])).any())
        here = judged["mention_start"].between(start, end - 1)
        about = judged[here & (judged["target"] == stance["target"])]
        own = about[[_holds(row, stance["holder"], analysis) for row in about.itertuples()]]
        sentence = document["sentences"][stance["sent"]]
        yield Stance(
            document["id"],
            stance["sentiment"],
            located,
            _sum(about),
            _sum(own),
            vader(masked[sentence][MASKINGS[-1]]).value,
        )


def _sum(judged: pd.DataFrame) -> int | None:
    return int(judged["polarity"].sum()) if len(judged) else None


def _holds(row: Any, holder: str | None, analysis: Analysis) -> bool:
    """Whether a judgement is the marked holder's: reported as his or in his voice."""
    whose = row.holder or row.speaker
    if holder is None or holder == "Not in the list":
        return True
    return bool(whose == holder or _same_name(whose, holder))


def _actor(name: str, analysis: Analysis) -> Actor:
    """An entity of the list with its mentions: by its name, and by our actors of that name."""
    spans = {
        match.span()
        for form in _forms(name)
        for match in re.finditer(rf"\b{re.escape(form)}\w*", analysis.text)
    }
    for actor in analysis.actors:
        if any(_same_name(form, name) for form in (actor.name, *actor.aliases)):
            spans |= {(mention.start, mention.end) for mention in actor.mentions}
    mentions = tuple(Mention(s, e, "name", "marked") for s, e in sorted(spans))
    return Actor(name, "person", "", False, (), mentions)


def _forms(name: str) -> set[str]:
    """How a text may name an entity: in full, by its last telling word, by its initials."""
    words = [word for word in re.split(r"[\s’']+", name) if len(word) > 2]
    telling = [word for word in words if word.casefold() not in _COMMON]
    forms = {name}
    if telling:
        forms.add(telling[-1].removesuffix("ic") if "Party" in words else telling[-1])
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(initials) >= 3:
        forms.add(initials)
    return forms


def _same_name(one: str, other: str) -> bool:
    """Whether two names share their last telling word.

    >>> _same_name("Mr. Roe", "Bo Roe"), _same_name("Kim", "Bo Roe")
    (True, False)
    """
    mine = {word.casefold() for word in one.split()} - _COMMON
    wanted = [word.casefold() for word in other.split() if word.casefold() not in _COMMON]
    return bool(wanted) and wanted[-1] in mine


def evaluate_stances(
    stances: list[Stance], rng: np.random.Generator, *, draws: int = DRAWS
) -> pd.DataFrame:
    """Return how often each method takes the side that people marked.

    Only stances whose target the sentence names are scored.

    Columns:
        method: the majority, VADER's valence of the sentence, or one of ours.
        stances: scored; documents: they come from.
        fires: share of them for which the method takes a side.
        right_where_it_fires, right_low, right_high: share of these on the side marked, with its
            95 % bootstrap interval over documents.
        macro_f1, low, high: mean of the F1 of both sides, no side counting as wrong.
        auc, auc_low, auc_high: area under the ROC curve, no evidence scored as 0.
    """
    import pandas as pd

    scored = [stance for stance in stances if stance.located]
    gold = np.array([stance.gold for stance in scored])
    weights = bootstrap_weights([stance.document for stance in scored], rng, draws)
    once = np.ones((1, len(scored)))
    rows = []
    for method, score in _scores(scored).items():
        guess = np.select([score < 0, score > 0], list(SIDES), default="neither")

        def macro(w: NDArray, guess: NDArray = guess) -> NDArray:
            return macro_f1(gold, guess, SIDES, w)

        def right(w: NDArray, guess: NDArray = guess) -> NDArray:
            return share(guess == gold, guess != "neither", w)

        def area(w: NDArray, score: NDArray = score) -> NDArray:
            return area_under_curve(gold == "positive", score, w)

        row = {
            "method": method,
            "stances": len(scored),
            "documents": len({stance.document for stance in scored}),
            "fires": float((guess != "neither").mean()),
        }
        columns = (
            ("right_where_it_fires", "right_low", "right_high", right),
            ("macro_f1", "low", "high", macro),
            ("auc", "auc_low", "auc_high", area),
        )
        for name, low, high, measure in columns:
            row |= {name: float(measure(once)[0])}
            row |= dict(zip((low, high), interval(measure, weights), strict=True))
        rows.append(row)
    return pd.DataFrame(rows)


def _scores(stances: list[Stance]) -> dict[str, NDArray]:
    any_voice = np.array([stance.any_voice or 0 for stance in stances], float)
    valence = np.array([stance.vader for stance in stances])
    return {
        "majority": np.full(len(stances), -1.0),
        "VADER": np.where(abs(valence) < 0.05, 0, valence),
        ANY_VOICE: any_voice,
        OF_HOLDER: np.array([stance.of_holder or 0 for stance in stances], float),
        ELSE_VADER: np.where(any_voice != 0, any_voice, valence),
    }


def write_results(benchmarks: Path, folder: Path = RESULTS) -> None:
    """Measure on SEESAW's development part and write ``stance_seesaw_dev.csv``.

    Args:
        benchmarks: the folder ``benchmarks`` of the shared material.
        folder: where the table goes.
    """
    documents = load_documents(benchmarks / "sentiment" / "seesaw-dev.jsonl")
    table = evaluate_stances(read_stances(documents), np.random.default_rng(SEED))
    path = folder / "stance_seesaw_dev.csv"
    table.to_csv(path, index=False, float_format="%.4f", lineterminator="\n")
