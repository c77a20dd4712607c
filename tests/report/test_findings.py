"""Each computed sentence, for none, one, two and many."""

import pandas as pd
import pytest

from helpers.analysis import analyse, correct
from helpers.article import article_from_text
from helpers.attribution.attribution import Attribution
from helpers.corrections import Correction
from helpers.evaluation import load_result
from helpers.measures.sourcing import voice_gap
from helpers.prose import percent
from helpers.report.findings import framing, overview, speakers, tone, trust  # noqa: F401, for cases


def table(columns: str, *rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def voices(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return table("speaker words share", *rows)


def statements(*sure: float | None, kind="direct", source=True) -> list[Attribution]:
    return [
        Attribution(((0, 5),), (), ((6, 9),) * source, kind, "r", confidence=c, speaker="Kim")
        for c in sure
    ]


def quoted(*places: int) -> Attribution:
    return Attribution(tuple(zip(places[::2], places[1::2], strict=True)), (), (), "direct", "r")


def gap(*rows: tuple[str, str, int, bool]) -> pd.DataFrame:
    return table("actor type mentions never_quoted", *rows)


def kinds(direct: int, indirect: int, mixed: int = 0) -> pd.DataFrame:
    rows = [("direct", direct), ("indirect", indirect), ("mixed", mixed)]
    return table("speaker kind attributions", *(("all speakers", *row) for row in rows))


def spoken(*rows: tuple[str, bool | None, int]) -> pd.DataFrame:
    return table("speaker official attributions", *rows).assign(type="person")


def entrances(*rows: tuple[str, str]) -> pd.DataFrame:
    every = [(name, "person", kind, "", True, 0) for name, kind in rows]
    return table("actor type category later speaks start", *every)


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
FOUND = percent(DEV.loc[("speech", "all"), "recall"])
RIGHT = f"{FOUND} of the statements with the right words and speaker"
MISSED = f"; on annotated news it finds {RIGHT}"
HELLO = "Hello."
OWN = "By the program's own estimate "
ACTS = hits("attack", "strike", "raid", "attack", category="plain", agent_side="A")
ANSWER = hits("response", category="as an answer", agent_side="side not named")
SIDES = table("side polarity count", ("A", "negative", 2), ("B", "neutral", 3))


@pytest.mark.cases
def test_a_sentence_is_true_and_whole(call: str, expected: str) -> None:
    assert eval(call) == expected.format(**globals())


@pytest.mark.cases
def test_the_order_of_voices(names: list[str], expected: str) -> None:
    rows = [(name, i) for i, name in enumerate(names)] + [("narrator", -1)]
    assert speakers.order_of_voices(table("speaker attribution", *rows)) == expected


def test_the_held_out_articles_come_first() -> None:
    said = tone.model_accuracy(load_result("target_tone_newsmtsc"))
    assert said.index("kept back") < said.index("76%") < said.index("83%")


@pytest.mark.cases
def test_who_is_mentioned_and_never_quoted(text: str, silent: list[str]) -> None:
    gap = voice_gap(analyse(article_from_text(text, any_language=True)))
    assert sorted(gap.loc[gap["never_quoted"], "actor"]) == silent


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
