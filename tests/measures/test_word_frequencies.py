from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.measures.wording.word_frequencies import collocations, concordance, word_frequencies

TEXT = (
    "The prime minister met the US envoy. The prime minister told us that the envoy waited.\n\n"
    "The envoys waited, the prime minister said."
)
ANNOTATION = annotate(article_from_text(TEXT, any_language=True))


def test_lemmas_are_counted_and_stop_words_left_out() -> None:
    counts = word_frequencies(ANNOTATION, 99).groupby("lemma")["count"].sum()
    assert counts["minister"] == 3
    assert counts["envoy"] == 3
    assert counts["US"] == 1
    assert not {"the", "us", "that"} & set(counts.index)


def test_the_most_frequent_words_come_first() -> None:
    counts = word_frequencies(ANNOTATION, top=2)["count"].tolist()
    assert counts == [3, 3]


def test_words_that_go_together() -> None:
    pairs = collocations(ANNOTATION, 9)
    assert pairs["pair"].tolist()[0] == "prime minister"
    assert pairs["count"].min() >= 2


def test_a_concordance_gives_the_words_back() -> None:
    lines = concordance(ANNOTATION, "ENVOY")
    assert lines["word"].tolist() == ["envoy", "envoy", "envoys"]
    for row in lines.itertuples():
        assert TEXT[row.start : row.end] == row.word
        assert TEXT[: row.start].endswith(row.left)
        assert TEXT[row.end :].startswith(row.right)


def test_a_word_that_is_not_there_has_no_lines() -> None:
    assert concordance(ANNOTATION, "tax").empty


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["tax", "rises", "Kim", "slowly", ".", "the"]), min_size=1))
def test_counts_are_never_more_than_the_words(words: list[str]) -> None:
    annotation = annotate(article_from_text("So " + " ".join(words), any_language=True))
    table = word_frequencies(annotation, 99)
    assert table["count"].sum() <= sum(t.is_word for t in annotation.tokens)
    assert table["count"].is_monotonic_decreasing
