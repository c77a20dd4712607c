"""Each computed sentence, for none, one, two and many."""

import pandas as pd
import pytest

from helpers.analysis import analyse, correct
from helpers.article import article_from_text
from helpers.attribution.attribution import Attribution
from helpers.corrections import Correction
from helpers.evaluation import load_result
from helpers.prose import percent
from helpers.report.findings import framing, overview, speakers, tone, trust


def table(columns: str, *rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def voices(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return table("speaker words share", *rows)


def statements(*sure: float | None, kind="direct", source=True) -> list[Attribution]:
    return [
        Attribution(((0, 5),), (), ((6, 9),) * source, kind, "r", confidence=c, speaker="Kim")
        for c in sure
    ]


def gap(*rows: tuple[str, str, int, bool]) -> pd.DataFrame:
    return table("actor type mentions never_quoted", *rows)


def kinds(direct: int, indirect: int, mixed: int = 0) -> pd.DataFrame:
    rows = [("direct", direct), ("indirect", indirect), ("mixed", mixed)]
    return table("speaker kind attributions", *(("all speakers", *row) for row in rows))


def spoken(*rows: tuple[str, bool | None, int]) -> pd.DataFrame:
    return table("speaker official attributions", *rows)


def entrances(*rows: tuple[str, str]) -> pd.DataFrame:
    every = [(name, "person", kind, "", True, len(name)) for name, kind in rows]
    return table("actor type category later speaks end", *every)


def hits(*words: str, category: str = "", **more: object) -> pd.DataFrame:
    rows = [(word, "narrator", word, category or word, False) for word in words]
    return table("text speaker entry category negated", *rows).assign(**more)


def specified(n: int, negative: int, positive: int, clear: int = 0) -> pd.DataFrame:
    row = ("narrator", n, 135, positive, negative, clear)
    return table("speaker n specifications positive negative clear", row)


def labelled(**labels: int) -> pd.DataFrame:
    names = [name for name, n in labels.items() for _ in range(n)]
    return pd.DataFrame({"label": names, "target": "council"})


NARRATOR = ("narrator", 60, 0.6)
DEV = load_result("attribution_polnear_dev").set_index(["scope", "kind"])
NOT_FOUND = percent(1 - DEV.loc[("speech", "all"), "recall"])
MISSED = f"; on annotated news it misses {NOT_FOUND} of the statements"
HELLO = "Hello."
OWN = "By the program's own estimate "
ACTS = hits("attack", "strike", "raid", "attack", category="plain", agent_side="A")
ANSWER = hits("response", category="as an answer", agent_side="side not named")
SIDES = table("side polarity count", ("A", "negative", 2), ("B", "neutral", 3))

CASES = [
    (
        speakers.leading_source(voices(("narrator", 9, 1.0))),
        "The program finds nobody quoted or paraphrased; all 9 words count as the reporter's own",
    ),
    (
        speakers.leading_source(voices(NARRATOR, ("unattributed", 1, 0.01))),
        "No speaker is named: one word of 61 is quoted, and the article does not say whose",
    ),
    (
        speakers.leading_source(voices(NARRATOR, ("Kim", 40, 0.4))),
        "One source is quoted or paraphrased, Kim (40 words, 40%), and the reporter's narration "
        "makes up 60%",
    ),
    (
        speakers.leading_source(voices(NARRATOR, ("officials", 30, 0.3), ("Lee", 10, 0.1))),
        "Two sources are quoted or paraphrased; the most space goes to officials (30 words, 30%), "
        "and the reporter's narration makes up 60%",
    ),
    (
        speakers.leading_source(voices(NARRATOR, ("Kim", 21, 0.21), ("Lee", 19, 0.19)), 0.3),
        "Two sources are quoted or paraphrased; Kim (21 words) and Lee (19) are too close to say "
        "who gets the most space, and the reporter's narration makes up 60%",
    ),
    (speakers.never_quoted(gap()), ""),
    (speakers.never_quoted(gap(("Kim", "person", 1, True))), ""),
    (speakers.never_quoted(gap(("Kim", "person", 2, False))), ""),
    (
        speakers.never_quoted(gap(("Kim", "person", 2, True))),
        "Kim (twice) is mentioned but not quoted",
    ),
    (
        speakers.never_quoted(gap(("Peru", "place", 3, True), ("Lee", "person", 2, True))),
        "Peru (three times) and Lee (twice) are mentioned but not quoted",
    ),
    (speakers.never_quoted(gap(("Harp Close", "place", 7, True))), ""),
    (speakers.never_quoted(gap(("Kim", "person", 2, True)), {"Kim"}), ""),
    (
        speakers.never_quoted(gap(*((f"K{n}", "person", 5, True) for n in range(5)))),
        "K0 (five times), K1 (five times), K2 (five times) and two more are mentioned but not "
        "quoted",
    ),
    (
        trust.doubtful_statements([], ""),
        f"on annotated news the program misses {NOT_FOUND} of the statements",
    ),
    (
        trust.doubtful_statements(statements(0.9), HELLO),
        f"{OWN}the one statement found is likely to be right{MISSED}",
    ),
    (
        trust.doubtful_statements(statements(0.9, 0.8), HELLO),
        f"{OWN}both statements found are likely to be right; the least certain is “Hello” (Kim)"
        f"{MISSED}",
    ),
    (
        trust.doubtful_statements(statements(0.5, 0.5, None), HELLO),
        f"{OWN}about one of the three statements found has a wrong speaker or wrong words; the "
        f"least certain is “Hello” (Kim){MISSED}",
    ),
    (speakers.paraphrased(kinds(0, 0)), ""),
    (speakers.paraphrased(kinds(1, 0)), "The only statement is quoted"),
    (speakers.paraphrased(kinds(1, 1)), "One of the two statements is paraphrased"),
    (speakers.paraphrased(kinds(2, 0)), "Neither of the two statements is paraphrased"),
    (
        speakers.paraphrased(kinds(0, 20)),
        "All 20 statements are paraphrased, in the reporter's wording",
    ),
    (speakers.without_speaker(statements(None), "Hello."), ""),
    (
        speakers.without_speaker(statements(None, source=False), "Hello."),
        "One quotation has no named speaker: “Hello”",
    ),
    (
        speakers.without_speaker(statements(None, None, source=False), "Hello."),
        "Two quotations have no named speaker; the first is “Hello”",
    ),
    (speakers.from_officials(spoken(("narrator", None, 0))), ""),
    (
        speakers.from_officials(spoken(("Kim", None, 2))),
        "Neither of the two statements comes from a source that the article introduces as an "
        "official",
    ),
    (
        speakers.from_officials(spoken(("Kim", True, 1), ("Lee", False, 1))),
        "One of the two statements comes from a source that the article introduces as an official "
        "(Kim)",
    ),
    (
        speakers.from_officials(spoken(("Kim", True, 1), ("Lee", True, 1))),
        "Both statements come from sources that the article introduces as officials (Kim and Lee)",
    ),
    (speakers.without_introduction(entrances(("Kim", "titled"))), ""),
    (
        speakers.without_introduction(entrances(("Kim", "name alone"))),
        "The only person quoted, Kim, is named without a word on who that is",
    ),
    (speakers.without_introduction(entrances(("Kim", "name alone")), "Kim, 34, spoke."), ""),
    (
        speakers.without_introduction(entrances(("Kim Lee", "name alone"), ("Lee", "titled"))),
        "",
    ),
    (
        speakers.without_introduction(entrances(("Kim", "name alone"), ("Lee", "name alone"))),
        "Both people who speak are named without an introduction: Kim and Lee",
    ),
    (
        speakers.without_introduction(entrances(("Kim", "name alone"), ("Lee", "titled"))),
        "One of the two people who speak is named without an introduction: Kim",
    ),
    (
        speakers.kinds_of_speech(pd.DataFrame({"kind": []}, dtype=str)),
        "The program finds no statement",
    ),
    (
        speakers.kinds_of_speech(pd.DataFrame({"kind": ["direct"]})),
        "One statement; it is quoted",
    ),
    (
        speakers.kinds_of_speech(pd.DataFrame({"kind": ["mixed", "direct", "direct"]})),
        "Three statements: two quoted and one partly quoted",
    ),
    (framing.as_words(hits(), "hedge"), "The program finds no hedges"),
    (framing.as_words(hits("may"), "hedge"), "The program finds one hedge: “may” (the narration)"),
    (
        framing.as_words(hits("a", "b", "c", "d", "e", "f"), "act"),
        "The program finds six acts: “a” (the narration), “b” (the narration), “c” (the "
        "narration), “d” (the narration) and two more",
    ),
    (framing.leading_frame(hits()), ""),
    (framing.leading_frame(hits(*["winner"] * 6, category="conflict")), ""),
    (
        framing.leading_frame(hits("war", "fight", "clash", "war", "raid", category="conflict")),
        "Conflict is the only one of the five frames found (5 passages)",
    ),
    (framing.certainty(hits("may")), ""),
    (
        framing.certainty(hits("may", "might", "could", "may", "may", category="hedge")),
        "The article has five hedges",
    ),
    (framing.act_names(ANSWER), ""),
    (
        framing.act_names(pd.concat([ACTS, ANSWER, ANSWER])),
        "The article names acts of force or pressure six times: four times plainly (“attack”) and "
        "twice as an answer to others (“response”); two of these do not say which side acted",
    ),
    (
        framing.act_names(pd.concat([ACTS, ANSWER, ANSWER, ANSWER.assign(entry=framing.CODED)])),
        "The article names acts of force or pressure seven times: four times plainly (“attack”) "
        "and three times as an answer to others (“response”); two of the six that a listed word "
        "shows do not say which side acted",
    ),
    (framing.act_names(pd.concat([ACTS, ACTS])), ""),
    (framing.labels_of_sides(hits(), SIDES.iloc[:1]), ""),
    (
        framing.labels_of_sides(hits("(coded)"), SIDES),
        "The program finds five labels, two of them negative (the coding added one that no listed "
        "word shows); of the negative ones, two are for A",
    ),
    (framing.actions(hits(), table("count hidden", (4, 1))), ""),
    (
        framing.actions(hits(), table("count hidden", (5, 1))),
        "One of the five actions is described without saying who acted",
    ),
    (framing.alphas(table("first second measure alpha")), ""),
    (tone.choices(specified(4, 90, 45)), ""),
    (
        tone.choices(specified(5, 90, 30, 1)),
        "Of 135 ways to measure the narration's tone, 90 come out negative, 30 positive and 15 "
        "neutral; one is clearly different from zero",
    ),
    (tone.choices(specified(5, 30, 30)), ""),
    (
        tone.choices(specified(5, 135, 0, 2)),
        "All 135 ways to measure the narration's tone come out negative; 2 are clearly different "
        "from zero",
    ),
    (tone.clear_choices(specified(5, 90, 30, 67)), ""),
    (tone.clear_choices(specified(4, 90, 0, 90)), ""),
    (
        tone.clear_choices(specified(5, 135, 0, 68)),
        "All 135 ways to measure the narration's tone come out negative; 68 are clearly different "
        "from zero",
    ),
    (tone.judged(labelled(negative=4)), ""),
    (tone.judged(labelled(negative=3, neutral=3)), ""),
    (
        tone.judged(labelled(negative=3, neutral=2)),
        "A trained model reads three of five mentions of the council as negative",
    ),
    (tone.judging_sentences(labelled(negative=4)), ""),
    (
        tone.judging_sentences(labelled(unclear=5)),
        "A trained model leaves the tone of all five mentions of somebody open",
    ),
    (
        tone.judging_sentences(labelled(negative=1, neutral=4, unclear=1)),
        "Of six mentions of somebody, a trained model reads one as negative and four as neutral "
        "and leaves one open",
    ),
    (tone.marked(table("speaker word low"), table("speaker compared")), ""),
    (
        tone.marked(
            table("speaker word low", ("narrator", "rain", 1.0)),
            table("speaker compared", ("narrator", True)),
        ),
        "One word is distinctive of the narration: rain",
    ),
    (
        tone.loaded_voices(table("speaker count units n", ("narrator", 0, 0, 9), ("Kim", 1, 1, 1))),
        "None of the narration's 9 sentences contains a possibly loaded word; the speakers use one",
    ),
]


@pytest.mark.parametrize(("found", "expected"), CASES)
def test_a_sentence_is_true_and_whole(found: str, expected: str) -> None:
    assert found == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], "The reporter alone speaks"),
        (["unattributed"], "No speaker is named"),
        (["Kim", "Kim"], "One source is quoted or paraphrased: Kim"),
        (["Kim", "Lee"], "Two sources, from Kim to Lee"),
        (["Kim", "Lee", "Kim"], "Kim has the first word and the last of two sources"),
    ],
)
def test_the_order_of_voices(names: list[str], expected: str) -> None:
    rows = [(name, i) for i, name in enumerate(names)] + [("narrator", -1)]
    assert speakers.order_of_voices(table("speaker attribution", *rows)) == expected


