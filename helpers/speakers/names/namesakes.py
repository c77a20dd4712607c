"""Same-named bodies: the Defence Ministry of one country is not that of another.

News name such bodies alike ("Norway's Defence Ministry", "the Swedish Defence Ministry") and
afterwards without their country.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.annotation import Annotation, Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.names import NameKey, country_of, demonym_of

HOME = "home"  # the country that a report need not name


def split_namesake_bodies(annotation: Annotation, names: Sequence[Candidate]) -> None:
    """Give the names of bodies of two countries or more the country that stands beside them.

    Where one country alone is told of, names stay as they are. A name without a country is that
    of the country where the report is set, if one spoke before any country was told, else that
    of the country told last.
    """
    tokens = annotation.tokens
    titles = {n for n, p in enumerate(annotation.article.paragraphs) if p.role == "title"}
    bodies: dict[NameKey, list[tuple[Candidate, str]]] = {}
    for name in names:
        if len(name.key) < 2 or "body" not in vocabulary().name_words.get(name.key[-1], ()):
            continue
        owner = _country_beside(tokens, name)
        base = name.key[1:] if len(name.key) > 2 and demonym_of(name.key[0]) else name.key
        bodies.setdefault(base, []).append((name, owner))
    for base, found in bodies.items():
        told = next((n for n, (_, owner) in enumerate(found) if owner), len(found))
        at_home = any(c.sources and c.head.paragraph not in titles for c, _ in found[:told])
        owners = {owner for _, owner in found if owner}
        if len(owners) + at_home < 2:
            continue
        latest = HOME if at_home else found[told][1]
        for name, owner in found:
            latest = owner or (HOME if at_home else latest)
            name.key = (*base, "of", latest.casefold())
            first = name.first - 2
            if owner and tokens[name.first - 1].tag == "POS":
                name.text = f"{tokens[first].text}{tokens[first + 1].text} {name.text}"


def _country_beside(tokens: Sequence[Token], name: Candidate) -> str:
    """The country whose body a name tells of: its first word, or a possessive before it."""
    own = demonym_of(name.key[0]) or country_of(name.text.split()[0])
    if own or not name.first:
        return own
    before = tokens[name.first - 1]
    if before.tag == "POS" and name.first > 1:
        owner = tokens[name.first - 2]
        named = owner.text[0].isupper() and owner.entity in ("GPE", "LOC", "NORP", "")
        return country_of(owner.text) or (owner.text if named else "")
    return demonym_of(before.text)
