"""Corrections of statements and speakers: what each does, and what never depends on their order."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.analysis import analyse, correct
from helpers.article import article_from_text
from helpers.corrections import (
    Correction,
    CorrectionError,
    corrections_file,
    read_corrections,
    save_correction,
    write_corrections,
)

TEXT = (
    "Mayor Kim Roe said the mill would close. “It is old,” she added. Lee Moss denied that. "
    "“Nobody asked us.” The union of Jan Berg said it would strike. Berg was angry. "
    "Neighbours were not asked."
)
FOUND = analyse(article_from_text(TEXT, any_language=True), corrected=False)
MILL, OLD = "the mill would close", "“It is old"


def at(words: str, **more: str) -> dict[str, object]:
    """The place of some words of the text, as a correction has it."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "words": words, "coder": "ann", **more}


def statement(words: str, **more: str) -> dict[str, object]:
    """The place of the statement that begins with some words."""
    start = TEXT.index(words)
    found = next(a for a in FOUND.attributions if a.content[0][0] == start)
    end = found.content[-1][1]
    return {"start": start, "end": end, "words": TEXT[start:end], "coder": "ann", **more}


def decided(*corrections: Correction):
    return correct(FOUND, corrections)


def said_by(analysis) -> dict[str, str]:
    """Speaker of each statement, by its first words."""
    return {TEXT[a.content[0][0] : a.content[-1][1]][:10]: a.speaker for a in analysis.attributions}


def actor(analysis, name: str):
    return next(a for a in analysis.actors if a.name == name)


def test_the_text_has_the_statements_that_the_tests_need():
    assert said_by(FOUND)[MILL[:10]] == said_by(FOUND)[OLD[:10]] == "Kim Roe"
    assert {"Lee Moss", "Jan Berg"} <= {a.name for a in FOUND.actors}
    assert FOUND.corrected is None


def test_a_statement_is_rejected_and_its_words_are_the_authors():
    analysis = decided(Correction("reject", **statement(OLD)))
    assert OLD[:10] not in said_by(analysis)
    assert analysis.voices.at(TEXT.index("is old"))[0] == "narrator"
    assert analysis.corrected.rejected == 1


def test_an_accepted_statement_is_sure_and_says_who_accepted_it():
    analysis = decided(Correction("accept", **statement(MILL)))
    found = next(a for a in analysis.attributions if a.decided)
    assert (found.decided, found.confidence) == ("ann", 1.0)
    assert analysis.corrected.summary() == ["Ann checked one of four statements (one accepted)."]


def test_another_speaker_takes_the_pronoun_along():
    analysis = decided(Correction("set", "speaker", value="Lee Moss", **statement(OLD)))
    assert said_by(analysis)[OLD[:10]] == "Lee Moss"
    she = TEXT.index("she added")
    assert she in {m.start for m in actor(analysis, "Lee Moss").mentions}
    assert she not in {m.start for m in actor(analysis, "Kim Roe").mentions}


@pytest.mark.parametrize(
    ("speaker", "kind"), [("Lee Moss", "person"), ("Neighbours", None), ("unattributed", None)]
)
def test_a_missed_statement_is_added(speaker, kind):
    analysis = decided(Correction("add", value=speaker, **at("was angry")))
    new = next(a for a in analysis.attributions if a.rule == "coder")
    assert (new.speaker, new.kind, new.confidence) == (speaker, "indirect", 1.0)
    if kind:
        assert actor(analysis, speaker).type == kind


def test_what_is_added_can_be_described_in_the_same_file():
    source, cue = TEXT.index("Berg was angry"), TEXT.index("was angry")
    lines = [
        Correction("set", "source", value=f"{source}-{source + 4}", **at("was angry")),
        Correction("set", "cue", value=f"{cue}-{cue + 3}", **at("was angry")),
        Correction("set", "speech", value="no", **at("was angry")),
        Correction("add", value="Jan Berg", **at("was angry")),
    ]
    new = next(a for a in decided(*lines).attributions if a.rule == "coder")
    assert (new.source, new.cue) == (((source, source + 4),), ((cue, cue + 3),))
    assert not new.speech and new.speaker == "Jan Berg"
    assert "the program finds no statement" in str(decided(lines[0]).corrected.unfit)
    far = Correction("set", "cue", value="5-9000", **statement(MILL))
    assert "the article is shorter" in str(decided(far).corrected.unfit)


