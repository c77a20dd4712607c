"""The choice between two parses, its probabilities, and the fit of its weights."""

import dataclasses
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.annotation import annotate
from helpers.annotation.simplified_parse import simplified_annotation
from helpers.annotation.tokens import Annotation
from helpers.article import ArticleError, article_from_text
from helpers.attribution import find_attributions
from helpers.attribution.attribution import Attribution
from helpers.attribution.engine import apply_rules
from helpers.attribution.fitted.confidence import (
    Candidate,
    as_if_agreed,
    load_weights,
    merge_readings,
    probability,
)
from helpers.lexicons import load_lexicon
from helpers.training.choice_fit import fit_choices, weights_table, write_weights

TEXT = (
    "The newly elected mayor, Ana Lee, told reporters on a cold Friday morning that the old "
    "“iron bridge” would close. “We had no choice,” she said. The council disagreed."
)


def annotated(text: str = TEXT) -> Annotation:
    return annotate(article_from_text(text, any_language=True))


def candidate(
    content: tuple[int, int], cue: tuple[int, int], source: tuple[int, int] = (0, 3)
) -> Candidate:
    made = Attribution((content,), (cue,), (source,), "indirect", "clause")
    return Candidate(made, {"(always)": 1.0})


def agreement(found: Candidate) -> dict[str, float]:
    """What a candidate's features say of the readings."""
    return {name: value for name, value in found.features.items() if name.startswith("readings")}


def test_a_second_parse_keeps_every_token() -> None:
    first = annotated()
    second = simplified_annotation(first, {0})
    assert [(t.start, t.end) for t in first.tokens] == [(t.start, t.end) for t in second.tokens]
    assert first.quotations == second.quotations


@settings(suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="aeIS tn.,“”\"' \n", min_size=1, max_size=80))
def test_a_second_parse_is_a_forest_over_the_same_tokens(text: str) -> None:
    try:
        first = annotated(text)
    except ArticleError:
        return
    second = simplified_annotation(first, range(len(first.article.paragraphs)))
    assert [t.start for t in first.tokens] == [t.start for t in second.tokens]
    for token in second.tokens:
        assert len(list(token.ancestors())) < len(second.tokens)


def test_an_annotation_without_its_parse_is_refused() -> None:
    bare = dataclasses.replace(annotated(), parse=None)
    with pytest.raises(ValueError, match="holds no parse"):
        simplified_annotation(bare, {0})


def test_what_both_parses_find_stands_once_and_is_marked() -> None:
    one, other = candidate((10, 40), (5, 9)), candidate((10, 30), (5, 9))
    alone = candidate((300, 340), (290, 295))
    ((found,),) = merge_readings([one], [one])
    assert agreement(found) == agreement(Candidate(one.attribution, as_if_agreed(one)))
    (first, second), (third,) = merge_readings([one], [other, alone])
    assert {"readings=first", "readings of the cue=2"} <= set(first.features)
    assert {"readings=second", "readings with this source=2"} <= set(second.features)
    assert {"readings=second", "readings with this content=1"} <= set(third.features)


def test_records_with_one_content_are_one_group_whatever_their_cues() -> None:
    groups = merge_readings([candidate((10, 40), (5, 9))], [candidate((10, 42), (43, 47))])
    assert len(groups) == 1


def test_agreement_makes_a_record_more_likely() -> None:
    weights = load_weights()
    one, other = candidate((60, 90), (40, 44)), candidate((60, 75), (40, 44), (10, 13))
    alone = merge_readings([one], [other])[0][0]
    assert 0 < probability(alone.features, weights) < probability(as_if_agreed(one), weights) < 1


def test_every_attribution_carries_its_confidence_and_least_leaves_out() -> None:
    annotation = annotated()
    every = find_attributions(annotation, min_confidence=0)
    kept = find_attributions(annotation, min_confidence=0.999)
    assert all(a.confidence is not None and 0 < a.confidence < 1 for a in every)
    assert {a.content for a in kept} <= {a.content for a in every} and len(kept) < len(every)


def test_without_choice_there_is_no_confidence() -> None:
    assert {a.confidence for a in find_attributions(annotated(), choose=False)} == {None}


def test_a_quotation_that_nobody_is_named_for_is_never_left_out() -> None:
    text = "The troops left on Sunday. “Thousands of people will now go hungry again.”"
    (orphan,) = find_attributions(annotated(text), min_confidence=1.0)
    assert (orphan.rule, orphan.confidence) == ("unattributed", None)


def test_features_say_what_a_reader_can_see() -> None:
    _, (found,) = apply_rules(annotated("Kim said that it rained."))
    seen = {name for name, value in found.features.items() if value}
    assert {"rule=clause", "cue=say", "construction=that", "first=that", "after=."} <= seen
    assert {"kind=indirect", "cue hangs as=ROOT", "content after cue"} <= seen
    assert not seen & {"no source", "source pronoun", "odd marks"}


def test_the_fit_finds_what_makes_records_right() -> None:
    rng = random.Random(1)
    data = []
    for _ in range(600):
        good = rng.random() < 0.5
        features = {"(always)": 1.0, "good": float(good), "noise": float(rng.random() < 0.5)}
        data.append((features, rng.random() < (0.9 if good else 0.3)))
    table = weights_table(data).set_index("feature")
    assert table["weight"]["good"] > 2 and abs(table["weight"]["noise"]) < 0.6
    assert table["candidates"]["(always)"] == 600
    rate = table["right"]["good"] / table["candidates"]["good"]
    fitted = probability({"(always)": 1, "good": 1, "noise": 0.5}, dict(table["weight"]))
    assert fitted == pytest.approx(rate, abs=0.1)


def test_a_feature_that_was_seldom_seen_gets_no_weight() -> None:
    data = [({"(always)": 1.0, "rare": float(i < 3)}, bool(i % 2)) for i in range(100)]
    assert list(weights_table(data)["feature"]) == ["(always)"]


KIM = {"content": [[9, 23]], "cue": [[4, 8]], "source": [[0, 3]], "kind": "indirect"}


def test_the_fit_counts_as_right_what_people_marked() -> None:
    text = "Kim said that it rained. Lee claimed that it snowed. "
    documents = [{"id": str(n), "text": text, "attributions": [KIM]} for n in range(30)]
    table = fit_choices(documents)["choice_weights"].set_index("feature")
    assert list(table.columns) == ["weight", "candidates", "right"]
    assert (table["candidates"]["cue=say"], table["right"]["cue=say"]) == (30, 30)
    assert (table["candidates"]["cue=claim"], table["right"]["cue=claim"]) == (30, 0)
    assert table["weight"]["cue=say"] > 0 > table["weight"]["cue=claim"]


def test_fitted_weights_are_written_as_lexicons(tmp_path: Path) -> None:
    text = "Kim said that it rained. "
    documents = [{"id": str(n), "text": text, "attributions": [KIM]} for n in range(30)]
    number = write_weights(documents, "invented", tmp_path)
    entries = {
        name: load_lexicon(f"{name}_weights", ("feature", "weight", "source"), folder=tmp_path)
        for name in ("choice", "edge", "source")
    }
    assert sum(len(found) for found in entries.values()) == number > 0
    assert {(e["candidates"], e["right"]) for e in entries["choice"]} == {("30", "30")}
