"""The optional token model: what it is given, what is made of its answer, and that it may lack."""

import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.attribution import engine
from helpers.attribution.attribution_tables import words_of
from helpers.attribution.engine import find_attributions, likeliest, read
from helpers.attribution.fitted.weights import Option
from helpers.attribution.token_model.model import (
    FILES,
    TABLES,
    VARIABLE,
    TokenModel,
    TokenModelError,
    model_folder,
    sentence_of,
)
from helpers.attribution.token_model.opinion import (
    Opinion,
    edges_seconded,
    no_opinion,
    opinion_of_record,
    sources_seconded,
)
from helpers.attribution.token_model.pieces import (
    BETWEEN,
    CLS,
    IN_CUE,
    LONGEST,
    OUTSIDE,
    SEP,
    pieces_of,
)
from helpers.lexicons import LEXICONS

CUT = "Kim said she would vote for the plan, highlighting a rift in the party."


class Words:
    """A tokenizer whose pieces are words and marks, numbered by their length."""

    def encode(self, text: str, *, add_special_tokens: bool) -> SimpleNamespace:
        assert not add_special_tokens
        found = list(re.finditer(r"\w+|[^\w\s]", text))
        ids = [len(match.group()) for match in found]
        return SimpleNamespace(ids=ids, offsets=[match.span() for match in found])


