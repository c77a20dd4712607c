"""What other programs are given and give back: nothing that a format can hold is lost."""

import json
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

import cassis
import pytest
import rocrate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyld import jsonld
from rocrate.rocrate import ROCrate

from helpers.__main__ import main
from helpers.analysis import analyse, analyse_many, correct
from helpers.article import BUNDLED_ARTICLE, article_from_text, load_article
from helpers.attribution.attribution import Kind, interchange_record
from helpers.commands import articles
from helpers.corrections import Correction, read_corrections
from helpers.corrections.files import OFFICIAL
from helpers.evaluation.attribution_scores import score_documents
from helpers.evaluation.benchmarks import BENCHMARKS, read_json_lines
from helpers.exchange import (
    FORMATS,
    ExchangeError,
    MarkedText,
    Speaker,
    Statement,
    corrections_from,
    marked_text,
    of_this_text,
    read_marked,
)
from helpers.exchange.brat import CONFIGURATION
from helpers.exchange.research_object import write_crate
from helpers.speakers.actor import ActorType, Level

FRESH = BENCHMARKS / "attribution" / "fresh-dev.jsonl"
GOLD = list(read_marked(FRESH)) if FRESH.is_file() else []
BUNDLED = marked_text(analyse(load_article(BUNDLED_ARTICLE), corrected=False))
FILES = [("brat", ".ann"), ("inception", ".xmi"), ("inception", ".cas.json"), ("jsonl", ".jsonl")]


def written(marked: MarkedText, name: str, folder: Path) -> Path:
    """Write a text in a format; return the path of its files without their endings."""
    for file, content in FORMATS[name].write(marked):
        (folder / file).write_bytes(content.encode())
    return folder / marked.name


def there_and_back(marked: MarkedText, name: str, ending: str, folder: Path) -> MarkedText:
    path = written(marked, name, folder)
    (back,) = read_marked(path.with_name(path.name + ending))
    return back


# ------------------------------------------------------------------------------------- round trips


@pytest.mark.parametrize(("name", "ending"), FILES)
@pytest.mark.parametrize("marked", [BUNDLED, *GOLD], ids=lambda m: m.name)
def test_an_article_comes_back_as_it_was(marked, name, ending, tmp_path):
    assert marked.statements
    named = {s.speaker for s in marked.statements if s.speaker} - {s.name for s in marked.speakers}
    places = [s.place for s in marked.statements]
    others = tuple(Speaker(who, place) for who, place in zip(sorted(named), places, strict=False))
    marked = replace(marked, speakers=(*marked.speakers, *others)).checked("test")
    assert there_and_back(marked, name, ending, tmp_path) == marked


# Characters of two units in UTF-16, combining marks, ends of lines, quotation marks, markup
ODD = st.text(
    st.sampled_from("ab 😀𝔘é\u0301\u2028\x85\r\n\t\"“”'&<>;:|#"), min_size=12, max_size=40
)


@st.composite
def odd_texts(draw) -> MarkedText:
    """A text of odd characters with statements whose spans begin and end in words."""
    text = f"{draw(ODD)}he said{draw(ODD)}"
    words = [m.span() for m in re.finditer(r"[^\s;:|#]+", text)]
    parts = st.lists(st.sampled_from(words), max_size=3, unique=True).map(sorted).map(tuple)
    parts = parts.filter(lambda part: not any_lines_between(text, part))
    statements = st.builds(
        Statement,
        content=parts.filter(bool),
        cue=parts,
        source=parts,
        kind=st.sampled_from(["direct", "indirect", "mixed"]),
        speaker=st.sampled_from(["", "Ann", "😀 Lee; of “X”"]),
        speech=st.sampled_from(["yes", "no"]),
        topic=st.sampled_from(["yes", "no"]),
    )
    drawn = draw(st.lists(statements, max_size=4, unique_by=lambda s: s.content))
    told = Speaker("Ann", words[0], "person", "mayor: of X", "yes", "local", "woman", "X & Y")
    speakers = (told, Speaker("😀 Lee; of “X”", words[-1]))
    return MarkedText("odd", text, tuple(drawn), speakers).checked("odd")


def any_lines_between(text: str, part: list) -> bool:
    """Whether spans have only white space between them: brat may take these for one."""
    return any(text[a[1] : b[0]].isspace() for a, b in pairwise(part))


@pytest.mark.parametrize(("name", "ending"), FILES)
@given(marked=odd_texts())
def test_odd_characters_do_not_move_a_mark(marked, name, ending, tmp_path_factory):
    assert there_and_back(marked, name, ending, tmp_path_factory.mktemp("odd")) == marked


