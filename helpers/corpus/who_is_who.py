"""Who is who in a corpus, by a file of the user's, which outranks what the program joined.

A CSV file with a line for each speaker. Only ``name`` is needed::

    name,aliases,articles,type,official,side,wikidata
    Kim Roe,Roe; Mayor Roe,,person,yes,reform,Q1234

``aliases`` are other names, between semicolons; ``articles`` the ids of those in which the names
mean this speaker (none: in all), which keeps apart two of one name; ``type``, ``official`` (yes or
no) and ``side`` are taken in place of the program's, where they are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from helpers.corrections.files import YES_NO
from helpers.corrections.tables import TableError, table_rows
from helpers.speakers.actor import ActorType

if TYPE_CHECKING:
    import pandas as pd

FILE = "who_is_who.csv"  # in the folder of the corpus: what its joins were made with
RULE = "the user's file"


class WhoIsWhoError(TableError):
    """The file can't be used; the message names the line and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file; "" or None is what it does not say."""

    line: int
    name: str
    articles: frozenset[str]
    type: str
    official: bool | None
    side: str
    wikidata: str


class WhoIsWho:
    """The entries of a file, by the names that they hold for."""

    def __init__(self, path: Path) -> None:
        """Read a file; one that is not there says nothing.

        Raises:
            WhoIsWhoError: a cell can't be used, or two lines hold for one name in one article.
        """
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        for number, cells in table_rows(path, ["name"], WhoIsWhoError) if path.is_file() else ():
            where = f"{path.name}, line {number}"
            entry = _entry(number, cells, where)
            for name in {_plain(n) for n in (entry.name, *_several(cells, "aliases"))}:
                for other in self._entries[name]:
                    if not (entry.articles and other.articles) or entry.articles & other.articles:
                        raise WhoIsWhoError(
                            f"{where}: line {other.line} has {name!r} too; say in the column "
                            "articles which articles each of the two means."
                        )
                self._entries[name].append(entry)

    def __bool__(self) -> bool:
        return bool(self._entries)

    def find(self, names: Iterable[str], article: str) -> Entry | None:
        """Return the entry for the first of a speaker's names that has one, in an article."""
        for name in names:
            for entry in self._entries.get(_plain(name), ()):
                if not entry.articles or article in entry.articles:
                    return entry
        return None

    def applied(self, speakers: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the table ``speakers`` with type and official as the file has them.

        ``articles`` has ``article`` and ``id``, ``speakers`` also ``speaker`` and ``aliases``.
        """
        ids = dict(zip(articles["article"], articles["id"], strict=True))
        kinds, official = list(speakers["type"]), list(speakers["official"])
        columns = (speakers[name] for name in ("article", "speaker", "aliases"))
        for place, (article, name, aliases) in enumerate(zip(*columns, strict=True)):
            entry = self.find((name, *aliases.split("; ")), ids[article])
            if entry:
                kinds[place] = entry.type or kinds[place]
                official[place] = official[place] if entry.official is None else entry.official
        return speakers.assign(type=kinds, official=official)


def _entry(number: int, cells: dict[str, str], where: str) -> Entry:
    """The entry of a line; a WhoIsWhoError where a cell has none of the values that it may have."""
    given = {column: " ".join(cells.get(column, "").split()) for column in cells}
    if not given["name"]:
        raise WhoIsWhoError(f"{where}: the name is missing.")
    for column, known in (("type", get_args(ActorType)), ("official", tuple(YES_NO))):
        if given.get(column, "") not in ("", *known):
            raise WhoIsWhoError(
                f"{where}: {column} is {given[column]!r}; it is one of {', '.join(known)}, or "
                "empty."
            )
    return Entry(
        number,
        given["name"],
        frozenset(_several(cells, "articles")),
        given.get("type", ""),
        YES_NO.get(given.get("official", "")),
        given.get("side", ""),
        given.get("wikidata", ""),
    )


def _several(cells: dict[str, str], column: str) -> list[str]:
    """The values of a cell that holds several, between semicolons."""
    return [value.strip() for value in cells.get(column, "").split(";") if value.strip()]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
