"""Clusters of names: all names of one person, body or country of an article in one cluster.

Names are joined over the whole article at once, since a headline may use the surname before the
text gives the full name. Descriptions and pronouns are joined afterwards (``resolve``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.annotation import Token
from helpers.lexicons.actor_words import vocabulary
from helpers.speakers.names.candidates import Candidate
from helpers.speakers.names.clusters import (
    Cluster,
    NameForm,
    cluster_bodies,
    initials_in_brackets,
    matching,
)
from helpers.speakers.names.entity_types import entity_type
from helpers.speakers.names.kind_votes import verdict_on
from helpers.speakers.names.kind_words import name_kinds
from helpers.speakers.names.names import (
    PARTICLES,
    NameKey,
    brand_joins_name,
    country_of,
    demonym_of,
    full_names_agree,
    given_name_joins_full_name,
    is_junior,
    is_misspelt_surname,
    surname,
    surname_joins_full_name,
)
from helpers.speakers.names.roles import COURTESY
from helpers.thresholds import MAX_MISSPELT, MIN_SUPPORT_OF_A_FIRM

_BY_GIVEN_NAME = frozenset("king queen prince princess pope emperor empress sultan emir".split())


def split_namesake_bodies(tokens: Sequence[Token], names: Sequence[Candidate]) -> None:
    """Add the country to names that bodies of two countries or more share ("Defence Ministry").

    News give the country at first and leave it out afterwards: then the country named last is
    meant.
    """
    bodies: dict[NameKey, list[tuple[Candidate, str]]] = {}
    for name in names:
        if len(name.key) > 1 and "body" in vocabulary().name_words.get(name.key[-1], ()):
            own = demonym_of(name.key[0])
            base = name.key[1:] if len(name.key) > 2 and own else name.key
            bodies.setdefault(base, []).append((name, own or _owner(tokens, name.first)))
    for base, found in bodies.items():
        owners = [owner for _, owner in found if owner]
        if len(set(owners)) < 2:
            continue
        latest = owners[0]
        for name, owner in found:
            latest = owner or latest
            name.key = (*base, "of", latest.casefold())
            if owner and tokens[name.first - 1].tag == "POS":
                name.text = (
                    f"{tokens[name.first - 2].text}{tokens[name.first - 1].text} {name.text}"
                )


def cut_short_titles(tokens: Sequence[Token], names: Sequence[Candidate]) -> None:
    """Cut the initials of a title from a name ("AG Baxter" after "Attorney General Baxter")."""
    titles: dict[str, set[str]] = {}
    for name in names:
        for role in filter(None, (name.role, name.apposition)):
            initials = "".join(re.findall(r"\b[a-z]", role.words.casefold())).upper()
            titles.setdefault(surname(name.key), set()).add(initials)
    for name in names:
        short = tokens[name.first].text
        told = any(short in initials for initials in titles.get(surname(name.key), ()))
        if told and short.isupper() and 1 < len(short) < len(name.text):
            name.first += 1
            name.start = tokens[name.first].start
            name.text, name.key = name.text.partition(" ")[2], name.key[1:]


def _owner(tokens: Sequence[Token], first: int) -> str:
    """The country before a name: "Norway's", "the Norwegian"."""
    if first > 1 and tokens[first - 1].tag == "POS":
        return country_of(tokens[first - 2].text)
    return demonym_of(tokens[first - 1].text) if first else ""


def cluster_names(
    names: Sequence[Candidate], tokens: Sequence[Token]
) -> dict[NameKey, list[Cluster]]:
    """Return, for each written name, the clusters that it can mean (two for a shared surname)."""
    grouped: dict[NameKey, list[Candidate]] = {}
    for candidate in names:
        grouped.setdefault(candidate.key, []).append(candidate)
    forms = []
    for key, found in grouped.items():
        verdict = verdict_on(found, tokens)
        forms.append(NameForm(key, found, entity_type(verdict, found, tokens), verdict))
    _people_by_surname(forms)
    in_brackets = initials_in_brackets(forms, tokens)
    for form in forms:
        if form.key in in_brackets or (form.kind is None and form.spoke):
            form.kind = "organisation"  # what says something is no place ("Wall Street")
    # the longest names first: short ones are short for them
    ordered = sorted(forms, key=lambda form: (-len(form.key), form.candidates[0].start))
    people = [form for form in ordered if form.kind == "person"]
    _cluster_people(sorted(people, key=lambda f: (len(f.key) < 2, _is_born(f, tokens))), tokens)
    bodies = [form for form in ordered if form.kind == "organisation"]
    cluster_bodies(bodies, tokens, in_brackets)
    _cluster_places([form for form in forms if form.kind == "place"])
    for form in forms:
        if form.kind in ("group", "work", "event", "document"):
            form.join(Cluster(form.kind))
    short = {key: form.clusters for key, form in in_brackets.items()}
    for key, clusters in short.items():
        for cluster in clusters:
            cluster.keys.add(key)
    return short | {form.key: form.clusters for form in forms if form.clusters}


def _people_by_surname(forms: Sequence[NameForm]) -> None:
    """Make a bare word that is the surname of someone named in full a person.

    It outweighs the parser's label, since surnames are often cities or firms as well; only names
    of countries keep their own meaning unless a title precedes them. What opens the name of a firm
    or club is that body ("Halden said" after "Halden Motors Inc.").
    """
    surnames = {surname(f.key) for f in forms if f.kind == "person" and len(f.key) > 1}
    lists = vocabulary()
    firms: dict[str, list[NameKey]] = {}  # by their first word
    for form in forms:
        firm = form.kind == "organisation" and form.verdict.support >= MIN_SUPPORT_OF_A_FIRM
        if firm or name_kinds(form.key) & {"company", "organisation"}:
            firms.setdefault(form.key[0], []).append(form.key)
    called_alone = {
        form.key[0]
        for form in forms
        if len(form.key) == 1
        and (
            any(c.role and c.role.head in COURTESY for c in form.candidates)
            or (form.kind == "person" and form.spoke)
        )
    }
    for form in forms:
        # "Ms. Berg" or "Berg said" elsewhere: "Ines Berg" is no firm
        full = len(form.key) in (2, 3) and not lists.name_words.keys() & set(form.key)
        if full and form.key[-1] in called_alone and form.kind != "person":
            form.kind = "person"
            surnames.add(form.key[-1])
    for form in forms:
        titled = any(c.role is not None and c.role.personal for c in form.candidates)
        bare = len(form.key) == 1 or form.key[0] in PARTICLES  # "von der Berg" is a surname
        firm = form.verdict.support >= MIN_SUPPORT_OF_A_FIRM - 1 and not titled  # "Berg, which"
        if bare and surname(form.key) in surnames:
            others = forms if firm else ()
            longer = [f for f in others if f.kind != "person" and brand_joins_name(form.key, f.key)]
            if longer:
                form.kind = longer[0].kind = "organisation"
            elif titled or not country_of(form.text):
                form.kind = "person"
            continue
        person = form.kind == "person" and bare and form.key[0] not in lists.given_names
        land = form.kind == "place" and bool(name_kinds(form.key))
        opens = any(brand_joins_name(form.key, firm) for firm in firms.get(form.key[0], ()))
        if (person or land) and not titled and opens:
            form.kind = "organisation"


def _cluster_people(forms: Sequence[NameForm], tokens: Sequence[Token]) -> None:
    """Give full names to people, then surnames, then given names, then misspelt surnames."""
    by_surname: dict[str, list[Cluster]] = {}
    by_given: dict[str, list[Cluster]] = {}
    of_full_names: set[str] = set()  # surnames
    given_names = vocabulary().given_names
    for form in forms:
        key, last = form.key, surname(form.key)
        same = by_surname.get(last, [])
        if len(key) > 1:
            agreeing = matching(full_names_agree, key, same)
            if not agreeing and _is_born(form, tokens):
                known = list({id(c): c for c in by_given.get(key[0], ())}.values())
                agreeing = known if len(known) == 1 else []
                for cluster in agreeing:  # it goes by its later name
                    form.candidates[0].text = cluster.fullest
            cluster = form.join(agreeing[0] if agreeing else Cluster("person"))
            if not agreeing:
                by_surname.setdefault(last, []).append(cluster)
                of_full_names.add(last)
                for word in key[:-1]:
                    by_given.setdefault(word, []).append(cluster)
            if key[0] in given_names and cluster.gender == "any":
                cluster.gender = given_names[key[0]]
            continue
        found = matching(surname_joins_full_name, key, same)
        if not found or _goes_by_given_name(form):
            found = matching(given_name_joins_full_name, key, by_given.get(key[0], []))
        found, apart = _of_the_gender_told(form, found)
        president = any(c.role and c.role.head == "president" for c in form.candidates)
        if president and len(found) == 1 and all(map(is_junior, found[0].written)):
            found.append(Cluster("person"))  # "President Berg", the father of "Juan Berg Jr."
        found += [Cluster("person", gender=gender) for gender in apart if found]
        rare = len(form.candidates) < MAX_MISSPELT
        if not found and rare and key[0] not in given_names:
            near = (by_surname[s] for s in of_full_names if is_misspelt_surname(key[0], s))
            misspelt = [cluster for clusters in near for cluster in clusters]
            found = misspelt if len(misspelt) == 1 else []
        if not found:
            found = [Cluster("person", gender=given_names.get(key[0], "any"))]
            by_surname.setdefault(last, []).extend(found)
        if len(found) == 1:
            form.join(found[0])
        else:  # whom each place means, ``resolve`` decides
            form.clusters = found
            for cluster in found:
                cluster.keys.add(key)


def _is_born(form: NameForm, tokens: Sequence[Token]) -> bool:
    """Whether a name is only that of a birth: "Vera Berg was born", in the life of Vera Lind."""
    after = [[token.text for token in tokens[c.last : c.last + 2]] for c in form.candidates]
    return after == [["was", "born"]]


def _of_the_gender_told(form: NameForm, found: list[Cluster]) -> tuple[list[Cluster], set[str]]:
    """The people whom a surname can mean by "Mr" and "Mrs", and the genders that nobody has."""
    told = {c.role.gender for c in form.candidates if c.role is not None} - {"any"}
    told = {gender for gender in told if not any(c.gender == "any" for c in found)}
    apart = {gender for gender in told if not any(c.gender == gender for c in found)}
    titled = all(c.role is not None and c.role.gender != "any" for c in form.candidates)
    return ([] if apart == told and told and titled else found), apart


def _goes_by_given_name(form: NameForm) -> bool:
    """Whether a title says that the one word after it is no surname ("King Salman")."""
    titled = [c.role.head for c in form.candidates if c.role is not None]
    return bool(titled) and all(head in _BY_GIVEN_NAME for head in titled)


def _cluster_places(forms: Sequence[NameForm]) -> None:
    """Give all names of a country to one actor; a city is an actor of its own."""
    countries: dict[str, Cluster] = {}
    for form in forms:
        country = country_of(form.text)
        cluster = form.join(countries.get(country) or Cluster("place"))
        if country:
            countries[country] = cluster
    for form in forms:  # "Oslo said", "Oslo's envoy": Norway's, where Norway itself is named
        government = countries.get(vocabulary().capitals.get(" ".join(form.key), ""))
        if government is not None and not country_of(form.text):
            form.join(government)