def test_a_speaker_whom_the_article_does_not_name_is_told():
    analysis = decided(Correction("add", value="Ada Poe", **at("was angry")))
    assert analysis.attributions == FOUND.attributions
    assert "Ada Poe is no speaker and no words of the article" in analysis.corrected.summary()[-1]


def test_content_kind_and_cue_are_set():
    start = TEXT.index("would close")
    value = f"{start}-{start + 11}"
    analysis = decided(
        Correction("set", "content", value=value, **statement(MILL)),
        Correction("set", "kind", value="mixed", **statement(MILL)),
        Correction("set", "cue", value="0-5", **statement(MILL)),
    )
    new = next(a for a in analysis.attributions if a.decided)
    assert (new.content, new.kind, new.cue) == (((start, start + 11),), "mixed", ((0, 5),))


def test_speakers_are_merged_split_renamed_and_described():
    second = TEXT.index("Berg was angry")
    analysis = decided(
        Correction("merge", name="Lee Moss", value="Kim Roe", coder="ann"),
        Correction("split", name="Jan Berg", value="Bo Berg", **at("Berg was")),
        Correction("rename", name="Kim Roe", value="Kim B. Roe", coder="bob"),
        Correction("set", "role", name="Kim Roe", value="chair", coder="bob"),
        Correction("set", "official", name="Jan Berg", value="yes"),
        Correction("set", "type", name="Jan Berg", value="organisation"),
    )
    one = actor(analysis, "Kim B. Roe")
    assert one.role == "chair" and {"Kim Roe", "Lee Moss"} <= set(one.aliases)
    assert one.decided == "ann; bob"
    assert "Lee Moss" not in {a.name for a in analysis.actors}
    assert said_by(analysis)[MILL[:10]] == "Kim B. Roe"
    assert [m.start for m in actor(analysis, "Bo Berg").mentions] == [second]
    berg = actor(analysis, "Jan Berg")
    assert (berg.official, berg.type, berg.decided) == (True, "organisation", "ann; coder")


def correction(decision: str, words: str = "", /, **fields: str) -> Correction:
    """A correction of a name, of the statement that begins with some words, or of a place."""
    place = (statement if words in (MILL, OLD) else at)(words) if words else {}
    return Correction(decision, fields.pop("field", ""), **(place | fields))


@pytest.mark.cases
def test_what_does_not_fit_is_told_and_changes_nothing(case, why):
    decision, words, fields = case
    one = correction(decision, words, **fields)
    analysis = decided(one)
    assert (analysis.attributions, analysis.actors) == (FOUND.attributions, FOUND.actors)
    ((unfit, reason),) = analysis.corrected.unfit
    assert unfit.decision == one.decision and why in reason
    assert "One correction does not fit the article and is left out: “" in "".join(
        analysis.corrected.summary()
    )


@pytest.mark.cases
def test_contradictions_are_told_and_the_programs_answer_stays(case, pair):
    corrections = [correction(decision, words, **fields) for decision, words, fields in pair]
    analysis = decided(*corrections)
    assert (analysis.attributions, analysis.actors) == (FOUND.attributions, FOUND.actors)
    assert {c for group in analysis.corrected.conflicts for c in group} == set(corrections)
    assert "contradict each other" in analysis.corrected.summary()[-1]


def test_a_correction_of_a_statement_that_is_cut_otherwise_now_still_fits():
    place = statement(MILL)
    shorter = TEXT[int(place["start"]) : int(place["end"]) - 6]
    analysis = decided(Correction("accept", **at(shorter)))
    assert not analysis.corrected.unfit and any(a.decided for a in analysis.attributions)


