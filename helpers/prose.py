"""Prose: numbers and names as an English sentence says them, for sentences that are computed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.display import Markdown

_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()


def in_words(number: int) -> str:
    """Return a number up to twelve in words, a larger one in figures.

    >>> in_words(0), in_words(3), in_words(1300)
    ('no', 'three', '1,300')
    """
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun; small numbers in words.

    >>> count(1, "speaker"), count(13, "speaker"), count(0, "body", "bodies")
    ('one speaker', '13 speakers', 'no bodies')
    """
    return f"{in_words(number)} {noun if number == 1 else plural or noun + 's'}"


def verb(number: int, one: str, many: str) -> str:
    """Return the form of a verb that goes with a number.

    >>> verb(1, "speaks", "speak"), verb(2, "speaks", "speak")
    ('speaks', 'speak')
    """
    return one if number == 1 else many


def listing(items: Iterable[str], most: int | None = None) -> str:
    """Return items as a list in a sentence; after ``most`` of them the rest is only counted.

    >>> listing(["a", "b", "c"]), listing("abcde", most=2), listing([])
    ('a, b and c', 'a, b and three others', 'nobody')
    """
    names = list(items)
    if not names:
        return "nobody"
    if most is not None and len(names) > most + 1:
        names = [*names[:most], count(len(names) - most, "other")]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def percent(share: float) -> str:
    """Return a share from 0 to 1 as a whole per cent.

    >>> percent(0.254), percent(0.001), percent(float("nan"))
    ('25 %', 'under 1 %', 'unknown')
    """
    if math.isnan(share):
        return "unknown"
    whole = f"{math.floor(100 * share + 0.5)} %"  # 62.5 becomes 63, as readers expect
    return "under 1 %" if share > 0 and whole == "0 %" else whole


def interval(low: float, high: float, *, decimals: int = 0, scale: float = 100) -> str:
    """Return a 95 % interval in brackets, or why there is none.

    >>> interval(0.253, 0.51), interval(float("nan"), float("nan"))
    ('[25 to 51]', '(too few for an interval)')
    """
    if math.isnan(low) or math.isnan(high):
        return "(too few for an interval)"
    return f"[{low * scale:.{decimals}f} to {high * scale:.{decimals}f}]"


def as_markdown(text: str) -> str:
    r"""Return text so that Markdown shows it as it is: names and titles come from outside.

    >>> print(as_markdown("<b> *so* it $goes$"))
    \<b\> \*so\* it \$goes\$
    """
    return re.sub(r"([\\`*_{}\[\]<>#$|~&])", r"\\\1", " ".join(text.split()))


def stated(*findings: str) -> Markdown:
    """Return a finding in bold for a notebook, or several as a list; their text is escaped.

    >>> stated("two people speak").data
    '**Two people speak.**'
    """
    from IPython.display import Markdown

    lines = [as_markdown(sentence(finding)) for finding in findings]
    return Markdown(f"**{lines[0]}**" if len(lines) == 1 else "\n".join(f"- {x}" for x in lines))


def sentence(text: str) -> str:
    """Return the text with a capital at its beginning and a full stop at its end.

    >>> sentence("two people speak")
    'Two people speak.'
    """
    stripped = text.strip()
    ended = stripped if stripped.endswith((".", "!", "?")) else stripped + "."
    return ended[:1].upper() + ended[1:]
