"""The small model of tone toward a target: what it reads, what it says, what its card says."""

import hashlib
import re
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.evaluation.tone_examples import TEST, TRAIN, load_probes
from helpers.lexicons import LexiconError
from helpers.measures.stance import is_installed, target_tone
from helpers.measures.stance.tone_model import (
    CLOSE,
    FOLDER,
    LABELS,
    LONGEST,
    MASK,
    OPEN,
    UNCLEAR,
    encode,
    load_model,
)

CARD = (FOLDER / "README.md").read_text(encoding="utf-8")
NAMES = (
    *["Kim", "Trump", "Obama", "Hitler", "Mandela", "Clinton", "Putin", "O’Neill", "Angela Merkel"],
    *["Iran", "Israel", "the United States", "North Korea", "Hezbollah", "the Red Cross", "he"],
    *["the minister", "NATO", "Al-Shabab", "Jean-Marie de la Tour"],
)

needs_model = pytest.mark.skipif(
    not is_installed(), reason="onnxruntime and tokenizers, which run the model, are not installed"
)


# What the model reads ----------------------------------------------------------------------------


@needs_model
def test_the_target_is_marked_and_masked_in_all_its_mentions():
    tokenizer = load_model().tokenizer
    text = "Kim lied, and Lee knew that Kim lied."
    found = encode(tokenizer, text, (0, 3), [(28, 31)])
    first, last = found.target
    assert found.pieces[first:last] == (OPEN, MASK, CLOSE)
    assert found.pieces.count(MASK) == 2
    assert sum(found.segments) == 4
    assert encode(tokenizer, text.replace("Kim", "Bo"), (0, 2), [(27, 29)]) == found
    kept = encode(tokenizer, text, (0, 3), mask=False)
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
    place = len(before), len(before) + len(name)
    found = encode(load_model().tokenizer, text, place, mask=mask)
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
    probes = load_probes().head(80)
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
    probes = load_probes().head(16)
    spans = list(zip(probes["start"], probes["end"], strict=True))
    together = target_tone(list(probes["text"]), spans)
    alone = [target_tone([t], [s]) for t, s in zip(probes["text"], spans, strict=True)]
    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True), atol=1.1e-3)
    assert target_tone([], []).empty


def test_import_loads_no_model_and_a_sentence_says_that_the_packages_are_missing():
    program = (
        "import sys\n"
        "from helpers.measures.stance import ToneModelMissingError, target_tone\n"
        "print({'onnxruntime', 'tokenizers'} & set(sys.modules))\n"
        "sys.modules['onnxruntime'] = None\n"
        "try: target_tone(['Kim left.'], [(0, 3)])\n"
        "except ToneModelMissingError as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.startswith("set()\n")
    assert "needs the package onnxruntime: run `make setup`" in run.stdout
    assert run.stderr == ""


# What its card says ------------------------------------------------------------------------------


def test_the_files_are_those_of_the_card():
    total = 0
    for name in ("model.onnx", "tokenizer.json", "settings.json"):
        data = (FOLDER / name).read_bytes()
        total += len(data)
        assert f"| `{name}` | `{hashlib.sha256(data).hexdigest()}` |" in CARD
    assert total <= 25e6


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
