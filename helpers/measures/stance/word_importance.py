"""Word importance: the words of a sentence that moved the model to its label.

Each word is left out in turn; its importance is how far the label's probability falls.

Li, Monroe & Jurafsky (2016), "Understanding neural networks through representation erasure",
arXiv:1612.08220.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.measures.stance.encoding import Span
from helpers.measures.stance.tone_model import DECIMALS, load_model

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Words of grammar, which judge nobody: not to try them halves the time.
_GRAMMAR = frozenset(
    "a an the this that these those it its he his him she her hers they their them we our us i my "
    "you your who whom whose which and or of to in on at by as from with into is are was were be "
    "been being am has have had do does did will would there".split()
)


def moving_words(text: str, span: Span, further: Sequence[Span] = ()) -> list[tuple[str, float]]:
    """Return the words of a sentence with their importance for its likeliest label, largest first.

    The importance is the label's probability less that without the word, -1 to 1: above 0 the word
    speaks for the label, below 0 against it. Two words that say the same hide each other: without
    one of them the other keeps the label where it is. Left out are words of grammar and the words
    that name the target.

    Args:
        text: the sentence.
        span: start and end of the target in it.
        further: other mentions of the same target.

    Raises:
        ToneModelMissingError: the model can't be run here.
    """
    model = load_model()
    places = [span, *further]
    words = [
        match.span()
        for match in _WORD.finditer(text)
        if match.group().lower() not in _GRAMMAR
        and all(match.end() <= start or match.start() >= end for start, end in places)
    ]
    sentences = [model.encode(text, span, further)]
    for start, end in words:
        moved = [(s - (end - start), e - (end - start)) if s >= end else (s, e) for s, e in places]
        sentences.append(model.encode(text[:start] + text[end:], moved[0], moved[1:]))
    chances = model.probabilities(sentences)
    label = int(chances[0].argmax())
    falls = (chances[0, label] - chances[1:, label]).astype(float).round(DECIMALS)
    found = [(text[start:end], fall) for (start, end), fall in zip(words, falls, strict=True)]
    return sorted(found, key=lambda word: -word[1])
