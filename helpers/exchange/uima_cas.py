"""UIMA CAS, as INCEpTION imports and exports it: XMI with a type system, or JSON.

A layer has spans without gaps, so that a statement is marked at the first span of its content; the
other spans, the cue and the source are marks of the layer Part, and the statement has links to
them, and to its speaker. https://inception-project.github.io
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.attribution import Span
from helpers.corrections.files import ACTOR_FIELDS, SPANS
from helpers.exchange.marked_text import ExchangeError, MarkedText, Speaker, Statement

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

TYPES = "TypeSystem.xml"
STATEMENT, PART, SPEAKER = (f"webanno.custom.{name}" for name in ("Statement", "Part", "Speaker"))
LINK = f"{STATEMENT}LinksLink"
_NAMES = {"type": "actor_type"}  # UIMA has a use of its own for these names of features
_FIELDS = ("name", *ACTOR_FIELDS)


def _type_system() -> TypeSystem:
    from cassis import TypeSystem

    system = TypeSystem()
    string, yes_no = "uima.cas.String", "uima.cas.Boolean"
    made = {name: system.create_type(name) for name in (PART, SPEAKER, STATEMENT)}
    made[LINK] = system.create_type(LINK, supertypeName="uima.cas.TOP")
    system.create_feature(made[PART], "part", string)
    for name in _FIELDS:
        system.create_feature(made[SPEAKER], _NAMES.get(name, name), string)
    system.create_feature(made[STATEMENT], "kind", string)
    for name in ("speech", "topic"):
        system.create_feature(made[STATEMENT], name, yes_no)
    system.create_feature(made[STATEMENT], "links", "uima.cas.FSArray", elementType=LINK)
    system.create_feature(made[LINK], "role", string)
    system.create_feature(made[LINK], "target", "uima.tcas.Annotation")
    return system


def write_cas(marked: MarkedText, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files ``NAME.xmi``, ``NAME.cas.json`` and ``TypeSystem.xml``, the layers.

    Raises:
        ExchangeError: the text has a character that XML can't hold.
    """
    cas = _cas(marked)
    try:
        xmi = cas.to_xmi()
    except ValueError:
        raise marked.not_in_xml() from None
    yield folder / f"{marked.name}.xmi", str(xmi).encode()
    yield folder / f"{marked.name}.cas.json", str(cas.to_json()).encode()
    yield folder / TYPES, str(cas.typesystem.to_xml()).encode()


def _cas(marked: MarkedText) -> Cas:
    from cassis import Cas

    system = _type_system()
    make = {name: system.get_type(name) for name in (STATEMENT, PART, SPEAKER, LINK)}
    array = system.get_type("uima.cas.FSArray")
    cas = Cas(typesystem=system)
    cas.sofa_string = marked.text
    cas.sofa_mime = "text/plain"
    cas.document_language = "en"
    cas.get_document_annotation().end = len(marked.text)
    marks: dict[object, Any] = {}

    def mark(kind: str, span: Span, key: object, **features: object) -> Any:
        if key not in marks:
            marks[key] = make[kind](begin=span[0], end=span[1], **features)
            cas.add(marks[key])
        return marks[key]

    for s in marked.speakers:
        features = {_NAMES.get(name, name): getattr(s, name) or None for name in _FIELDS}
        mark(SPEAKER, s.place, s.name, **features)
    for statement in marked.statements:
        targets = [
            (part, mark(PART, span, (part, span), part=part))
            for part in SPANS
            for span in getattr(statement, part)[part == "content" :]
        ]
        targets += [("speaker", marks[n]) for n in [statement.speaker] if n in marks]
        links = [make[LINK](role=role, target=target) for role, target in targets]
        start, end = statement.content[0]
        cas.add(
            make[STATEMENT](
                begin=start,
                end=end,
                kind=statement.kind,
                speech=statement.speech,
                topic=statement.topic,
                links=array(elements=links) if links else None,
            )
        )
    return cas


def read_cas(path: Path) -> Iterator[MarkedText]:
    """Yield the text of an XMI file (``TypeSystem.xml`` is beside it) or of a CAS as JSON.

    Raises:
        ExchangeError: it is no such file, or has not the layers that ``export`` writes.
    """
    from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

    types = path.with_name(TYPES)
    if path.suffix == ".xmi" and not types.is_file():
        raise ExchangeError(f"{path.name} needs {TYPES} beside it, as INCEpTION exports it.")
    try:
        with path.open("rb") as file:
            if path.suffix == ".xmi":
                with types.open("rb") as system:
                    cas = load_cas_from_xmi(file, typesystem=load_typesystem(system))
            else:
                cas = load_cas_from_json(file)
        statements, speakers = cas.select(STATEMENT), cas.select(SPEAKER)
    except Exception as error:  # cassis has no error of its own for what it can't read
        why = str(error).partition("\n")[0]
        raise ExchangeError(
            f"{path.name} is no CAS with the layers of an export ({why})."
        ) from None
    yield MarkedText(
        path.name.removesuffix(".xmi").removesuffix(".cas.json"),
        cas.sofa_string or "",
        tuple(_statement(fs) for fs in statements),
        tuple(map(_speaker, speakers)),
    ).checked(path.name)


def _speaker(fs: Any) -> Speaker:
    words = {name: fs[_NAMES.get(name, name)] or "" for name in _FIELDS}
    words["name"] = words["name"] or " ".join((fs.get_covered_text() or "").split())
    return Speaker(place=(fs.begin, fs.end), **words)


def _statement(fs: Any) -> Statement:
    spans: dict[str, list[Span]] = {"content": [(fs.begin, fs.end)], "cue": [], "source": []}
    speaker = ""
    for link in _elements(fs.links):
        if link.target is not None and link.role in spans:
            spans[link.role].append((link.target.begin, link.target.end))
        elif link.target is not None and link.target.type.name == SPEAKER:
            speaker = _speaker(link.target).name
    content, cue, source = (tuple(found) for found in spans.values())
    return Statement(
        content,
        cue,
        source,
        fs.kind or "",
        speech=fs.speech is None or bool(fs.speech),
        topic=bool(fs.topic),
        speaker=speaker,
    )


def _elements(links: Any) -> Iterable[Any]:
    return getattr(links, "elements", links) or ()
