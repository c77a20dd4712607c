"""Exports: the articles in a text that an archive of newspapers has written, such as Nexis.

Nexis, Nexis Uni and Factiva put many articles into one file, each with its details above its text.
"""

from __future__ import annotations

import re

from helpers.article.article import Extract
from helpers.article.boilerplate import boilerplate_role

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
    dates = [
        n
        for n, line in enumerate(lines[:start])
        if _DATE.match(line) or boilerplate_role(line) == "date"
    ]
    details: dict[str, str] = {}
    dated = dates[0] if dates else -1
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
    for name, place in places.items():
        if 0 <= place < start:
            details[name] = lines[place]
    for line in lines[:start]:
        if line.lower().startswith("byline:"):
            details["author"] = line.partition(":")[2].strip()
    title = details.get("title", "")
    body = lines[start:end]
    words = [title, *body] if title and body[:1] != [title] else body
    return Extract("\n\n".join(words) + "\n", f"text of an export of {archive}", details)
