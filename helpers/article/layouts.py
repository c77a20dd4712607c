"""Layouts of plain text: exports of newspaper archives with many articles, and transcripts.

Nexis, Nexis Uni and Factiva put many articles into one file, each with its details above its text.
Programs for meetings write a name and a time above each turn (Teams, Zoom, Otter), or times alone
(WebVTT, SRT); others print a name alone. The name is put before what is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from helpers.article.article import Extract
from helpers.article.boilerplate import boilerplate_role
from helpers.thresholds import MIN_HEADED_TURNS, MIN_SHARE_OF_TURNS

# What is printed between two articles.
_BETWEEN = {
    "Nexis": re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS[ \t]*$", re.MULTILINE),
    "Nexis Uni": re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE),
    "Factiva": re.compile(r"^[ \t]*Document [A-Z][A-Za-z0-9]{14,40}[ \t]*$", re.MULTILINE),
}
_FIELD = re.compile(
    r"(?:byline|section|length|dateline|highlight|series|column|edition):.*|body|copyright .*|"
    r"\(c\) .*|© .*|[\d,]+ words",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:load-date|language|graphic|publication-type|subject|notes|correction|journal code):.*|"
    r"classification|notes|graphic|copyright \d{4} .*|all rights reserved",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(rf"(?:\d{{1,2}} )?{_MONTH} [\d, ]*\d{{4}}.*")
_PROSE = 12  # words of a line that is text and no detail
_HEAD = 20  # lines that the details above a text may have
_TIME = r"\(?(?:\d{1,2}:)?\d{1,2}:\d\d(?:[.,]\d+)?\)?(?: ?[AaPp]\.?[Mm]\.?)?"
_NAME = r"[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’()-]*|of|de|van|von|al|bin)){0,5}"
_NAMED = re.compile(rf"\[?(?P<name>{_NAME})\]?(?:,|:| [-–—|])? ?{_TIME}|{_TIME} (?P<last>{_NAME})")
_ALONE = re.compile(rf"(?P<name>{_NAME}):?")
_CUE = re.compile(rf"(?:\d+ )?{_TIME} ?-+> ?{_TIME}(?: .*)?")
_VOICE = re.compile(r"<v(?:\.\w+)* (?P<name>[^>]+)>(?P<said>.*?)(?:</v>)?$")
_LABEL = re.compile(rf"(?P<name>{_NAME}): (?P<said>.+)")
TRANSCRIPT = "transcript, the names of who speaks put before their words"
Turn = tuple[str, str]  # who speaks and what is said


def exported_articles(text: str) -> list[Extract]:
    """Return the articles of a text that an archive has written; none of any other text."""
    for archive, between in _BETWEEN.items():
        parts = between.split(text)
        if len(parts) > 1:
            parts = parts[1:] if archive == "Nexis" else parts[:-1]
            found = [_article(part, archive) for part in parts if part.strip()]
            return [article for article in found if article.text.strip()]
    return []


def _article(part: str, archive: str) -> Extract:
    lines = [line for line in (" ".join(line.split()) for line in part.split("\n")) if line]
    fields = []
    for number, line in enumerate(lines[:_HEAD]):
        if _FIELD.fullmatch(line):
            fields.append(number)
        elif fields and len(line.split()) >= _PROSE:
            break
    start = fields[-1] + 1 if fields else 0
    end = next((n for n in range(start, len(lines)) if _AFTER.fullmatch(lines[n])), len(lines))
    dates = (_DATE.match(line) or boilerplate_role(line) == "date" for line in lines[:start])
    dated = next((n for n, is_date in enumerate(dates) if is_date), -1)
    first = fields[0] if fields else 0
    if archive == "Nexis":  # outlet, date, headline, fields
        places = {"outlet": 0, "title": first - 1 if first - 1 > dated else -1}
    elif archive == "Nexis Uni":  # headline, outlet, date, fields
        places = {"title": 0, "outlet": dated - 1}
    else:  # headline, author, number of words, date, perhaps a time, outlet
        timed = dated + 1 < start and boilerplate_role(lines[dated + 1]) == "date"
        later = dated + (2 if timed else 1)
        places = {"title": 0, "author": 1 if first > 1 else -1, "outlet": later}
    places["date"] = dated
    details = {name: lines[place] for name, place in places.items() if 0 <= place < start}
    for line in lines[:start]:
        if line.lower().startswith("byline:"):
            details["author"] = line.partition(":")[2].strip()
    title = details.get("title", "")
    body = lines[start:end]
    words = [title, *body] if title and body[:1] != [title] else body
    return Extract("\n\n".join(words) + "\n", f"text of an export of {archive}", details)


def labelled_turns(lines: Sequence[str]) -> list[str]:
    """Return the lines of a transcript, each turn on one ("Kim Roe: It rained."); else nothing.

    >>> labelled_turns(["Kim Roe  0:03", "It rained.", "Bo Lee  0:09", "Did it?", "Kim Roe  0:12",
    ...     "All day.", "And all night."])
    ['Kim Roe: It rained.', 'Bo Lee: Did it?', 'Kim Roe: All day. And all night.']
    """
    lines = [line for line in (" ".join(line.split()) for line in lines) if line]
    for found in (_joined(_from_cues(lines)), _from_heads(lines)):
        names = Counter(name for name, _ in found if name)
        if sum(names.values()) >= MIN_HEADED_TURNS and max(names.values()) > 1:
            return [f"{name}: {said}" if name else said for name, said in found]
    return []


def _joined(lines: Iterable[Turn]) -> list[Turn]:
    """Return the turns of a transcript, of which each line, "" among them, has its speaker."""
    return [
        (name, said)
        for name, spoken in groupby(lines, key=itemgetter(0))
        if (said := " ".join(line for _, line in spoken if line))
    ]


def _from_cues(lines: list[str]) -> Iterator[Turn]:
    """Yield each piece of subtitles with its speaker."""
    if sum(bool(_CUE.fullmatch(line)) for line in lines) < MIN_SHARE_OF_TURNS * len(lines):
        return
    name, above = "", True
    for line in lines:
        if _CUE.fullmatch(line) or line.isdecimal() or line.upper() == "WEBVTT":
            above = True
            continue
        voice = _VOICE.match(line) or _LABEL.fullmatch(line)
        head = _ALONE.fullmatch(line) if above else None
        above = False
        spoken = voice or head
        name = spoken["name"] if spoken else name
        yield name, voice["said"] if voice else "" if head else line


def _from_heads(lines: list[str]) -> list[Turn]:
    """Return the turns below lines that name who speaks, with a time or alone."""
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
        return []
    first = next(number for number, head in enumerate(heads) if head)
    turns, following, name = list[Turn](), iter(names), ""
    for line, head in zip(lines[first:], heads[first:], strict=True):
        name = next(following) if head else name
        turns.append((name, "" if head else line))
    return [*(("", line) for line in lines[:first]), *_joined(turns)]  # above are headline and date
