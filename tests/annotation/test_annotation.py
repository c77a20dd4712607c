"""Annotation: offsets, trees, and plain spellings that do not show."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.annotation import (
    Annotation,
    annotate,
    annotate_many,
    entities_table,
    sentences_table,
    tokens_table,
)
from helpers.article import ArticleError, article_from_text


def read(text: str) -> Annotation:
    return annotate(article_from_text(text, any_language=True))


def check(annotation: Annotation) -> None:
    """The invariants that every later step builds on."""
    end = 0
    for number, token in enumerate(annotation.tokens):
        assert token.i == number
        assert token.start >= end and token.text == annotation.text[token.start : token.end]
        end = token.end
        assert token.head is annotation.tokens[token.head.i]
        assert all(child.head is token for child in token.children)
        assert sum(1 for _ in token.ancestors()) < len(annotation.tokens)
        first, stop = annotation.sentences[token.sentence].tokens
        assert first <= number < stop
        if token.quotation >= 0:
            quotation = annotation.quotations[token.quotation]
            assert quotation.start <= token.start < quotation.end
    covered = [i for s in annotation.sentences for i in range(*s.tokens)]
    assert covered == list(range(len(annotation.tokens)))
    for entity in annotation.entities:
        assert entity.start < entity.end and entity.tokens[0] < entity.tokens[1]


@pytest.mark.cases
def test_offsets_and_tree(text: str) -> None:
    check(read(text))


@settings(suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "'", "’", "said", "Kim", ",", ".", "\n", "\n\n", "that", "it", "We",
             "rained", "and", "—", ":", "ROME (AP) —", "\u00a0", "told", "😀", "İ"]
        ),
        min_size=1,
        max_size=25,
    )
)  # fmt: skip
def test_any_text_is_annotated_with_right_offsets(words: list[str]) -> None:
    try:
        article = article_from_text(" ".join(words), any_language=True)
    except ArticleError:
        return
    check(annotate(article))


def test_a_quotation_does_not_mislead_the_sentence_around_it() -> None:
    annotation = read("“We said so a number of times, and they laughed,” Kim Lee said on Monday.")
    said = next(t for t in annotation.tokens if t.text == "said" and t.quotation < 0)
    assert [c.text for c in said.children if c.dep == "nsubj"] == ["Lee"]
    (content,) = [c for c in said.children if c.dep == "ccomp"]
    assert content.quotation == 0


def test_a_dateline_is_no_speaker() -> None:
    annotation = read("LONDON (Reuters) - Kim Lee said that taxes would rise.")
    said = next(t for t in annotation.tokens if t.text == "said")
    assert [c.text for c in said.children if c.dep == "nsubj"] == ["Lee"]


def test_a_headline_keeps_its_capitals_in_the_tokens() -> None:
    text = "Minister Calls On Banks To Lend\n\nThe minister called on banks to lend on Monday."
    annotation = read(text)
    calls = next(t for t in annotation.tokens if t.text == "Calls")
    assert (calls.pos, calls.lemma) == ("VERB", "call")


def test_a_repeated_title_has_no_tokens() -> None:
    text = "Rain again\n\n• Rain again\n\nIt rained on Monday."
    assert {t.paragraph for t in read(text).tokens} == {0, 2}


def test_many_articles_come_back_in_order() -> None:
    texts = ["First it rained.", "“Then it stopped,” Kim said.", "Third."]
    articles = [article_from_text(t, any_language=True) for t in texts]
    assert [a.text for a in annotate_many(articles)] == texts


def test_tables_have_their_columns_and_give_the_words_back() -> None:
    annotation = read("“It rained,” Kim Lee said in Rome. She left.")
    tokens = tokens_table(annotation)
    assert list(tokens.columns) == [
        "token", "start", "end", "text", "lemma", "pos", "tag", "dep", "head", "entity",
        "sentence", "paragraph", "quotation", "is_word",
    ]  # fmt: skip
    sentences = sentences_table(annotation)
    assert list(sentences["words"]) == [7, 2]
    entities = entities_table(annotation)
    for table in (tokens, sentences, entities):
        spans = zip(table["start"], table["end"], table["text"], strict=True)
        assert all(annotation.text[start:end] == text for start, end, text in spans)
    assert "Kim Lee" in set(entities["text"])
