"""Probes: invented sentences, each with the tone toward those named in it.

A language model wrote and labelled them. ``data/probes/tone_test.tsv`` shows what the tone model
still gets wrong; it has learned from ``tone_train.tsv``. A target is in brackets with its label, or
with two labels that are both right.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article import DATA
from helpers.lexicons import LexiconError, numbered_entries
from helpers.measures.stance.tone_model import LABELS

if TYPE_CHECKING:
    import pandas as pd

TEST = DATA / "probes" / "tone_test.tsv"
TRAIN = DATA / "probes" / "tone_train.tsv"
_TARGET = re.compile(r"\[([^\[\]:]+):([^\[\]:]+)\]")


def load_probes(path: Path = TEST) -> pd.DataFrame:
    """Return one row for each target of a file of probes, in order.

    Columns:
        kind: what the sentence tests (negation, direction, ...).
        text: the sentence without brackets.
        start, end: the target; ``text[start:end]`` gives its words.
        labels: the labels that are right, a tuple.

    Raises:
        LexiconError: there is no such file, or a line does not fit; the message names the line.
    """
    import pandas as pd

    rows = []
    for number, entry in numbered_entries(path, ("kind", "sentence")):
        text, targets = _read(entry["sentence"])
        wrong = {label for _, _, labels in targets for label in labels} - set(LABELS)
        if not targets or wrong or "[" in text or "]" in text:
            raise LexiconError(
                f"{path.name}, line {number}: write each target as [name:label], with the label "
                f"{', '.join(LABELS)} or two of them with / between."
            )
        rows += [(entry["kind"], text, start, end, labels) for start, end, labels in targets]
    return pd.DataFrame(rows, columns=["kind", "text", "start", "end", "labels"])


def _read(marked: str) -> tuple[str, list[tuple[int, int, tuple[str, ...]]]]:
    text, at, targets = "", 0, []
    for match in _TARGET.finditer(marked):
        text += marked[at : match.start()]
        labels = tuple(match[2].split("/"))
        targets.append((len(text), len(text) + len(match[1]), labels))
        text += match[1]
        at = match.end()
    return text + marked[at:], targets
