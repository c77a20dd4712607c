"""Transcript: who speaks, on a line of its own, put before what is said.

Programs for meetings write a name and a time above each turn (Teams, Zoom, Otter), or times alone
(WebVTT, SRT); others print a name alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.thresholds import MIN_HEADED_TURNS, MIN_SHARE_OF_TURNS

_TIME = r"\(?(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d+)?\)?(?: ?[AaPp]\.?[Mm]\.?)?"
_NAME = r"[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’()-]*|of|de|van|von|al|bin)){0,5}"
_NAMED = re.compile(rf"\[?(?P<name>{_NAME})\]?(?:,|:| [-–—|])? ?{_TIME}|{_TIME} (?P<last>{_NAME})")
_ALONE = re.compile(rf"(?P<name>{_NAME}):?")
_CUE = re.compile(rf"(?:\d+ )?{_TIME} ?-+> ?{_TIME}(?: .*)?")
_VOICE = re.compile(r"<v(?:\.\w+)* (?P<name>[^>]+)>(?P<said>.*?)(?:</v>)?$")
_LABEL = re.compile(rf"(?P<name>{_NAME}): (?P<said>.+)")

TRANSCRIPT = "transcript, the names of who speaks put before their words"
Turn = tuple[str, str]  # who speaks and what is said


def labelled_turns(lines: Sequence[str]) -> list[str]:
    """Return the lines of a transcript, each turn on one ("Kim Roe: It rained."); else nothing.

    >>> labelled_turns(["Kim Roe  0:03", "It rained.", "Bo Lee  0:09", "Did it?", "Kim Roe  0:12",
    ...     "All day.", "And all night."])
    ['Kim Roe: It rained.', 'Bo Lee: Did it?', 'Kim Roe: All day. And all night.']
    """
    lines = [line for line in (" ".join(line.split()) for line in lines) if line]
    for found in (list(_from_cues(lines)), list(_from_heads(lines))):
        names = Counter(name for name, _ in found if name)
        if sum(names.values()) >= MIN_HEADED_TURNS and max(names.values()) > 1:
            return [f"{name}: {said}" if name else said for name, said in found]
    return []


def _from_cues(lines: list[str]) -> Iterator[Turn]:
    """Yield the turns of subtitles, pieces of one speaker joined."""
    if sum(bool(_CUE.fullmatch(line)) for line in lines) < MIN_SHARE_OF_TURNS * len(lines):
        return
    name, said, above = "", list[str](), True
    for line in lines:
        if _CUE.fullmatch(line) or line.isdecimal() or line.upper() == "WEBVTT":
            above = True
            continue
        voice = _VOICE.match(line) or _LABEL.fullmatch(line)
        head = _ALONE.fullmatch(line) if above else None
        above = False
        spoken = voice or head
        if spoken and spoken["name"] != name:
            if said:
                yield name, " ".join(said)
            name, said = spoken["name"], []
        if not head or voice:
            said.append(voice["said"] if voice else line)
    if said:
        yield name, " ".join(said)


def _from_heads(lines: list[str]) -> Iterator[Turn]:
    """Yield the turns below lines that name who speaks, with a time or alone."""
    for pattern in (_NAMED, _ALONE):
        heads = [pattern.fullmatch(line) for line in lines]
        names = [head.groupdict().get("last") or head["name"] for head in heads if head]
        counts = Counter(names)
        # A name alone may be a subheading: those of speakers come again, each above its turn.
        enough = bool(lines) and len(names) >= MIN_SHARE_OF_TURNS * len(lines)
        apart = not any(head and below for head, below in pairwise(heads))
        known = sum(counts[name] for name in counts if counts[name] > 1) > 0.6 * len(names)
        if enough and (pattern is _NAMED or (apart and known)):
            break
    else:
        return
    name, said = "", list[str]()
    for line, head in zip(lines, heads, strict=True):
        if not head:
            if name:
                said.append(line)
            else:
                yield "", line  # what is above the first turn: a headline, a date
            continue
        other = head.groupdict().get("last") or head["name"]
        if said and other != name:
            yield name, " ".join(said)
            said = []
        name = other
    if said:
        yield name, " ".join(said)
