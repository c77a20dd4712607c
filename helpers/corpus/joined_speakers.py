"""Joined speakers: who is the same speaker across the articles of a corpus, with the evidence.

Within an article the steps before have joined all mentions of a speaker. Across articles only
names and roles can be compared, so only what news readers would take for the same is joined: a
full name, a surname with an office that one bearer of the full name also has, the name of a body
or country, and its initials where an article explains them. Sources without a name ("officials")
are grouped by their words, and the table says that these are not the same people. A file of the
user's comes before all of this (``helpers.corpus.who_is_who``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from helpers.article.whole_files import whole_file
from helpers.corpus.partitions import part_path, schema_of, write_table
from helpers.corpus.who_is_who import FILE, RULE, Entry, WhoIsWho
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.speakers.names.names import NameKey, is_junior, name_key, surname
from helpers.thresholds import NEARLY_ALL

FULL_NAME = "same full name"
SURNAME = "surname and role"
SURNAME_ALONE = "surname alone: not joined"
NAME = "same name"
INITIALS = "initials explained in an article"
WORDS = "same words: not the same people"
MAX_ROLES = 5
COLUMNS = "article speaker type role official aliases mentions attributions words".split()
_SUMMED = ("attributions", "mentions", "words")
# Words of a role that do not say which office it is.
_EMPTY = frozenset(
    "a an and at for former former's his her its new of old our s the their then to us u.s u.s. "
    "acting deputy interim late senior vice ex".split()
)

_OF_WHAT = frozenset("and at for from in of on to under with who whose".split())

# What identifies a speaker while names are compared: the kind of name, and the name.
Key = tuple[str, NameKey | str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row of the table ``speakers`` that is a speaker: neither author nor unattributed."""

    article: int
    name: str
    type: str
    role: str
    official: bool | None
    aliases: str
    mentions: int
    attributions: int
    words: int

    @property
    def key(self) -> Key:
        """The key that the speaker is looked up by; of people without a first name, the surname."""
        return _key(self.name, self.type)

    @property
    def initials(self) -> NameKey:
        """The initials within a person's full name, which distinguish bearers of one name."""
        return _inner_initials(self.name) if self.type == "person" else ()


@dataclass(slots=True)
class Joined:
    """One speaker of the whole corpus, as far as it has been read."""

    number: int
    key: Key
    entry: Entry | None = None  # of the user's file
    names: Counter[str] = field(default_factory=Counter)
    short_names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def add(self, speaker: Speaker) -> None:
        """Count a speaker of one article."""
        (self.names if speaker.key == self.key else self.short_names)[speaker.name] += 1
        self.types[speaker.type] += 1
        self.roles.update([speaker.role] if speaker.role else ())
        speaking, official = int(speaker.attributions > 0), int(speaker.official or 0)
        self.numbers.update(articles=1, articles_speaking=speaking, articles_official=official)
        self.numbers.update({name: getattr(speaker, name) for name in _SUMMED})

    def row(self) -> dict[str, object]:
        """Return the row of the table ``joined_speakers``."""
        roles = "; ".join(f"{role} ({n})" for role, n in _commonest(self.roles)[:MAX_ROLES])
        official, told = self.numbers["articles_official"] > 0, self.entry
        return {
            "joined": self.number,
            "name": told.name if told else _commonest(self.names or self.short_names)[0][0],
            "type": (told and told.type) or _commonest(self.types)[0][0],
            "same_person": self.key[0] != "unnamed",
            "roles": roles,
            "official": official if told is None or told.official is None else told.official,
            "side": told.side if told else "",
            "wikidata": told.wikidata if told else "",
            **self.numbers,
        }


