"""Prose: numbers, names and lists as an English sentence has them, for computed sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

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


def part(number: int, whole: int, noun: str) -> str:
    """Return how many of several things, in words.

    >>> part(0, 3, "vote"), part(1, 2, "vote"), part(2, 2, "vote"), part(3, 3, "vote")
    ('none of the three votes', 'one of the two votes', 'both votes', 'all three votes')
    """
    if number == whole:
        return f"both {noun}s" if whole == 2 else f"all {count(whole, noun)}"
    none = "neither" if whole == 2 else "none"
    return f"{in_words(number) if number else none} of the {count(whole, noun)}"


def times(number: int) -> str:
    """Return how often, in words: "once", "twice", "three times".

    >>> times(1), times(2), times(13)
    ('once', 'twice', '13 times')
    """
    return {1: "once", 2: "twice"}.get(number, f"{in_words(number)} times")


def verb(number: int, one: str, many: str) -> str:
    """Return the form of a verb that agrees with a number: ``one`` for 1, else ``many``.

    >>> verb(1, "speaks", "speak"), verb(2, "speaks", "speak")
    ('speaks', 'speak')
    """
    return one if number == 1 else many


def listing(items: Iterable[str], most: int | None = None) -> str:
    """Return items as a list in a sentence; beyond ``most`` of them the rest is only counted.

    The list is never more than one name longer than ``most``: "one other" is as long as a name.

    >>> listing(["a", "b", "c"]), listing("abcde", most=2), listing([])
    ('a, b and c', 'a, b and three others', 'nobody')
    """
    names = list(items)
    if not names:
        return "nobody"
    if most is not None and len(names) > most + 1:
        names = [*names[:most], count(len(names) - most, "other")]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_DETERMINERS = frozenset(
    "a an the this that these those my your his her its our their whose some any many most all "
    "both another other several no each every few one two three four five six seven eight nine "
    "ten".split()
)
_PLURALS = frozenset("people police men women children".split())
_PREPOSITION = re.compile(r" (?:of|in|for|from|at|with|on|to|who|that)\b")


def named(name: str, text: str = "") -> str:
    """Return a name as a sentence has it, with the article that the ``text`` has before it.

    Where the text has none, a common noun in the singular gets "the". A proper name keeps "the"
    only where the text mostly has it, so that "the Ravens captain" does not make "the Ravens".

    >>> [named(name) for name in ("Kim Roe", "army", "officials", "some", "aide to two mayors")]
    ['Kim Roe', 'the army', 'officials', 'some', 'the aide to two mayors']
    >>> named("source close to her", "A source close to her left."), named("UN", "The UN met.")
    ('a source close to her', 'the UN')
    """
    words = _PREPOSITION.split(name)[0].split()
    if not words or words[0].lower() in _DETERMINERS:
        return name
    before = re.findall(rf"(\w+ )?(?<!\w){re.escape(name)}(?!\w)", text)
    articles = [word.strip().lower() for word in before if word.lower() in ("a ", "an ", "the ")]
    if articles and (words[0].islower() or 2 * articles.count("the") > len(before)):
        return f"{articles[0]} {name}"
    if not words[0].islower():
        return name
    head = words[-1]
    if not head.islower() or head in _PLURALS or re.search(r"[^su]s$", head):
        return name
    return f"the {name}"


def percent(share: float) -> str:
    """Return a share (0 to 1) in whole percent, rounded half up; "unknown" for NaN.

    >>> percent(0.254), percent(0.001), percent(float("nan"))
    ('25%', 'under 1%', 'unknown')
    """
    if math.isnan(share):
        return "unknown"
    whole = f"{math.floor(100 * share + 0.5)}%"  # half up: 62.5 becomes 63
    return "under 1%" if share > 0 and whole == "0%" else whole


def interval(low: float, high: float, *, decimals: int = 0, scale: float = 100) -> str:
    """Return an interval in brackets, its ends times ``scale``, or why there is none (NaN).

    >>> interval(0.253, 0.51), interval(float("nan"), float("nan"))
    ('[25–51]', '(too few for an interval)')
    """
    if math.isnan(low) or math.isnan(high):
        return "(too few for an interval)"
    return f"[{low * scale:.{decimals}f}–{high * scale:.{decimals}f}]"


def as_markdown(text: str) -> str:
    r"""Return text on one line, escaped so that Markdown shows it as it is.

    >>> print(as_markdown("<b> *so* it $goes$"))
    \<b\> \*so\* it \$goes\$
    """
    escaped = re.sub(r"([\\`*_{}\[\]<>#$|~&])", r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d*)([-+%(:=.)])", r"\1\\\2", escaped)  # no list, comment or label begins


def sentence(text: str) -> str:
    """Return the text with a capital at its beginning and a full stop, if it has no end mark.

    >>> sentence("two people speak")
    'Two people speak.'
    """
    stripped = text.strip()
    ended = stripped if re.search(r"[.!?…][”\"’)]*$", stripped) else stripped + "."
    return ended[:1].upper() + ended[1:]