def test_brat_offers_the_choices_that_corrections_allow():
    lines = CONFIGURATION.read_text("utf-8").splitlines()
    offered = dict(line.split("\tArg:") for line in lines if "Value:" in line)
    offered = {name: words.split("Value:")[1].split("|") for name, words in offered.items()}
    kinds = [kind for kind in get_args(ActorType) if kind != "unattributed"]
    assert (offered["Kind"], offered["Type"]) == (list(get_args(Kind)), kinds)
    assert offered["Level"] == [level for level in get_args(Level) if level]
    assert [word.replace("_", " ") for word in offered["Official"]] == list(OFFICIAL)


def test_a_plain_reader_of_xml_sees_the_same_in_units_of_utf_16(tmp_path):
    text = "😀 Rain, “said” 😀 Ann.\r\nYes."
    start = text.index("Rain")
    marked = MarkedText("astral", text, (Statement(((start, start + 4),)),), ())
    root = etree.parse(f"{written(marked, 'inception', tmp_path)}.xmi").getroot()
    (statement,) = root.iter("{*}Statement")
    (sofa,) = root.iter("{*}Sofa")
    units = sofa.get("sofaString").encode("utf-16-le")
    begin, end = (2 * int(statement.get(edge)) for edge in ("begin", "end"))
    assert units[begin:end].decode("utf-16-le") == "Rain" and sofa.get("sofaString") == text


def test_inceptions_own_layers_beside_ours_change_nothing(tmp_path):
    path = written(BUNDLED, "inception", tmp_path)
    types = tmp_path / "TypeSystem.xml"
    layers = cassis.load_typesystem(types)
    sentence = layers.create_type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")
    cas = cassis.load_cas_from_xmi(Path(f"{path}.xmi"), typesystem=layers)
    cas.add(sentence(begin=0, end=50))
    cas.to_xmi(Path(f"{path}.xmi"))
    layers.to_xml(types)
    assert list(read_marked(Path(f"{path}.xmi"))) == [BUNDLED]


@pytest.mark.parametrize("marked", [BUNDLED, *GOLD], ids=lambda m: m.name)
def test_tei_has_the_whole_text_and_each_statement(marked, tmp_path):
    root = etree.parse(f"{written(marked, 'tei', tmp_path)}.xml").getroot()
    assert "".join(next(root.iter("{*}body")).itertext()) == marked.text
    ids = {e.get("{http://www.w3.org/XML/1998/namespace}id"): e for e in root.iter()}
    for number, statement in enumerate(marked.statements, start=1):
        words, piece = "", ids[f"statement-{number}"]
        while piece is not None:
            assert piece.tag.endswith("}said")
            who = ids[piece.get("who")[1:]][0].text if piece.get("who") else ""
            assert who in (statement.speaker, "")
            words += "".join(piece.itertext())
            piece = ids.get((piece.get("next") or "#")[1:])
        meant = "".join(marked.text[start:end] for start, end in statement.content)
        assert "".join(words.split()) == "".join(meant.split())


@given(marked=odd_texts())
def test_tei_and_web_annotations_keep_odd_texts(marked, tmp_path_factory):
    path = written(marked, "tei", folder := tmp_path_factory.mktemp("odd"))
    root = etree.parse(f"{path}.xml").getroot()
    assert "".join(next(root.iter("{*}body")).itertext()) == marked.text
    written(marked, "web-annotation", folder)
    for place in places_of(json.loads(Path(f"{path}.jsonld").read_text("utf-8"))):
        position, quoted = place["selector"]
        assert marked.text[position["start"] : position["end"]] == quoted["exact"]
        assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in marked.text


def places_of(page: dict) -> list[dict]:
    found = []
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        found += [*targets, *(b for b in item["body"] if b["type"] == "SpecificResource")]
    return found


