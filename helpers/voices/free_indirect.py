"""Free indirect speech: sentences without a cue that may continue what a speaker said.

"The minister said taxes would rise. The increase would begin in May." The second sentence names
nobody, but its *would* may still be the minister's. No corpus that we know marks such sentences,
so none of them counts as speech: they are a list to be judged by whoever reads the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpers.annotation import Annotation, Token
from helpers.attribution import Attribution
from helpers.attribution.spans import trim
from helpers.voices.voices import outermost_speech

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("start", "end", "speaker", "attribution", "sign", "reason", "text")

# what "will", "can" and "may" become once the verb that reports them is in the past
_SHIFTED = frozenset(("would", "could", "might"))
# what ought to be is an opinion, and news keep the author's own opinions out
_OBLIGATION = frozenset(("must", "should", "ought"))
_CONDITIONS = frozenset(("if", "unless"))


def continued_speech(annotation: Annotation, attributions: Sequence[Attribution]) -> pd.DataFrame:
    """Return the sentences that may continue a speaker's words without saying so.

    Such a sentence follows, in the same paragraph, a sentence that ends in reported speech or
    continues it. It has no quotation and no attribution of its own, and its main verb carries a
    sign: *would*, *could* or *might* after a reporting verb in the past; *must*, *should* or
    *ought* after any. A sentence with a condition ("if", "unless") is left out, since there
    *would* says nothing about who speaks.

    Columns: ``start``, ``end``, ``speaker``, ``attribution`` (index of the speech that it may
    continue), ``sign`` (the modal verb), ``reason``, ``text``.

    The device is free indirect speech: Leech & Short (1981), "Style in Fiction", chapter 10; in
    the press: Semino & Short (2004), "Corpus Stylistics".

    >>> from helpers.analysis import analyse
    >>> from helpers.article import article_from_text
    >>> text = "The minister said that taxes would rise. The increase would begin in May."
    >>> found = analyse(article_from_text(text, any_language=True))
    >>> table = continued_speech(found.annotation, found.attributions)
    >>> table[["speaker", "sign", "text"]].values.tolist()
    [['minister', 'would', 'The increase would begin in May']]
    """
    import pandas as pd

    owners = _owners(annotation, attributions)
    speech = {i for i, a in outermost_speech(attributions).items() if a.source}
    rows = []
    before: int | None = None  # the attribution that the sentence before ends with or continues
    paragraph = -1
    for number, sentence in enumerate(annotation.sentences):
        tokens = annotation.tokens_of(sentence)
        if sentence.paragraph != paragraph:
            before, paragraph = None, sentence.paragraph
        if number in owners:
            _, last = max(owners[number])
            before = last if last in speech else None
            continue
        if before is None or any(t.quotation >= 0 for t in tokens):
            before = None
            continue
        found = _sign(tokens, in_the_past=_in_the_past(annotation, attributions[before]))
        span = trim(annotation.text, (sentence.start, sentence.end))
        if found is None or span is None:
            before = None
            continue
        sign, reason = found
        speaker, text = attributions[before].speaker, annotation.text[slice(*span)]
        rows.append((*span, speaker, before, sign.text, reason, text))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _owners(
    annotation: Annotation, attributions: Sequence[Attribution]
) -> dict[int, list[tuple[int, int]]]:
    """For each sentence with content or a cue: the end of each stretch, and its attribution."""
    starts = [sentence.start for sentence in annotation.sentences]
    owners: dict[int, list[tuple[int, int]]] = {}
    for index, a in enumerate(attributions):
        for start, end in (*a.content, *a.cue):
            for number in range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)):
                owners.setdefault(number, []).append((end, index))
    return owners


def _in_the_past(annotation: Annotation, a: Attribution) -> bool:
    """Whether the reporting verb is in the past ("said", "had said"; "saying" is not)."""
    starts = [sentence.start for sentence in annotation.sentences]
    for start, end in a.cue:
        sentence = annotation.sentences[max(0, bisect_right(starts, start) - 1)]
        tokens = [t for t in annotation.tokens_of(sentence) if start <= t.start < end]
        if any(t.tag == "VBD" for t in tokens):
            return True
    return False


def _sign(tokens: Sequence[Token], *, in_the_past: bool) -> tuple[Token, str] | None:
    """The modal of the main verb that is a sign of continued speech, and the reason; or None."""
    root = next((t for t in tokens if t.head is t), None)
    if root is None:
        return None
    modals = [t for t in root.children if t.tag == "MD"]
    for modal in modals:
        word = modal.lemma.lower() if modal.text.startswith(("'", "’")) else modal.text.lower()
        if word in _OBLIGATION:
            return modal, "an obligation, right after somebody's words"
        conditional = any(t.text.lower() in _CONDITIONS for t in tokens)
        if word in _SHIFTED and in_the_past and not conditional:
            return modal, "a modal in the past, as after a reporting verb in the past"
    return None
