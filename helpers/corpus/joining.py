"""Joining: who is the same speaker across the articles of a corpus, with the evidence for it.

Within an article the steps before have joined all mentions of a speaker. Across articles only
what is written can be compared, so only what news readers would take for the same is joined: a
full name, a surname with an office that one bearer of the full name also has, the name of a body
or country, and its initials where an article explains them. Sources without a name ("officials")
are put together by their words, and the table says that these are not the same people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.corpus.parts import UNFINISHED, part_path
from helpers.corpus.schema import schema_of
from helpers.speakers import NARRATOR, UNATTRIBUTED
from helpers.speakers.names import NameKey, name_key, surname

if TYPE_CHECKING:
    import pyarrow as pa

FULL_NAME = "same full name"
SURNAME = "surname and role"
SURNAME_ALONE = "surname alone: not joined"
NAME = "same name"
INITIALS = "initials explained in an article"
WORDS = "same words: not the same people"
SHOWN_ROLES = 5
_COLUMNS = "article speaker type role official aliases mentions attributions words".split()
# Words of a role that do not say which office it is.
_EMPTY = frozenset(
    "a an and at for former former's his her its new of old our s the their then to us u.s u.s. "
    "acting deputy interim late senior vice ex".split()
)

# What stands for one speaker while names are compared: the kind of name, and the name.
Key = tuple[str, NameKey | str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row of the table ``speakers`` that is somebody: neither author nor unattributed."""

    article: int
    name: str
    type: str
    role: str
    official: bool
    aliases: str
    mentions: int
    attributions: int
    words: int

    @property
    def key(self) -> Key:
        """Under what the speaker is looked for; people without a first name by surname."""
        if self.type == "unnamed":
            return "unnamed", " ".join(self.name.casefold().split())
        key = name_key(self.name) or (self.name.casefold(),)
        if self.type != "person":
            return "body", key
        if len(key) == 1:
            return "surname", (surname(key) or key[0],)
        return "person", _without_initials(key)


@dataclass(slots=True)
class Joined:
    """One speaker of the whole corpus, as far as it has been read."""

    number: int
    key: Key
    names: Counter[str] = field(default_factory=Counter)
    short_names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    speaking: int = 0
    official: int = 0
    attributions: int = 0
    mentions: int = 0
    words: int = 0

    def add(self, speaker: Speaker) -> None:
        """Count a speaker of one article."""
        (self.names if speaker.key == self.key else self.short_names)[speaker.name] += 1
        self.types[speaker.type] += 1
        if speaker.role:
            self.roles[speaker.role] += 1
        self.articles += 1
        self.speaking += speaker.attributions > 0
        self.official += speaker.official
        self.attributions += speaker.attributions
        self.mentions += speaker.mentions
        self.words += speaker.words

    def row(self) -> tuple[object, ...]:
        """The row of the table ``joined_speakers``."""
        roles = "; ".join(f"{role} ({n})" for role, n in _commonest(self.roles)[:SHOWN_ROLES])
        return (
            self.number,
            _commonest(self.names or self.short_names)[0][0],
            _commonest(self.types)[0][0],
            self.key[0] != "unnamed",
            roles,
            self.official > 0,
            self.articles,
            self.speaking,
            self.official,
            self.attributions,
            self.mentions,
            self.words,
        )