# What https://www.w3.org/TR/annotation-vocab/ calls the terms that an export may have.
OA, AS = "http://www.w3.org/ns/oa#", "https://www.w3.org/ns/activitystreams#"
TERMS = {
    **{name: OA + name for name in ("Annotation", "TextualBody", "SpecificResource", "exact")},
    **{name: OA + name for name in ("TextPositionSelector", "TextQuoteSelector", "prefix")},
    **{name: OA + name for name in ("suffix", "start", "end")},
    **{name: OA + name for name in ("identifying", "describing", "classifying", "highlighting")},
    "id": "@id",
    "type": "@type",
    "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}


def triples(document: dict, context: dict) -> dict:
    """What a processor of JSON-LD understands; a term outside the vocabulary is an error."""
    jsonld.set_document_loader(
        lambda url, _: {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}
    )
    base = {"base": "https://news.example/", "extractAllScripts": False}
    expanded = jsonld.expand(document, base)
    assert keys_of(document) == keys_of(jsonld.compact(expanded, document["@context"], base))
    return jsonld.to_rdf(document, base)["@default"]


def keys_of(value: object) -> set[str]:
    """The names of all properties in a document."""
    if isinstance(value, dict):
        return {*value}.union(*map(keys_of, value.values())) - {"@graph"}
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def test_web_annotations_are_json_ld_of_the_vocabulary(tmp_path):
    path = written(BUNDLED, "web-annotation", tmp_path)
    page = json.loads(Path(f"{path}.jsonld").read_text("utf-8"))
    known = triples(page, TERMS)
    made = [t for t in known if t["object"]["value"] == f"{OA}Annotation"]
    assert len(made) == len(BUNDLED.statements) + len(BUNDLED.speakers)
    assert {item["motivation"] for item in page["items"]} == {"identifying", "classifying"}
    exact = {place["selector"][1]["exact"] for place in places_of(page)}
    assert {BUNDLED.text[slice(*s.content[0])] for s in BUNDLED.statements} <= exact


@pytest.mark.usefixtures("few_tables")
def test_a_research_object_says_what_it_holds_and_how_to_make_it_again(tmp_path):
    start, end = OLD.place
    rejected = [Correction("reject", start=start, end=end, words=TEXT[start:end], coder="ann")]
    write_crate(correct(FOUND, rejected), tmp_path / "a.zip")
    crate = ROCrate(tmp_path / "a.zip")
    names = {file.id for file in crate.data_entities}
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert names == set(archive.namelist()) - {"ro-crate-metadata.json"}
        archive.extractall(tmp_path / "a")
    assert {"article.json", "requirements.txt", "tables/share_of_voice.csv"} <= names
    assert crate.get("article.json")["sha256"] == FOUND.article.provenance.sha256
    assert "one rejected" in crate.description
    assert read_corrections(tmp_path / "a" / "corrections.csv") == rejected
    action = crate.get("#analysis")
    assert "--corrections corrections.csv" in action["description"]
    assert action["instrument"]["version"] == "0.1.0"
    context = json.loads((Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text())
    metadata = json.loads((tmp_path / "a" / "ro-crate-metadata.json").read_text("utf-8"))
    assert triples(metadata, context["@context"])


# -------------------------------------------------------------------------------------- taken back

TEXT = (
    "Mayor Kim Roe said the mill would close. “It is old,” she added. Lee Moss denied that. "
    "“Nobody asked us.” The union of Jan Berg said it would strike. Berg was angry."
)
FOUND = analyse(article_from_text(TEXT, any_language=True), corrected=False)
OWN = marked_text(FOUND)
CLOSE, OLD = OWN.statements[:2]


def changed(statement: Statement, **fields: object) -> MarkedText:
    others = [replace(s, **fields) if s == statement else s for s in OWN.statements]
    return replace(OWN, statements=tuple(others)).checked("changed")


def renamed(old: str, new: str) -> MarkedText:
    statements = [replace(s, speaker=new) if s.speaker == old else s for s in OWN.statements]
    speakers = [replace(s, name=new) if s.name == old else s for s in OWN.speakers]
    return replace(OWN, statements=tuple(statements), speakers=tuple(speakers))


def span(words: str) -> tuple[tuple[int, int]]:
    return ((TEXT.index(words), TEXT.index(words) + len(words)),)


ANGRY = Statement(span("was angry"), span("was"), span("Berg was")[:1], "mixed", "no", "yes")
GIVEN = {
    "nothing": OWN,
    "speaker": changed(OLD, speaker="Lee Moss"),
    "nobody": changed(OLD, speaker="", source=()),
    "kind": changed(OLD, kind="mixed"),
    "no speech": changed(CLOSE, speech="no", topic="yes"),
    "spans": changed(CLOSE, content=(*span("the mill"), *span("close")), cue=span("Mayor")),
    "left out": replace(OWN, statements=OWN.statements[1:]),
    "new": replace(OWN, statements=(*OWN.statements, replace(ANGRY, speaker="Jan Berg"))),
    "renamed": renamed("Kim Roe", "Kim B. Roe"),
    "described": replace(
        OWN,
        speakers=tuple(replace(s, role="chair", official="no") for s in OWN.speakers),
    ),
}


@pytest.mark.parametrize("what", GIVEN)
def test_corrections_make_of_the_programs_answer_what_the_coder_marked(what):
    given = GIVEN[what]
    lines = corrections_from(FOUND, given, "ann")
    assert bool(lines) == (what != "nothing") and {c.coder for c in lines} <= {"ann"}
    analysis = correct(FOUND, lines)
    assert not analysis.corrected.unfit and not analysis.corrected.conflicts
    made = marked_text(analysis)
    if what == "nobody":  # a source can't be emptied
        given = changed(OLD, speaker="")
    assert made.statements == given.checked("given").statements
    fields = [replace(s, place=(0, 1)) for s in made.speakers]
    assert {s.name for s in given.speakers} <= {s.name for s in made.speakers}
    assert what != "described" or {(s.role, s.official) for s in fields} == {("chair", "no")}


def test_two_speakers_of_one_name_are_merged():
    analysis = correct(FOUND, corrections_from(FOUND, renamed("Lee Moss", "Kim Roe"), "ann"))
    assert "Lee Moss" not in {a.name for a in analysis.actors}
    assert {"Kim Roe"} == {a.speaker for a in analysis.attributions[:2]}


def test_a_speaker_whom_the_coder_does_not_name_is_whom_the_source_mentions():
    new = replace(ANGRY, source=span("Jan Berg"), speaker="")
    given = replace(OWN, statements=(*OWN.statements, new))
    (added,) = (c for c in corrections_from(FOUND, given, "ann") if c.action == "add")
    assert added.value == "Jan Berg"


def test_what_was_left_as_it_was_is_accepted_where_the_coder_has_seen_it_all():
    lines = corrections_from(FOUND, GIVEN["kind"], "ann", whole=True)
    assert [c.action for c in lines].count("accept") == len(OWN.statements) - 1


@pytest.mark.skipif(not GOLD, reason="annotated news is kept beside the repository")
def test_corrections_from_annotated_news_leave_no_errors():
    gold = read_json_lines(FRESH)
    texts = (article_from_text(g.text, any_language=True, normalise_newlines=False) for g in GOLD)
    found = list(analyse_many(texts))
    lines = [corrections_from(a, marked, "gold") for a, marked in zip(found, GOLD, strict=True)]
    corrected = [correct(a, own) for a, own in zip(found, lines, strict=True)]
    before, after = (
        score_documents(gold, {d["id"]: record(d, a) for d, a in zip(gold, of, strict=True)})
        for of in (found, corrected)
    )
    assert before["f1"][0] < 0.95 and after["f1"][0] == 1
    assert sum(map(len, lines)) < 1.2 * sum(len(marked.statements) for marked in GOLD)


def record(document: dict, analysis) -> dict:
    return interchange_record(document["id"], analysis.text, analysis.attributions)


# ------------------------------------------------------------------------------------ the commands


def test_export_and_import_by_the_command_line(tmp_path, capsys):
    article = tmp_path / "mill.txt"
    article.write_text(TEXT, encoding="utf-8")
    exported = ["export", str(article), str(tmp_path), "--any-language", "--as"]
    assert main([*exported, "brat", "jsonl", "tei"]) == 0
    marks = tmp_path / "mill.ann"
    lines = marks.read_text("utf-8").replace("Kind E1 indirect", "Kind E1 mixed")
    marks.write_text(lines, encoding="utf-8")
    out = tmp_path / "mill.ann.csv"
    taken = ["import", str(article), str(marks), "--coder", "ann", "--out", str(out)]
    assert main(taken) == 0
    (line,) = read_corrections(out)
    assert (line.action, line.field, line.value, line.coder) == ("set", "kind", "mixed", "ann")
    assert "Ann checked one of" in capsys.readouterr().out
    assert main(taken) == 2 and "is there already" in capsys.readouterr().err
    assert set(articles.FORMATS) == {*FORMATS, "ro-crate"}
    assert main([*exported, "word"]) == 2
    assert "there is no format word: give some of brat," in capsys.readouterr().err


@pytest.mark.cases
def test_a_file_that_does_not_fit_is_one_sentence(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ExchangeError, match=f"^{re.escape(message)}"):
        list(read_marked(tmp_path / name))


def test_another_text_is_told_with_the_place_where_it_differs():
    other = replace(OWN, text=TEXT.replace("mill", "mine"))
    with pytest.raises(ExchangeError, match=r"from character 25 on it has 'ne would .* 'll would"):
        of_this_text([other], TEXT, Path("a.ann"))


def test_a_damaged_mark_of_brat_is_named_by_its_line(tmp_path):
    path = written(OWN, "brat", tmp_path)
    Path(f"{path}.ann").write_text("T1\tSpeaker 0 four\tMayor\n", encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"\.ann, line 1, is no mark of brat\.$"):
        list(read_marked(Path(f"{path}.ann")))
