"""What moved the model: each word left out in turn, and how far the label's probability falls.

Li, Monroe & Jurafsky (2016), "Understanding neural networks through representation erasure",
arXiv:1612.08220.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.measures.stance.encoding import Span
from helpers.measures.stance.tone_model import DECIMALS, LABELS, load_model

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def moving_words(text: str, span: Span, *, mask: bool = True) -> pd.DataFrame:
    """Return the words of a sentence, those that speak most for its likeliest label first.

    Args:
        text: the sentence.
        span: the target; its own words are never left out.
        mask: whether the target's name is masked.

    Columns:
        start, end, word: ``text[start:end]``.
        label: the likeliest label of the whole sentence.
        change: its probability less that without the word, -1 to 1: above 0 the word speaks for
            the label, below 0 against it. Two words that say the same hide each other: without one
            of them the other keeps the label where it is.

    Raises:
        ToneModelMissingError: the model can't be run here.
    """
    import pandas as pd

    model = load_model()
    words = [m.span() for m in _WORD.finditer(text) if m.end() <= span[0] or m.start() >= span[1]]
    sentences = [model.encode(text, span, mask=mask)]
    for start, end in words:
        shift = end - start if start < span[0] else 0
        without = text[:start] + text[end:]
        sentences.append(model.encode(without, (span[0] - shift, span[1] - shift), mask=mask))
    chances = model.probabilities(sentences)
    likeliest = int(chances[0].argmax())
    change = (chances[0, likeliest] - chances[1:, likeliest]).astype(float).round(DECIMALS)
    table = pd.DataFrame(words, columns=["start", "end"])
    table["word"] = [text[start:end] for start, end in words]
    table["label"] = LABELS[likeliest]
    table["change"] = change
    return table.sort_values("change", ascending=False, kind="stable", ignore_index=True)
