"""TEI P5: the text whole, each statement as ``said`` with ``who``, each speaker in a list.

Elements can't overlap, so that a statement is cut where another begins or ends inside it, and at
the end of a line; ``next`` leads from a piece to the one after it.
https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-said.html
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers.exchange.marked_text import WORDS, MarkedText

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NAMES = {"person": ("person", "persName"), "organisation": ("org", "orgName")}
_NAMES["state"] = _NAMES["organisation"]
_GROUP = ("personGrp", "persName")
# A mark: start, end, number of the statement, name and attributes of the element
_Mark = tuple[int, int, int, str, dict[str, str]]


def write_tei(marked: MarkedText) -> Iterator[tuple[str, str]]:
    """Yield the file ``NAME.xml``; the text of its body is the marked one to the character.

    Raises:
        ExchangeError: the text has a character that XML can't hold.
    """
    from lxml import etree

    root = etree.Element("TEI", xmlns="http://www.tei-c.org/ns/1.0")
    try:
        _describe(_under(root, "teiHeader"), marked)
        _fill(_under(root, "text/body"), marked)
    except ValueError:
        raise marked.not_in_xml() from None
    yield f"{marked.name}.xml", etree.tostring(root, encoding="unicode") + "\n"


def _under(parent: _Element, path: str, text: str | None = None, **attributes: str) -> _Element:
    """Add the elements of a path, each inside the one before it, and return the last."""
    from lxml import etree

    for name in path.split("/"):
        parent = etree.SubElement(parent, name)
    parent.attrib.update({name: value for name, value in attributes.items() if value})
    parent.text = text
    return parent


def _describe(header: _Element, marked: MarkedText) -> None:
    """Write the header: the title, the words for statements, the speakers."""
    file = _under(header, "fileDesc")
    _under(file, "titleStmt/title", marked.name)
    _under(file, "publicationStmt/p", "Who says what, marked by News Voices.")
    _under(file, "sourceDesc/p", "A news article; its words remain its publisher's.")
    used = {f"{word}-{getattr(s, word)}" for s in marked.statements for word in WORDS}
    if used:
        taxonomy = _under(header, "encodingDesc/classDecl/taxonomy")
        for name in sorted(used):
            category = _under(taxonomy, "category", **{_ID: name})
            _under(category, "catDesc", name.replace("-", ": ", 1))
    if not marked.speakers:
        return
    people = _under(header, "profileDesc/particDesc/listPerson")
    for number, speaker in enumerate(marked.speakers, start=1):
        kind, name = _NAMES.get(speaker.type, _GROUP)
        entry = _under(people, kind, **{_ID: f"speaker-{number}"})
        _under(entry, name, speaker.name)
        for field, words in asdict(speaker).items():
            if field not in ("name", "place") and words:
                _under(entry, "note", words, type=field)


def _fill(body: _Element, marked: MarkedText) -> None:
    """Write each line of the text as a paragraph, with its statements."""
    lines = [line.span() for line in re.finditer(r"[^\n]+", marked.text)]
    starts, ends = [start for start, _ in lines], [end for _, end in lines]
    own: defaultdict[tuple[int, int], list[_Mark]] = defaultdict(list)
    for mark in _marks(marked):
        first, last = bisect_right(ends, mark[0]), bisect_left(starts, mark[1])
        for line in lines[first:last]:
            own[line].append((max(mark[0], line[0]), min(mark[1], line[1]), *mark[2:]))
    pieces: defaultdict[int, list[_Element]] = defaultdict(list)
    at = 0
    for line in lines:
        _append(body, marked.text[at : line[0]])
        at = line[1]
        _nest(_under(body, "p"), marked.text, line, own[line], pieces)
    _append(body, marked.text[at:])
    for number, said in pieces.items():
        for n, element in enumerate(said, start=1):
            element.set(_ID, f"statement-{number}" + (f".{n}" if n > 1 else ""))
        for one, other in pairwise(said):
            one.set("next", f"#{other.get(_ID)}")
            other.set("prev", f"#{one.get(_ID)}")


def _marks(marked: MarkedText) -> Iterator[_Mark]:
    """The spans of all statements, each as the element that it becomes."""
    who = {s.name: f"#speaker-{number}" for number, s in enumerate(marked.speakers, start=1)}
    for number, s in enumerate(marked.statements, start=1):
        words = " ".join(f"#{word}-{getattr(s, word)}" for word in WORDS)
        said = {"ana": words, "who": who.get(s.speaker, "")}
        of = {"corresp": f"#statement-{number}"}
        yield from ((*span, number, "said", said) for span in s.content)
        yield from ((*span, number, "rs", {"type": "source", **of}) for span in s.source)
        yield from ((*span, number, "seg", {"type": "cue", **of}) for span in s.cue)


def _nest(
    parent: _Element,
    text: str,
    span: tuple[int, int],
    marks: list[_Mark],
    pieces: defaultdict[int, list[_Element]],
) -> None:
    """Write a stretch of the text into an element, with the marks on it as elements inside."""
    at, end = span
    while marks:
        marks.sort(key=lambda m: (m[0], -m[1], m[2]))
        (start, stop, number, name, attributes), *others = marks
        _append(parent, text[at:start])
        element = _under(parent, name, **attributes)
        if name == "said":
            pieces[number].append(element)
        inside = [(m[0], min(m[1], stop), *m[2:]) for m in others if m[0] < stop]
        _nest(element, text, (start, stop), inside, pieces)
        marks = [(max(m[0], stop), *m[1:]) for m in others if m[1] > stop]
        at = stop
    _append(parent, text[at:end])


def _append(parent: _Element, words: str) -> None:
    last = next(parent.iterchildren(reversed=True), None)  # to count children takes time for each
    if last is not None:
        last.tail = (last.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
