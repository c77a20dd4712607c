"""W3C Web Annotation: JSON-LD that Recogito, Hypothesis' tools and others read.

One annotation for each statement: its targets are the spans of the content, its bodies the speaker,
the kind and the places of cue and source, which their ids name; and one for each speaker.
https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from helpers.attribution import Span
from helpers.exchange.marked_text import WORDS, MarkedText

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 30  # characters before and after a span, by which it is found in a changed text


def write_web_annotation(marked: MarkedText) -> Iterator[tuple[str, str]]:
    """Yield the files ``NAME.jsonld`` and ``NAME.txt``, the text that it points into."""
    page = {
        "@context": CONTEXT,
        "id": f"{quote(marked.name)}.jsonld",
        "type": "AnnotationPage",
        "items": [*_speakers(marked), *_statements(marked)],
    }
    yield f"{marked.name}.jsonld", json.dumps(page, ensure_ascii=False, indent=1) + "\n"
    yield f"{marked.name}.txt", marked.text


def _speakers(marked: MarkedText) -> Iterator[dict[str, Any]]:
    for number, speaker in enumerate(marked.speakers, start=1):
        told = asdict(speaker)
        place, name = told.pop("place"), told.pop("name")
        bodies = [
            _words(f"{field}: {words}", "describing") for field, words in told.items() if words
        ]
        bodies.insert(0, _words(name, "identifying"))
        yield _annotation(f"#speaker-{number}", "identifying", bodies, [_place(marked, place)])


def _statements(marked: MarkedText) -> Iterator[dict[str, Any]]:
    for number, statement in enumerate(marked.statements, start=1):
        name = f"#statement-{number}"
        bodies = [_words(statement.speaker, "identifying")] if statement.speaker else []
        told = ((word, getattr(statement, word)) for word in WORDS)
        bodies += [_words(f"{word}: {value}", "classifying") for word, value in told if value]
        bodies += [
            {**_place(marked, span), "id": f"{name}-{part}-{n}", "purpose": "highlighting"}
            for part in ("cue", "source")
            for n, span in enumerate(getattr(statement, part), start=1)
        ]
        places = [_place(marked, span) for span in statement.content]
        yield _annotation(name, "classifying", bodies, places)


def _annotation(
    name: str, motivation: str, bodies: list[dict[str, Any]], places: list[dict[str, Any]]
) -> dict[str, Any]:
    about = {"id": name, "type": "Annotation", "motivation": motivation}
    return {**about, "body": bodies, "target": places}


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _place(marked: MarkedText, span: Span) -> dict[str, Any]:
    """A place of the text by its characters, and by its words with those around them."""
    start, end = span
    words = {
        "exact": marked.text[start:end],
        "prefix": marked.text[max(0, start - _AROUND) : start],
        "suffix": marked.text[end : end + _AROUND],
    }
    selectors = [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", **words},
    ]
    file = f"{quote(marked.name)}.txt"
    return {"type": "SpecificResource", "source": file, "selector": selectors}