class Session:
    """A network that takes every piece up to a character for content, the first for the source."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.seen: list[dict[str, np.ndarray]] = []

    def run(self, names: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        assert names == ["odds", "cue"]
        self.seen.append(inputs)
        pieces = inputs["pieces"]
        odds = np.full((*pieces.shape, 2), -9.0, dtype=np.float32)
        odds[:, 1 : self.last, 0] = 9.0
        odds[:, 1, 1] = 4.0
        return [odds, np.full(len(pieces), 2.5, dtype=np.float32)]


def found(text: str):  # type: ignore[no-untyped-def]
    return read(annotate(article_from_text(text, any_language=True)))


def test_a_sentence_is_read_with_places_about_its_cue() -> None:
    text = "It rains. Kim, he said, has left."
    sentence = pieces_of(Words(), text, (10, len(text)), [(18, 22)])  # type: ignore[arg-type]
    assert sentence is not None
    assert sentence.pieces == (CLS, 3, 1, 2, 4, 1, 3, 4, 1, SEP)
    assert [text[start] for start in sentence.starts] == list("K,hs,hl.")
    assert sentence.places == (OUTSIDE, 2, 1, 1, IN_CUE, 6, 6, 7, 7, OUTSIDE)


def test_between_the_words_of_a_cue() -> None:
    sentence = pieces_of(Words(), "He made it clear.", (0, 17), [(3, 7), (11, 16)])  # type: ignore[arg-type]
    assert sentence is not None and sentence.places[1:-1] == (1, IN_CUE, BETWEEN, IN_CUE, 6)


@pytest.mark.parametrize("at", [0, 40, 100, 199])
def test_a_long_sentence_is_cut_around_its_cue(at: int) -> None:
    text = "ab " * 200
    cue = [(3 * at, 3 * at + 2)]
    sentence = pieces_of(Words(), text, (0, len(text)), cue)  # type: ignore[arg-type]
    assert sentence is not None
    assert len(sentence.starts) == LONGEST and len(sentence.pieces) == LONGEST + 2
    assert sentence.places[1 + sentence.starts.index(3 * at)] == IN_CUE
    assert sentence.places.count(IN_CUE) == 1


def test_a_cue_in_another_sentence_is_not_read() -> None:
    assert pieces_of(Words(), "Yes. No, he said.", (0, 4), [(12, 16)]) is None  # type: ignore[arg-type]


def test_a_record_without_a_cue_has_no_opinion() -> None:
    text = "“It rained,” Kim said. “It snowed. It froze.”"
    reading, candidates = found(text)
    attributions = [c.attribution for c in candidates]
    session = Session(4)
    judge = TokenModel(session, Words()).opinions()
    opinions = judge(reading, attributions)
    assert judge(reading, attributions) == opinions and len(session.seen) == 1
    assert [o is not None for o in opinions] == [bool(a.cue) for a in attributions]
    for a, opinion in zip(attributions, opinions, strict=True):
        if opinion is not None:
            sentence = sentence_of(Words(), reading, a)
            assert sentence is not None and sentence.starts == opinion.starts
            assert max(opinion.content) == 7.0 and opinion.cue == 2.5


def test_what_the_model_holds_for_said_is_supported() -> None:
    reading, candidates = found(CUT)
    a = candidates[0].attribution
    (opinion,) = TokenModel(Session(9), Words()).opinions()(reading, [a])  # up to "plan"
    options = edges_seconded(engine_options(reading, a), a, opinion)
    assert options[0].features == {"model inside": 0.0, "model overlap": 0.0}
    best = max(options, key=lambda o: o.features["model inside"])
    assert words_of(CUT, best.spans) == "she would vote for the plan"
    assert best is max(options, key=lambda o: o.features["model overlap"])


def engine_options(reading, a):  # type: ignore[no-untyped-def]
    from helpers.attribution.fitted.edge_choice import edge_options

    return edge_options(reading, a)


def test_a_weighed_opinion_moves_the_edges_and_is_a_feature_of_the_record() -> None:
    reading, candidates = found(CUT)
    model = TokenModel(Session(9), Words()).opinions()
    cut, *_ = likeliest(reading, candidates, {}, {"model inside": 5.0}, model)
    assert words_of(CUT, cut.attribution.content) == "she would vote for the plan"
    assert cut.features["model cue"] == 0.5 and cut.features["model content"] > 0
    kept, *_ = likeliest(reading, candidates, {}, {"model inside": 5.0}, no_opinion)
    assert not any(name.startswith("model") for name in kept.features)


def test_sources_are_supported_where_the_model_looks() -> None:
    opinion = Opinion((0, 4, 9), (0.0, 0.0, 0.0), (5.0, -5.0, 0.0), 1.0)
    options = [
        Option(((0, 3),), {}),
        Option(((9, 12),), {}),
        Option(((30, 33),), {}),
        Option((), {}),
    ]
    first, third, beyond, nobody = (o.features for o in sources_seconded(options, opinion))
    assert first["model source mean"] == first["model source most"] == 1.0
    assert first["model source overlap"] > third["model source overlap"]
    assert beyond == {"model source outside": 1.0}
    assert nobody == {"model nobody": 1.0, "model best source, nobody": 1.0}


def test_no_opinion_changes_nothing() -> None:
    reading, candidates = found(CUT)
    a = candidates[0].attribution
    options = engine_options(reading, a)
    assert edges_seconded(options, a, None) is options
    assert sources_seconded(options, None) is options
    assert opinion_of_record(a, None) == {"model silent": 1.0}


def test_without_the_variable_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert model_folder() is None
    monkeypatch.setenv(VARIABLE, "")
    assert model_folder() is None


@pytest.mark.parametrize("missing", [*FILES, *(f"{name}.tsv" for name in TABLES)])
def test_a_file_that_lacks_is_named(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*FILES, *(f"{table}.tsv" for table in TABLES)):
        if name != missing:
            (tmp_path / name).touch()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(TokenModelError, match=f"{re.escape(missing)} is not in it"):
        model_folder()


def test_the_engine_takes_model_and_weights_from_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in FILES:
        (tmp_path / name).touch()
    for table in TABLES:
        lines = (LEXICONS / f"{table}.tsv").read_text(encoding="utf-8")
        more = "model inside\t5.0\t99\t50\ttest\n" if table == "edge_weights" else ""
        (tmp_path / f"{table}.tsv").write_text(lines + more, encoding="utf-8")
    text = "Kim said it rained on the town in the spring."
    annotation = annotate(article_from_text(text, any_language=True))
    (plain,) = find_attributions(annotation)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.setattr(engine, "load_token_model", lambda _: TokenModel(Session(8), Words()))
    (seconded,) = find_attributions(annotation)
    assert words_of(text, plain.content) == "it rained on the town in the spring"
    assert words_of(text, seconded.content) == "it rained on the town"
    assert seconded.revised == "edges"
