"""The small model of tone toward a target: what it reads, what it says, what its card says."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evaluation import seesaw
from helpers.evaluation import target_tone as evaluation
from helpers.evaluation.seesaw import evaluate_seesaw, read_seesaw
from helpers.evaluation.tfidf import tfidf_guesses
from helpers.evaluation.tone_examples import read_newsmtsc
from helpers.lexicons import LexiconError
from helpers.measures.stance import (
    ToneModelMissingError,
    is_installed,
    target_tone,
)
from helpers.measures.stance import tone_model as running
from helpers.measures.stance.encoding import CLOSE, LONGEST, MASK, OPEN
from helpers.measures.stance.probes import TEST, TRAIN, load_probes
from helpers.measures.stance.tone_model import FOLDER, LABELS, UNCLEAR, load_model, softmax

SENTIMENT = Path(__file__).resolve().parents[3] / "shared/benchmarks/sentiment"
CARD = (FOLDER / "README.md").read_text(encoding="utf-8")
NAMES = (
    *["Kim", "Trump", "Obama", "Hitler", "Mandela", "Clinton", "Putin", "O’Neill", "Angela Merkel"],
    *["Iran", "Israel", "the United States", "North Korea", "Hezbollah", "the Red Cross", "he"],
    *["the minister", "NATO", "Al-Shabab", "Jean-Marie de la Tour"],
)

needs_model = pytest.mark.skipif(
    not is_installed(), reason="onnxruntime and tokenizers, which run the model, are not installed"
)


def benchmark(name: str) -> Path:
    path = SENTIMENT / name
    if not path.is_file():
        pytest.skip("the benchmarks do not lie beside this repository (../shared/benchmarks)")
    return path


# What the model reads ----------------------------------------------------------------------------


@needs_model
def test_the_target_is_marked_and_masked_in_all_its_mentions():
    model = load_model()
    text = "Kim lied, and Lee knew that Kim lied."
    found = model.encode(text, (0, 3), [(28, 31)])
    first, last = found.target
    assert found.pieces[first:last] == (OPEN, MASK, CLOSE)
    assert found.pieces.count(MASK) == 2
    assert sum(found.segments) == 4
    assert model.encode(text.replace("Kim", "Bo"), (0, 2), [(27, 29)]) == found
    kept = model.encode(text, (0, 3), mask=False)
    assert MASK not in kept.pieces


@needs_model
@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_target_outside_its_text_is_refused(span):
    with pytest.raises(ValueError, match="does not lie in the text"):
        target_tone(["Kim left."], [span])
    with pytest.raises(ValueError, match="one for each is needed"):
        target_tone(["Kim left."], [])


@needs_model
@given(
    st.text(max_size=900), st.text(min_size=1, max_size=40), st.text(max_size=900), st.booleans()
)
def test_any_text_can_be_read(before, name, after, mask):
    text = before + name + after
    found = load_model().encode(text, (len(before), len(before) + len(name)), mask=mask)
    assert len(found.pieces) == len(found.segments) <= LONGEST
    assert found.pieces[found.target[0]] == OPEN
    assert found.pieces[found.target[1] - 1] == CLOSE


# What it says ------------------------------------------------------------------------------------


@needs_model
def test_no_name_changes_a_label():
    sentences = [
        "{} promised a great future and broke every promise.",
        "The court cleared {} of all charges.",
        "Officials blamed {} for the attack, and {} denied it.",
        "“It was {} who saved us,” she said.",
    ]
    for sentence in sentences:
        texts = [sentence.replace("{}", name) for name in NAMES]
        places = [
            [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
            for name, text in zip(NAMES, texts, strict=True)
        ]
        found = target_tone(
            texts, [p[0] for p in places], further=[p[1:] for p in places]
        ).drop_duplicates()
        assert len(found) == 1


@needs_model
def test_probabilities_add_up_and_labels_follow_the_threshold():
    probes = load_probes()
    spans = list(zip(probes["start"], probes["end"], strict=True))
    found = target_tone(list(probes["text"]), spans)
    assert found[list(LABELS)].sum(axis=1).to_numpy() == pytest.approx(1, abs=2e-3)
    assert (found["probability"] == found[list(LABELS)].max(axis=1)).all()
    unclear = found["label"] == UNCLEAR
    assert (found.loc[unclear, "probability"] < load_model().threshold).all()
    assert (found.loc[~unclear, "probability"] >= load_model().threshold).all()
    sure = found[~unclear]
    assert (sure["label"] == sure[list(LABELS)].idxmax(axis=1)).all()


@needs_model
def test_what_is_read_together_changes_nothing():
    probes = load_probes().head(40)
    spans = list(zip(probes["start"], probes["end"], strict=True))
    together = target_tone(list(probes["text"]), spans)
    alone = [target_tone([t], [s]) for t, s in zip(probes["text"], spans, strict=True)]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True), atol=1.1e-3)
    assert target_tone([], []).empty


@needs_model
def test_whom_the_sentence_is_about_matters():
    text = "Ms. Adeyemi exposed the fraud that Mr. Holt had committed."
    found = target_tone([text, text], [(0, 11), (35, 43)])
    assert found["positive"][0] > found["positive"][1]
    assert found["negative"][1] > found["negative"][0]
    assert list(found[list(LABELS)].idxmax(axis=1))[1] == "negative"


def test_without_the_packages_a_sentence_says_what_to_do():
    program = (
        "import sys; sys.modules['onnxruntime'] = None\n"
        "from helpers.measures.stance import ToneModelMissingError, target_tone\n"
        "try: target_tone(['Kim left.'], [(0, 3)])\n"
        "except ToneModelMissingError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "needs the package onnxruntime: run `make setup`" in run.stdout
    assert run.stderr == ""


@needs_model
def test_without_the_file_a_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "FOLDER", tmp_path)
    load_model.cache_clear()
    with pytest.raises(ToneModelMissingError, match=r"model\.onnx is not in data/models"):
        target_tone(["Kim left."], [(0, 3)])
    load_model.cache_clear()


def test_import_loads_no_model():
    program = (
        "import sys, helpers.measures.stance\n"
        "print({'onnxruntime', 'tokenizers', 'pandas'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.strip() == "set()"


# What its card says ------------------------------------------------------------------------------


def test_the_files_are_those_of_the_card():
    total = 0
    for name in ("model.onnx", "tokenizer.json", "settings.json"):
        data = (FOLDER / name).read_bytes()
        total += len(data)
        assert f"| `{name}` | `{hashlib.sha256(data).hexdigest()}` |" in CARD
    assert total <= 25e6


@needs_model
def test_it_is_right_on_the_development_part_as_often_as_the_card_says():
    dev = read_newsmtsc(benchmark(evaluation.PARTS["dev"]))
    gold = evaluation.gold_of(dev)
    stored = pd.read_csv(evaluation.RESULTS)
    stored = stored[(stored["part"] == "dev") & (stored["method"] == evaluation.MODEL)]
    for names in ("masked", "kept"):
        scores = evaluation.scores_of(dev, mask=names == "masked")
        found = evaluation.measures(
            gold, scores.argmax(axis=1), [e.article for e in dev], np.random.default_rng(2021)
        )
        row = stored[stored["names"] == names].iloc[0]
        for column, value in found.items():
            assert row[column] == pytest.approx(value, abs=5.1e-5), column
        assert f"dev, names {names}: macro F1 {found['macro_f1']:.3f}" in CARD


@needs_model
def test_its_probabilities_are_as_often_right_as_the_card_says():
    path = benchmark(evaluation.TRAIN).parent
    examples = evaluation.unseen_examples(path)
    gold = evaluation.gold_of(examples)
    chances = softmax(evaluation.scores_of(examples) / load_model().temperature)
    error = evaluation.calibration_error(chances, gold)
    assert error < 0.05
    assert f"expected calibration error {error:.3f}" in CARD
    found = evaluation.coverage(chances, gold)
    pd.testing.assert_frame_equal(found, pd.read_csv(evaluation.COVERAGE), atol=5.1e-5)
    at = found[found["threshold"] == load_model().threshold].iloc[0]
    assert at["right"] >= 0.85
    assert (
        f"a label for {at['share']:.0%} of the sentences, {at['right']:.0%} of them right" in CARD
    )


def test_it_beats_what_does_not_know_the_target():
    table = pd.read_csv(evaluation.RESULTS)
    for _, part in table.groupby("part"):
        best = part.set_index(["method", "names"])["macro_f1"]
        others = best.drop(evaluation.MODEL, level="method")
        assert best[evaluation.MODEL, "masked"] > others.max() + 0.05
        assert ((part["low"] <= part["macro_f1"]) & (part["macro_f1"] <= part["high"])).all()


@needs_model
def test_the_probes_are_as_the_table_says():
    found = evaluation.evaluate_probes()
    pd.testing.assert_frame_equal(found, pd.read_csv(evaluation.PROBES), atol=5.1e-5)


@needs_model
def test_seesaw_is_as_the_table_says():
    found = evaluate_seesaw(read_seesaw(benchmark("seesaw-dev.jsonl")))
    stored = pd.read_csv(seesaw.RESULTS, keep_default_na=False)
    pd.testing.assert_frame_equal(found, stored, atol=2e-4)


# Probes and measures -----------------------------------------------------------------------------


def test_probes_for_the_test_are_none_that_were_learned():
    learned, tested = load_probes(TRAIN), load_probes(TEST)
    assert len(tested) >= 200 and len(learned) >= 200
    assert set(tested["kind"]) == set(learned["kind"])
    for row in tested.itertuples():
        assert row.text[row.start : row.end].strip() and set(row.labels) <= set(LABELS)


def test_no_probe_for_the_test_is_nearly_one_that_was_learned():
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.lower())
        return set(zip(words, words[1:], words[2:], strict=False))

    learned = [runs(text) for text in set(load_probes(TRAIN)["text"])]
    for text in set(load_probes(TEST)["text"]):
        own = runs(text)
        assert max(len(own & other) / max(len(own | other), 1) for other in learned) < 0.3, text


@pytest.mark.parametrize(
    "sentence", ["No target.", "[Kim:bad] left.", "[Kim] left.", "Kim:neutral]"]
)
def test_a_bad_probe_is_refused_with_its_line(tmp_path, sentence):
    path = tmp_path / "probes.tsv"
    path.write_text(f"kind\tsentence\nnegation\t[Kim:neutral] left.\nnegation\t{sentence}\n")
    with pytest.raises(LexiconError, match=r"probes\.tsv, line 3: write each target"):
        load_probes(path)


def test_calibration_and_coverage_of_known_chances():
    chances = np.array([[0.9, 0.1, 0.0]] * 10 + [[0.5, 0.3, 0.2]] * 10)
    gold = np.array([0] * 9 + [1] + [0] * 3 + [1] * 7)
    # right 9 of 10 at .9, and 3 of 10 at .5: half of the sentences are off by .2
    assert evaluation.calibration_error(chances, gold) == pytest.approx(0.1)
    table = evaluation.coverage(chances, gold).set_index("threshold")
    assert table.loc[0.34, "share"] == 1 and table.loc[0.34, "right"] == 0.6
    assert table.loc[0.6, "n"] == 10 and table.loc[0.6, "right"] == 0.9
    assert evaluation.fit_temperature(np.log(chances + 1e-9), gold) > 1


def test_the_plain_baseline_learns_words():
    texts = ["a good day", "a good man", "a bad day", "a bad man"] * 3
    labels = np.array([1, 1, 0, 0] * 3)
    (found,) = tfidf_guesses(texts, labels, [["good", "so bad", "good good day"]])
    assert found.tolist() == [1, 0, 1]


def test_nothing_to_read_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.measures.stance.tone_model.load_model", None)
    assert list(target_tone([], []).columns) == ["label", "probability", *LABELS]