class NameIndex:
    """The names of a corpus: who bears a surname in which office, and what initials mean."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self._offices: defaultdict[str, defaultdict[str, Counter[Key]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self._bearers: defaultdict[str, set[Key]] = defaultdict(set)
        self._meanings: defaultdict[NameKey, dict[Key, int]] = defaultdict(dict)
        self._kinds: Counter[Key] = Counter()
        self._initials: defaultdict[Key, set[NameKey]] = defaultdict(set)
        for speaker in speakers:
            kind, name = speaker.key
            self._kinds[kind, name] += 1
            if kind == "person":
                last = surname(name_key(speaker.name))
                self._bearers[last].add(speaker.key)
                for word in office_words(speaker.role):
                    self._offices[last][word][speaker.key] += 1
                if speaker.initials:
                    self._initials[speaker.key].add(speaker.initials)
            elif kind == "body" and len(name) > 1:
                for alias in speaker.aliases.split("; "):
                    if len(alias) > 1 and alias.isupper() and " " not in alias:
                        meanings = self._meanings[name_key(alias)]
                        meanings.setdefault(speaker.key, speaker.article)

    def find(self, speaker: Speaker) -> tuple[Key, str, str]:
        """Return the key that a speaker is counted under, the rule, and the evidence."""
        kind, name = speaker.key
        role = f"role here: {speaker.role}" if speaker.role else "no role here"
        if kind == "person" and self._kinds["body", name] > self._kinds[kind, name]:
            return ("body", name), NAME, f"{role}; a body in most articles"
        if kind == "body" and 0 < self._kinds["person", name] >= self._kinds[kind, name]:
            return ("person", name), FULL_NAME, f"{role}; a person in most articles"
        if kind == "person":  # with initials where its bearers have different ones
            differ = len(self._initials[kind, name]) > 1
            return (kind, (*name, *speaker.initials) if differ else name), FULL_NAME, role
        if kind == "unnamed":
            return speaker.key, WORDS, f"“{name}”"
        if kind == "body":
            meanings = self._meanings.get(tuple(name), {})
            if len(meanings) == 1:
                ((key, article),) = meanings.items()
                return key, INITIALS, f"article {article}"
            return speaker.key, NAME, role
        return self._by_office(speaker, name[0], role)

    def _by_office(self, speaker: Speaker, name: str, role: str) -> tuple[Key, str, str]:
        """Return whom a surname means: the one who alone, or nearly, has the office with it."""
        offices: Mapping[str, Counter[Key]] = self._offices.get(name) or {}
        shared = sorted(office_words(speaker.role) & offices.keys())
        holders: Counter[Key] = Counter()
        for word in shared:
            holders.update(offices[word])
        if holders:
            key, times = holders.most_common(1)[0]
            known = self._initials[key]
            if len(known) <= 1 and times >= NEARLY_ALL * holders.total():
                words = ", ".join(shared)
                return key, SURNAME, f"{role}; {times} of {holders.total()} so named ({words})"
        evidence = f"{role}; full names with it: {len(self._bearers.get(name, ()))}"
        return ("surname", f"{name} {speaker.article} {speaker.name}"), SURNAME_ALONE, evidence


@lru_cache(maxsize=2**16)
def office_words(role: str) -> frozenset[str]:
    """Return the words of a role that say which office it is, without those that say of what.

    >>> sorted(office_words("former U.S. President")), sorted(office_words("adviser to the mayor"))
    (['president'], ['adviser'])
    """
    words = "".join(c if c.isalnum() or c in ".-" else " " for c in role.casefold()).split()
    end = next((i for i, word in enumerate(words) if word in _OF_WHAT and i), len(words))
    return frozenset(word.rstrip(".") for word in words[:end]) - _EMPTY


def write_joins(out: Path) -> None:
    """Write the tables ``joins`` and ``joined_speakers`` of a corpus.

    The speakers are read twice, a partition at a time; memory grows with the number of different
    names, not with that of articles.
    """
    index = NameIndex(chain.from_iterable(_parts(out)))
    known = WhoIsWho(out / FILE)
    ids = _ids(out) if known else {}
    joined: dict[Key, Joined] = {}
    schema = schema_of("joins")
    with whole_file(part_path(out, "joins", 0), shared=True) as unfinished:
        with pyarrow.parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
            for part in _parts(out):
                rows = []
                for speaker in part:
                    key, rule, evidence = index.find(speaker)
                    names = speaker.name, *speaker.aliases.split("; ")
                    entry = known.find(names, ids[speaker.article]) if known else None
                    if entry:
                        key, rule, evidence = (RULE, entry.name), RULE, f"line {entry.line}"
                    one = joined.setdefault(key, Joined(len(joined), key, entry))
                    one.add(speaker)
                    values = speaker.article, speaker.name, one.number, rule, evidence
                    rows.append(dict(zip(schema.names, values, strict=True)))
                if rows:
                    writer.write_table(pa.Table.from_pylist(rows, schema))
        schema = schema_of("joined_speakers")
        table = pa.Table.from_pylist([one.row() for one in joined.values()], schema)
        write_table(table, part_path(out, "joined_speakers", 0))


def _ids(out: Path) -> dict[int, str]:
    """The id of each article by its number."""
    table = pyarrow.parquet.read_table(out / "articles", columns=["article", "id"])
    return dict(zip(*table.to_pydict().values(), strict=True))


def _parts(out: Path) -> Iterator[Iterator[Speaker]]:
    for path in sorted((out / "speakers").glob("part-*.parquet")):
        columns = pyarrow.parquet.read_table(path, columns=COLUMNS).to_pydict().values()
        rows = (Speaker(*row) for row in zip(*columns, strict=True))
        yield (row for row in rows if row.type not in (NARRATOR, UNATTRIBUTED))


@lru_cache(maxsize=2**16)  # the same names come in most articles
def _key(written: str, kind: str) -> Key:
    if kind == "unnamed":
        return kind, " ".join(written.casefold().split())
    key = name_key(written) or (written.casefold(),)
    if kind != "person":
        return "body", key
    if len(key) == 1:
        return "surname", (surname(key) or key[0],)
    inner = _inner_initials(written)
    name = tuple(word for word in key if word not in inner)
    # A son is not his father, who has the same name without it.
    return "person", (*name, *("jr",) * is_junior(written))


@lru_cache(maxsize=2**16)
def _inner_initials(name: str) -> NameKey:
    """Return the initials between the first and the last word of a person's name."""
    return tuple(word for word in name_key(name)[1:-1] if len(word) == 1)


def _commonest(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return the values with their numbers, the commonest first, equally common ones by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