def test_the_held_out_articles_come_first() -> None:
    said = tone.model_accuracy(load_result("target_tone_newsmtsc"))
    assert said.index("kept back") < said.index("76%") < said.index("83%")


def test_a_body_is_heard_through_its_spokesman_and_a_state_through_its_officials() -> None:
    text = (
        'Talks fail\n\n"We wait," said Kim Roe, a spokesman for the Harbour Board. The Harbour '
        "Board met Peru and Lee Moss. Peruvian foreign minister Ana Paz said it was late."
    )
    heard = speakers.heard_otherwise(analyse(article_from_text(text, any_language=True)))
    assert "Lee Moss" not in heard
    assert any("Harbour Board" in name for name in heard)


def test_names_lead_to_the_cards_and_text_is_escaped() -> None:
    text = 'Rain\n\n"It *rains* a lot in May," Kim Roe said. Lee Roe said it does not.'
    analysis = analyse(article_from_text(text, any_language=True))
    linked = overview.linked(analysis, ["Kim Roe and Lee Roe say *nothing*.", "Kim Roe."]).data
    first, second = linked.splitlines()
    assert first.count("<a href") == 2 and r"\*nothing\*" in first
    assert second == '- <a href="#nv-card-1">Kim Roe</a>.'


def test_what_correcting_was_worth() -> None:
    text = (
        "Mayor Kim Roe said the mill would close. Lee Moss said it was old. Neighbours were angry."
    )
    found = analyse(article_from_text(text, any_language=True), corrected=False)
    places = [(a.content[0][0], a.content[-1][1]) for a in found.attributions]
    rejected = [
        Correction("reject", start=start, end=end, words=text[start:end]) for start, end in places
    ]
    angry = text.index("were angry")
    added = Correction("add", start=angry, end=angry + 10, words="were angry", value="Kim Roe")
    told = [
        trust.worth_of_correcting(found, correct(found, lines))
        for lines in ([], [added], rejected[:1], [*rejected, added], rejected)
    ]
    opening = "Compared with the corrections,"
    assert told == [
        f"{opening} both statements found are right in words and speaker",
        f"{opening} both statements found are right in words and speaker; one statement was "
        "missed or given to others",
        f"{opening} one of the two statements found is right in words and speaker",
        f"{opening} neither of the two statements found is right in words and speaker; one "
        "statement was missed or given to others",
        "",
    ]
    assert overview.changed(found, found).empty
    changed = overview.changed(found, correct(found, [*rejected, added]))
    assert set(changed["corrected"]) == {"before", "after"}
