"""The rules by name, in their order of trust; the docstring of each says what it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from helpers.attribution.parsed_article import Draft, ParsedArticle
from helpers.attribution.rules import (
    displaced,
    labelled,
    objects,
    phrases,
    quoted,
    tags,
    verbs,
)

Rule = Callable[[ParsedArticle], Iterable[Draft]]

_RULES: tuple[Rule, ...] = (
    verbs.refusal,
    tags.inserted,
    verbs.clause,
    displaced.displaced,
    verbs.insertion,
    tags.set_off,
    objects.naming,
    objects.infinitive,
    objects.passive,
    objects.object_,
    objects.preposition,
    labelled.transcript,
    labelled.headline,
    phrases.according_to,
    phrases.hearsay,
    phrases.noun,
    tags.reporting_tag,
    quoted.governed_quotation,
    quoted.nearest_verb,
    labelled.named,
    displaced.paragraph_of_quotation,
    displaced.continuation,
    quoted.unattributed,
)
RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.__name__.removesuffix("_"): rule for rule in _RULES}
)