NAMES = st.sampled_from([a.name for a in FOUND.actors] + ["Neighbours", "X", "Jan Berg (2)"])
PLACES = st.sampled_from(
    [(a.content[0][0], a.content[-1][1]) for a in FOUND.attributions]
    + [(m.start, m.end) for a in FOUND.actors for m in a.mentions]
)


@st.composite
def corrections_of_any_kind(draw) -> Correction:
    action = draw(
        st.sampled_from("accept reject add speaker role merge split rename speech source".split())
    )
    coder, value = draw(st.sampled_from(["ann", "bob"])), draw(NAMES)
    start, end = draw(PLACES)
    place = {"start": start, "end": end, "words": TEXT[start:end]}
    if action in ("merge", "rename", "role"):
        field = "role" if action == "role" else ""
        action = "set" if field else action
        return Correction(action, field, draw(NAMES), value=value, coder=coder)
    if action == "split":
        return Correction(action, "", draw(NAMES), value=value, coder=coder, **place)
    if action in ("speech", "source"):
        value = draw(st.sampled_from(["yes", "no"])) if action == "speech" else f"{start}-{end}"
        return Correction("set", action, value=value, coder=coder, **place)
    if action == "speaker":
        return Correction("set", "speaker", value=value, coder=coder, **place)
    return Correction(action, value=value if action == "add" else "", coder=coder, **place)


@given(st.lists(corrections_of_any_kind(), max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_neither_order_nor_repetition_changes_anything(corrections, random):
    once = decided(*corrections)
    shuffled = [*corrections, *corrections]
    random.shuffle(shuffled)
    again = decided(*shuffled)
    assert (again.attributions, again.actors) == (once.attributions, once.actors)
    assert set(again.corrected.unfit) == set(once.corrected.unfit)
    names = [a.name for a in once.actors]
    assert len(names) == len(set(names))
    assert {a.speaker for a in once.attributions} <= {*names, "unattributed"}
    spans = [(m.start, m.end) for a in once.actors for m in a.mentions]
    assert all(0 <= start < end <= len(TEXT) for start, end in spans)
    assert all(a.mentions for a in once.actors)
    starts = [a.content[0] for a in once.attributions]
    assert starts == sorted(starts)
    assert "".join(once.segments["text"].map(str).str.replace(r"\s", "", regex=True))
    told = {c.decision for c, _ in once.corrected.unfit}
    told |= {c.decision for c in once.corrected.applied}
    told |= {c.decision for group in once.corrected.conflicts for c in group}
    assert told == {c.decision for c in corrections}


# ------------------------------------------------------------------------------------- the file


def test_what_is_written_is_read_and_a_coder_has_one_decision_on_one_thing(tmp_path):
    path = tmp_path / "new" / "text.csv"
    first = Correction("accept", reason="read, “twice”,\nand again", **statement(MILL))
    save_correction(path, first)
    save_correction(path, Correction("reject", **statement(MILL, coder="bob")))
    second = replace(first, action="reject", reason="")
    assert save_correction(path, second) == read_corrections(path)
    assert [c.action for c in read_corrections(path)] == ["reject", "reject"]
    assert [p.name for p in path.parent.iterdir()] == ["text.csv"]


@pytest.mark.cases
def test_a_bad_line_is_named(tmp_path, line, message):
    path = tmp_path / "text.csv"
    write_corrections(path, [])
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(CorrectionError, match=rf"^text\.csv, {message}"):
        read_corrections(path)


def test_the_file_of_an_article_is_found_and_used(tmp_path, monkeypatch):
    article = article_from_text(TEXT, source="https://news.example/a/mill?x=1", any_language=True)
    assert corrections_file(article).name == "mill-x-1.csv"
    path = tmp_path / "mine.csv"
    save_correction(path, Correction("reject", **statement(OLD)))
    monkeypatch.setenv("NEWS_VOICES_CORRECTIONS", str(path))
    assert OLD[:10] not in said_by(analyse(article))
    assert OLD[:10] in said_by(analyse(article, corrected=False))
    monkeypatch.setenv("NEWS_VOICES_CORRECTIONS", "0")
    assert corrections_file(article) is None and OLD[:10] in said_by(analyse(article))
