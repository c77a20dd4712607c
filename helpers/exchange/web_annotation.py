"""W3C Web Annotation: JSON-LD that Recogito, Hypothesis' tools and others read.

One annotation for each statement: its targets are the spans of the content, its bodies the speaker,
the kind and the places of cue and source, which their ids name; and one for each speaker.
https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.attribution import Span
from helpers.exchange.marked_text import MarkedText, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 30  # characters before and after a span, by which it is found in a changed text


def write_web_annotation(marked: MarkedText, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files ``NAME.jsonld`` and ``NAME.txt``, the text that it points into."""
    file = f"{quote(marked.name)}.txt"
    items = [
        {
            "id": f"#speaker-{number}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": [
                _words(words, "identifying")
                if field == "name"
                else _words(f"{field}: {words}", "describing")
                for field, words in asdict(speaker).items()
                if field != "place" and words
            ],
            "target": _place(marked.text, speaker.place, file),
        }
        for number, speaker in enumerate(marked.speakers, start=1)
    ]
    items += [
        {
            "id": f"#statement-{number}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": list(_bodies(marked.text, statement, file, f"#statement-{number}")),
            "target": [_place(marked.text, span, file) for span in statement.content],
        }
        for number, statement in enumerate(marked.statements, start=1)
    ]
    page = {
        "@context": CONTEXT,
        "id": f"{quote(marked.name)}.jsonld",
        "type": "AnnotationPage",
        "items": items,
    }
    content = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
    yield folder / f"{marked.name}.jsonld", content.encode()
    yield folder / f"{marked.name}.txt", marked.text.encode()


def _bodies(text: str, statement: Statement, file: str, name: str) -> Iterator[dict[str, Any]]:
    if statement.speaker:
        yield _words(statement.speaker, "identifying")
    told = {statement.kind: True, "belief": not statement.speech, "topic": statement.topic}
    yield from (_words(word, "classifying") for word, true in told.items() if word and true)
    for part, spans in (("cue", statement.cue), ("source", statement.source)):
        for number, span in enumerate(spans, start=1):
            place = _place(text, span, file)
            yield {"id": f"{name}-{part}-{number}", **place, "purpose": "highlighting"}


def _words(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _place(text: str, span: Span, source: str) -> dict[str, Any]:
    """A place of the text by its characters, and by its words with those around them."""
    start, end = span
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
        ],
    }
