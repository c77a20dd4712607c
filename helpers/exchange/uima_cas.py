"""UIMA CAS, as INCEpTION imports and exports it: XMI with a type system, or JSON.

A layer has spans without gaps, so that a statement is marked at the first span of its content; the
other spans, the cue and the source are marks of the layer Part, and the statement has links to
them, and to its speaker. https://inception-project.github.io
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.article import DATA
from helpers.attribution import Span
from helpers.corrections.files import ACTOR_FIELDS, SPANS
from helpers.exchange.marked_text import WORDS, ExchangeError, MarkedText, Speaker, Statement

if TYPE_CHECKING:
    from cassis import Cas

TYPES = DATA / "exchange" / "TypeSystem.xml"  # the layers
STATEMENT, PART, SPEAKER = (f"webanno.custom.{name}" for name in ("Statement", "Part", "Speaker"))
LINK = f"{STATEMENT}LinksLink"
# UIMA has a use of its own for the name "type"
_FEATURES = {name: "actor_type" if name == "type" else name for name in ("name", *ACTOR_FIELDS)}


def write_cas(marked: MarkedText) -> Iterator[tuple[str, str]]:
    """Yield the files ``NAME.xmi``, ``NAME.cas.json`` and ``TypeSystem.xml``, the layers.

    Raises:
        ExchangeError: the text has a character that XML can't hold.
    """
    cas = _cas(marked)
    try:
        yield f"{marked.name}.xmi", str(cas.to_xmi())
    except ValueError:
        raise marked.not_in_xml() from None
    yield f"{marked.name}.cas.json", str(cas.to_json())
    yield TYPES.name, TYPES.read_text(encoding="utf-8")


def _cas(marked: MarkedText) -> Cas:
    from cassis import Cas, load_typesystem

    with TYPES.open("rb") as file:
        cas = Cas(typesystem=load_typesystem(file))
    cas.sofa_string, cas.sofa_mime, cas.document_language = marked.text, "text/plain", "en"
    cas.get_document_annotation().end = len(marked.text)
    marks: dict[object, Any] = {}

    def made(name: str, /, **features: object) -> Any:
        return cas.typesystem.get_type(name)(**features)

    def mark(name: str, span: Span, key: object, /, **features: object) -> Any:
        if key not in marks:
            marks[key] = made(name, begin=span[0], end=span[1], **features)
            cas.add(marks[key])
        return marks[key]

    for s in marked.speakers:
        features = {feature: getattr(s, name) or None for name, feature in _FEATURES.items()}
        mark(SPEAKER, s.place, s.name, **features)
    for number, statement in enumerate(marked.statements):
        targets = [
            (part, mark(PART, span, (part, span), part=part))
            for part in SPANS
            for span in getattr(statement, part)[part == "content" :]
        ]
        targets += [("speaker", marks[n]) for n in [statement.speaker] if n in marks]
        links = [made(LINK, role=role, target=target) for role, target in targets]
        array = made("uima.cas.FSArray", elements=links) if links else None
        words = {word: getattr(statement, word) for word in WORDS}
        mark(STATEMENT, statement.content[0], number, links=array, **words)
    return cas


def read_cas(path: Path) -> Iterator[MarkedText]:
    """Yield the text of an XMI file (``TypeSystem.xml`` is beside it) or of a CAS as JSON.

    Raises:
        ExchangeError: it is no such file, or has not the layers that ``export`` writes.
    """
    from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

    types = path.with_name(TYPES.name)
    if path.suffix == ".xmi" and not types.is_file():
        raise ExchangeError(f"{path.name} needs {TYPES.name} beside it, as INCEpTION exports it.")
    try:
        if path.suffix == ".xmi":
            cas = load_cas_from_xmi(path, typesystem=load_typesystem(types))
        else:
            cas = load_cas_from_json(path.read_text(encoding="utf-8"))
        statements, speakers = cas.select(STATEMENT), cas.select(SPEAKER)
    except Exception as error:  # cassis has no error of its own for what it can't read
        why = f"{error}".partition("\n")[0]
        problem = f"{path.name} is no CAS with the layers of an export ({why})."
        raise ExchangeError(problem) from None
    name = path.name.removesuffix(".xmi").removesuffix(".cas.json")
    found = tuple(map(_statement, statements)), tuple(map(_speaker, speakers))
    yield MarkedText(name, cas.sofa_string or "", *found).checked(path.name)


def _speaker(fs: Any) -> Speaker:
    words = {name: fs[feature] or "" for name, feature in _FEATURES.items()}
    words["name"] = words["name"] or " ".join((fs.get_covered_text() or "").split())
    return Speaker(place=(fs.begin, fs.end), **words)


def _statement(fs: Any) -> Statement:
    spans: dict[str, list[Span]] = {"content": [(fs.begin, fs.end)], "cue": [], "source": []}
    speaker = ""
    for link in getattr(fs.links, "elements", fs.links) or ():
        if link.target is not None and link.role in spans:
            spans[link.role].append((link.target.begin, link.target.end))
        elif link.target is not None and link.target.type.name == SPEAKER:
            speaker = _speaker(link.target).name
    content, cue, source = (tuple(sorted(found)) for found in spans.values())
    words = {word: str(fs[word]) for word in WORDS if fs[word]}
    return Statement(content, cue, source, speaker=speaker, **words)
