"""Distillation: what the small network learns from the larger one, its teacher.

It learns from the teacher's chances for the labels, beside the annotated labels, and from its
chances for further targets, which are not labelled: other names in the same sentences, and words
for groups, which are rare in NewsMTSC. Hinton, Vinyals & Dean (2015), "Distilling the knowledge in
a neural network"; Jiao et al. (2020), "TinyBERT: distilling BERT", Findings of EMNLP.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from helpers.evaluation.tone_examples import Example
from helpers.measures.stance.tone_model import LABELS, Span

NEUTRAL = LABELS.index("neutral")
PARTS = 10_000  # the file has chances in ten-thousandths

_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w-]+(?: [A-Z][\w-]+)*")
# Words with a capital letter that begin a sentence, or name a time.
_NO_NAME = re.compile(
    r"(?:A|After|Al+|Although|An|And|Any|As|At|Before|Both|But|By|Do|During|Even|For|From|He|Her"
    r"|His|How|However|If|In|Indeed|It|Its|Last|Like|Many|May|Meanwhile|More|Most|Mr|Mrs|Ms|My|No"
    r"|Not|Now|On|One|Or|Our|Over|She|Since|So|Some|Such|That|The|Their|Then|There|These|They|This"
    r"|Those|Though|Thus|To|Today|Two|Under|Until|We|Well|What|When|Where|Whether|Which|While|Who"
    r"|Why|With|Yes|Yet|You|Your|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March"
    r"|April|June|July|August|September|October|November|December)(?: |$)"
)
_GROUP = re.compile(
    r"\b(?:activists|advocates|aides|allies|authorities|banks|candidates|children|citizens"
    r"|companies|conservatives|critics|donors|farmers|fighters|forces|immigrants|insurgents"
    r"|investigators|journalists|judges|lawmakers|lawyers|leaders|liberals|migrants|militants"
    r"|militias|officers|officials|opponents|parents|police|politicians|prosecutors|protesters"
    r"|rebels|refugees|reporters|rivals|senators|soldiers|students|supporters|survivors|teachers"
    r"|terrorists|troops|unions|veterans|victims|voters|women|workers)\b"
)


def further_targets(examples: Sequence[Example]) -> list[Example]:
    """Return names and groups in the sentences that are not labelled, with equal chances."""
    labelled: dict[str, list[Span]] = defaultdict(list)
    first: dict[str, Example] = {}
    for example in examples:
        labelled[example.text] += [example.target, *example.further]
        first.setdefault(example.text, example)
    found = []
    for text, example in first.items():
        mentions: dict[str, list[Span]] = defaultdict(list)
        for start, end in _mentions(text):
            if all(end <= s or start >= e for s, e in labelled[text]):
                mentions[text[start:end]].append((start, end))
        for target, *others in mentions.values():
            found.append(
                replace(example, target=target, further=tuple(others), chances=(1 / 3,) * 3)
            )
    return found


def read_chances(path: Path) -> np.ndarray:
    """Return the teacher's chances for the three labels, a row for each target."""
    with np.load(path) as file:
        return (file["chances"] / PARTS).astype(np.float32)


def with_chances(
    examples: Sequence[Example], chances: np.ndarray, shares: np.ndarray
) -> list[Example]:
    """Return examples with a mean of their own chances and the teacher's (``shares``, 0 to 1)."""
    own = np.array([example.chances for example in examples])
    mixed = own + shares[:, None] * (chances - own)
    return [
        replace(example, chances=tuple(row))
        for example, row in zip(examples, mixed.tolist(), strict=True)
    ]


def as_often_neutral(
    further: Sequence[Example], labelled: Sequence[Example], chance: random.Random
) -> list[Example]:
    """Return the further examples with no more neutral ones, in proportion, than the labelled."""
    share = np.mean([_is_neutral(example) for example in labelled])
    toned = [example for example in further if not _is_neutral(example)]
    others = [example for example in further if _is_neutral(example)]
    few = min(len(others), round(len(toned) * share / (1 - share)))
    return [*toned, *chance.sample(others, few)]


def _is_neutral(example: Example) -> bool:
    return int(np.argmax(example.chances)) == NEUTRAL


def _mentions(text: str) -> Iterable[Span]:
    for match in _NAME.finditer(text):
        start, end = match.span()
        while no_name := _NO_NAME.match(text[start:end]):
            start += no_name.end()
        if end - start > 1 and not text[start:end].isspace():
            yield start, end
    for match in _GROUP.finditer(text):
        yield match.span()