class Known:
    """What the corpus says about names: who bears a surname in which office, what initials mean."""

    def __init__(self, speakers: Iterable[Speaker]) -> None:
        self._offices: defaultdict[str, defaultdict[Key, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._meanings: defaultdict[NameKey, dict[Key, int]] = defaultdict(dict)
        for speaker in speakers:
            kind, name = speaker.key
            if kind == "person":
                self._offices[surname(tuple(name))][speaker.key] |= office_words(speaker.role)
            elif kind == "body" and len(name) > 1:
                for alias in speaker.aliases.split("; "):
                    if len(alias) > 1 and alias.isupper() and " " not in alias:
                        meanings = self._meanings[name_key(alias)]
                        meanings.setdefault(speaker.key, speaker.article)

    def find(self, speaker: Speaker) -> tuple[Key, str, str]:
        """Return the key that a speaker is counted under, the rule, and the evidence."""
        kind, name = speaker.key
        role = f"role here: {speaker.role}" if speaker.role else "no role here"
        if kind == "person":
            return speaker.key, FULL_NAME, role
        if kind == "unnamed":
            return speaker.key, WORDS, f"“{name}”"
        if kind == "body":
            meanings = self._meanings.get(tuple(name), {})
            if len(meanings) == 1:
                ((key, article),) = meanings.items()
                return key, INITIALS, f"article {article}"
            return speaker.key, NAME, role
        office = office_words(speaker.role)
        fits = {
            key: shared
            for key, known in self._offices.get(name[0], {}).items()
            if (shared := office & known)
        }
        if len(fits) == 1:
            ((key, shared),) = fits.items()
            return key, SURNAME, f"{role}; shared with the full name: {', '.join(sorted(shared))}"
        others = len(self._offices.get(name[0], {}))
        evidence = f"{role}; full names with it: {others}"
        return (kind, f"{name[0]} {speaker.article} {speaker.name}"), SURNAME_ALONE, evidence


def office_words(role: str) -> frozenset[str]:
    """Return the words of a role that say which office it is.

    >>> sorted(office_words("former U.S. President"))
    ['president']
    """
    words = "".join(c if c.isalnum() or c in ".-" else " " for c in role.casefold()).split()
    return frozenset(word.rstrip(".") for word in words) - _EMPTY


def write_joins(out: Path) -> None:
    """Write the tables ``joins`` and ``joined_speakers`` of a corpus.

    The speakers are read twice, a part at a time; what is kept in memory grows with the number of
    different names, not with that of articles.

    Args:
        out: the folder of the corpus, all parts of ``speakers`` in it.
    """
    import pyarrow.parquet

    from helpers.corpus.parts import write_table

    known = Known(_speakers(out))
    joined: dict[Key, Joined] = {}
    path = part_path(out, "joins", 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.parent / f"{UNFINISHED}{path.stem}"
    schema = schema_of("joins")
    with pyarrow.parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for part in _parts(out):
            rows = []
            for speaker in part:
                key, rule, evidence = known.find(speaker)
                one = joined.setdefault(key, Joined(len(joined), key))
                one.add(speaker)
                rows.append((speaker.article, speaker.name, one.number, rule, evidence))
            if rows:
                writer.write_table(_arrow(rows, schema))
    table = _arrow([one.row() for one in joined.values()], schema_of("joined_speakers"))
    write_table(table, part_path(out, "joined_speakers", 0))
    unfinished.replace(path)


def _arrow(rows: list[tuple], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema.names)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema)


def _parts(out: Path) -> Iterator[Iterator[Speaker]]:
    import pyarrow.parquet

    for path in sorted((out / "speakers").glob("part-*.parquet")):
        columns = pyarrow.parquet.read_table(path, columns=_COLUMNS).to_pydict().values()
        rows = (Speaker(*row) for row in zip(*columns, strict=True))
        yield (row for row in rows if row.type not in (NARRATOR, UNATTRIBUTED))


def _speakers(out: Path) -> Iterator[Speaker]:
    for part in _parts(out):
        yield from part


def _without_initials(key: NameKey) -> NameKey:
    """A person's name without the initials between the first and the last word.

    >>> _without_initials(("ann", "b", "berg"))
    ('ann', 'berg')
    """
    last = len(key) - 1
    return tuple(word for i, word in enumerate(key) if i in (0, last) or len(word) > 1)


def _commonest(counts: Counter[str]) -> list[tuple[str, int]]:
    """The values with their numbers, the commonest first, those equally common by name."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
