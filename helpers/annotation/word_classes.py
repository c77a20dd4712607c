"""Word classes: spaCy's rules for parts of speech, tried once for each kind of word.

The rules of the pipeline's attribute ruler look at a word's tag and label, and of some words at
the letters. Two words alike in these meet the same rules; to try all rules on each word of a text
takes a sixth of a parse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_KNOWN = frozenset(["TAG", "DEP", "LOWER", "IS_SPACE"])  # what a rule may look at


class RememberedRules:
    """The rules that each word of a parsed text meets, as ``AttributeRuler.match`` gives them."""

    def __init__(self, ruler: AttributeRuler):
        """Sort the rules into those of one word, which are remembered, and those of several.

        Raises:
            ValueError: a rule looks at something else than tag, label and letters.
        """
        from spacy.matcher import Matcher

        self._one, self._several = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._strings = ruler.vocab.strings
        self._words: set[str] = set()  # whose letters a rule looks at
        self._forms: list[re.Pattern[str]] = []
        self._sorts: dict[int, str] = {}  # word -> the letters that matter
        self._found: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            short = all(len(pattern) == 1 for pattern in patterns)
            (self._one if short else self._several).add(str(number), patterns)
            for pattern in patterns if short else ():
                self._note(pattern[0])

    def _note(self, word: dict[str, object]) -> None:
        letters = word.get("LOWER", [])
        if isinstance(letters, str):
            letters = [letters]
        elif isinstance(letters, dict) and letters.keys() == {"IN"}:
            letters = letters["IN"]
        elif isinstance(letters, dict) and letters.keys() == {"REGEX"}:
            self._forms.append(re.compile(letters["REGEX"]))
            letters = []
        if not word.keys() <= _KNOWN or not isinstance(letters, list):
            raise ValueError(f"A rule of the attribute ruler can't be remembered: {word}")
        self._words.update(letters)

    def __call__(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Return (number of the rule, its name, first token, one past the last), sorted."""
        from spacy import attrs

        matches = [
            (int(self._strings[name]), name, start, end)
            for name, start, end in self._several(doc, allow_missing=True)
        ]
        kinds = doc.to_array([attrs.ORTH, attrs.TAG, attrs.DEP]).tolist()
        for i, (word, tag, dep) in enumerate(kinds):
            kind = (self._sort(word), tag, dep)
            if kind not in self._found:
                names = [name for name, _, _ in self._one(doc[i : i + 1], allow_missing=True)]
                self._found[kind] = [(int(self._strings[name]), name) for name in names]
            matches += [(number, name, i, i + 1) for number, name in self._found[kind]]
        matches.sort()
        return matches

    def _sort(self, word: int) -> str:
        """The letters of a word, where a rule looks at them; one space for white space."""
        if word not in self._sorts:
            lower = self._strings[word].lower()
            named = lower in self._words or any(form.search(lower) for form in self._forms)
            self._sorts[word] = " " if lower.isspace() else lower if named else ""
        return self._sorts[word]
